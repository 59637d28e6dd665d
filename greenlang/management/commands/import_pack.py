"""``import_pack``: a pack that `export_pack` wrote, taken in."""

from typing import Any

from django.core.management.base import CommandParser

from apps.factory.moving import pack_import
from apps.registry.bundle import MOST_BYTES
from apps.tenants.selectors import tenant_by_slug
from greenlang.isolation import tenant_scope
from greenlang.management.base import ProductCommand
from greenlang.management.commands.build_agent import ACTOR, read_file
from greenlang.management.telling import stage_line

SHOWN = 10


class Command(ProductCommand):
    """Registers what this installation signed; a stranger's pack is refused, or rebuilt from its specification."""

    help = "Take in a pack from another organisation or installation."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which file, for whom."""
        super().add_arguments(parser)
        parser.add_argument("file", metavar="FILE", help="written by export_pack")
        parser.add_argument("--rebuild", action="store_true", help="build a stranger's anew from its specification")
        parser.add_argument("--tenant", metavar="SLUG", default="acme", help="who takes it in (default: acme)")

    def work(self, **options: Any) -> dict[str, Any]:
        """What became of it."""
        tenant = tenant_by_slug(options["tenant"])
        on_stage = None if options["json"] else lambda stage: self.note(stage_line({**stage, "name": stage["label"]}))
        moved = pack_import(
            tenant_id=tenant.id,
            data=read_file(options["file"])[: MOST_BYTES + 1],
            actor=ACTOR,
            rebuild=options["rebuild"],
            on_stage=on_stage,
        )
        with tenant_scope(tenant.id):
            return {"tenant": tenant.slug, **moved.as_document()}

    def tell(self, document: dict[str, Any]) -> None:
        """Where it stands, and whether a rebuilt one is the same."""
        self.stdout.write(
            f"{document['agent_id']} {document['version']} is {document['state']}: {document['outcome']}; "
            f"it was signed by {document['signed_by']}"
        )
        if document["outcome"] == "rebuilt" and document["identical"]:
            self.stdout.write("The pack built here is the pack that came, byte for byte.")
        elif document["outcome"] == "rebuilt":
            names = ", ".join(document["differing"][:SHOWN]) or "none of its files, only how they are packed"
            self.stdout.write(f"The pack built here is another one; what differs: {names}")
