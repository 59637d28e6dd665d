"""``backup``: database, checkpoints and public keys in one file."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from apps.calculations.models import LedgerHead
from apps.calculations.services.checkpoints import checkpoint_now, installation_keyring
from apps.tenants.selectors import tenants_all
from greenlang.engine.version import ENGINE_VERSION
from greenlang.errors import Conflict, InvalidInput
from greenlang.isolation import tenant_scope
from greenlang.management.backup_file import DUMP, KEY, SCHEMA, STORE, backup_write, file_facts
from greenlang.management.base import ProductCommand
from greenlang.management.database_dump import backup_dsn, database_dump
from greenlang.signing import moment_text


class Command(ProductCommand):
    """The product may go on meanwhile. The private key is left out unless it is asked for."""

    help = "Write a backup: the database, the signed checkpoints, the public keys."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to, and whether with the private key."""
        super().add_arguments(parser)
        parser.add_argument("file", metavar="FILE", help="file to write; it must not exist")
        parser.add_argument("--with-key", action="store_true", help="put the private signing key in, too")

    def work(self, **options: Any) -> dict[str, Any]:
        """Checkpoints first, so that the dump bears out every one of them."""
        path = Path(options["file"])
        if path.exists():
            raise Conflict(f"{path} is there already.", where="FILE", mend="Name a new file.")
        if not path.absolute().parent.is_dir():
            raise InvalidInput(f"There is no folder {path.parent}.", where="FILE")
        tenants = [_tenant_facts(tenant) for tenant in tenants_all()]
        files: dict[str, Path | bytes] = {
            f"{STORE}{found.name}": found.read_bytes() for found in sorted(Path(settings.CHECKPOINTS).glob("*.jsonl"))
        }
        keyring = installation_keyring()
        if options["with_key"]:
            files[KEY] = keyring.signer.pem()
        with tempfile.TemporaryDirectory(dir=path.absolute().parent) as folder:
            dump = Path(folder, DUMP)
            database_dump(backup_dsn(), dump)
            files = {DUMP: dump, **files}
            body = {
                "schema": SCHEMA,
                "at": moment_text(datetime.now(UTC)),
                "version": ENGINE_VERSION,
                "files": {name: file_facts(content) for name, content in files.items()},
                "tenants": tenants,
            }
            backup_write(path, files=files, manifest=keyring.statement(body))
        return {
            "backup": str(path),
            "bytes": path.stat().st_size,
            "tenants": tenants,
            "private_key_included": bool(options["with_key"]),
        }

    def tell(self, document: dict[str, Any]) -> None:
        """What is in it, and what is not."""
        self.stdout.write(f"{document['backup']} ({document['bytes']:,} bytes)")
        for tenant in document["tenants"]:
            self.stdout.write(f"  {tenant['slug']}: {tenant['sequence']} records")
        if document["private_key_included"]:
            self.stdout.write("It holds the PRIVATE signing key: whoever has this file can sign as this installation.")
        else:
            self.stdout.write(
                "The private signing key is not in it; keep a copy of it elsewhere, nothing can be signed without it."
            )


def _tenant_facts(tenant: Any) -> dict[str, str]:
    with tenant_scope(tenant.id):
        head = LedgerHead.objects.filter(tenant_id=tenant.id).first()
        if head is not None:
            checkpoint_now()
    facts = {"id": str(tenant.id), "slug": tenant.slug}
    return {**facts, "sequence": str(head.sequence if head else 0), "chain_hash": head.chain_hash if head else ""}
