"""``export_pack``: a registered version as one file for another installation."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from apps.factory.moving import pack_export
from apps.registry.selectors import deprecation_text, version_named
from apps.tenants.selectors import tenant_by_slug
from greenlang.errors import InvalidInput
from greenlang.isolation import tenant_scope
from greenlang.management.base import ProductCommand


class Command(ProductCommand):
    """Archive, signature, quality report, build statement and public key."""

    help = "Write the pack of a version, with everything that proves it, into one file."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which version, and where to."""
        super().add_arguments(parser)
        parser.add_argument("agent", metavar="AGENT", help="agent id; agent@1.0.0 and agent@production too")
        parser.add_argument("--pack-version", default="", metavar="V", help="a number or alias (default: which serves)")
        parser.add_argument("--out", required=True, metavar="FILE", help="a file that is not there yet")
        parser.add_argument("--tenant", metavar="SLUG", default="acme", help="whose agent it is (default: acme)")

    def work(self, **options: Any) -> dict[str, Any]:
        """The file written."""
        with tenant_scope(tenant_by_slug(options["tenant"]).id):
            version = version_named(options["agent"], options["pack_version"])
            if deprecated := deprecation_text(version):
                self.note(deprecated)
            content = pack_export(version)
        try:
            with Path(options["out"]).open("xb") as file:
                file.write(content)
        except OSError as error:
            message = f"The file cannot be written: {error.strerror}."
            raise InvalidInput(message, where=options["out"], mend="Name a new file.") from error
        return {
            "agent_id": version.agent.slug,
            "version": version.version,
            "pack_sha256": version.pack_sha256,
            "file": options["out"],
            "bytes": len(content),
        }

    def tell(self, document: dict[str, Any]) -> None:
        """One line."""
        self.stdout.write(
            f"{document['agent_id']} {document['version']} is in {document['file']}, {document['bytes']:,} bytes; "
            f"pack sha256:{document['pack_sha256']}"
        )
