"""``restore``: put a backup in the place of the database, and say whether something was lost by it."""

import os
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.db import connection

from apps.calculations.selectors.verification import ledger_verify
from apps.calculations.services.checkpoints import installation_keyring
from apps.calculations.services.restoration import ledger_loss, loss_accept, store_merge
from apps.tenants.selectors import tenants_all
from greenlang.embedded.services import running_process
from greenlang.errors import Conflict, Refused
from greenlang.isolation import tenant_scope
from greenlang.management.backup_file import Backup, backup_read
from greenlang.management.base import ProductCommand, confirmed, prepare_database
from greenlang.management.database_dump import backup_dsn, database_restore


class Command(ProductCommand):
    """Exit status 1 where a ledger does not hold afterwards."""

    help = "Restore a backup into an empty installation, or with --replace in the place of what is there."

    def add_arguments(self, parser: CommandParser) -> None:
        """From where, and how far it may go."""
        super().add_arguments(parser)
        parser.add_argument("file", metavar="FILE", help="a file that backup has written")
        parser.add_argument("--replace", action="store_true", help="replace what the database holds")
        parser.add_argument("--with-key", action="store_true", help="take the private signing key out of it, too")
        parser.add_argument(
            "--accept-loss", metavar="REASON", help="sign that records known to checkpoints are lost, and why"
        )
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def work(self, **options: Any) -> dict[str, Any]:
        """Refusals first; then keys, checkpoints, database; then the verdict."""
        backup = backup_read(Path(options["file"]))
        _refuse_running()
        self._confirm(replace=options["replace"], yes=options["yes"])
        if options["with_key"]:
            _take_key(backup, replace=options["replace"])
        _check_signed(backup)
        apart = store_merge(backup.store)
        with tempfile.TemporaryDirectory() as folder:
            dump = Path(folder, "database.dump")
            backup.dump_to(dump)
            self.note("restoring the database …")
            database_restore(backup_dsn(), dump)
        prepare_database()
        losses = [loss for tenant in tenants_all() if (loss := ledger_loss(tenant))]
        for loss in losses if options["accept_loss"] else []:
            loss_accept(loss, reason=options["accept_loss"])
        verdicts = []
        for tenant in tenants_all():
            with tenant_scope(tenant.id):
                verdicts.append({"tenant": tenant.slug, **ledger_verify().as_document()})
        accepted = bool(options["accept_loss"])
        return {
            "backup_of": backup.body["at"],
            "losses": [loss.text for loss in losses],
            "losses_accepted": accepted,
            "stores_apart": apart,
            "holds": all(verdict["holds"] for verdict in verdicts) and (accepted or not losses) and not apart,
            "tenants": verdicts,
        }

    def tell(self, document: dict[str, Any]) -> None:
        """The verdict, and what to do about a loss."""
        self.stdout.write(f"Restored: the backup of {document['backup_of']}.")
        for verdict in document["tenants"]:
            state = "holds" if verdict["holds"] else f"DOES NOT HOLD: {verdict['first_bad']['reason']}"
            self.stdout.write(f"  {verdict['tenant']}: {verdict['records']} records, {state}")
        for loss in document["losses"]:
            self.stdout.write(f"LOST: {loss}.")
        if document["losses"] and not document["losses_accepted"]:
            self.stdout.write(
                "The checkpoints are newer than this backup. Restore a newer one; or, if there is none, restore this "
                "one again with --accept-loss REASON, which signs what was lost, so that everybody can read it."
            )
        for name in document["stores_apart"]:
            self.stdout.write(f"The checkpoints {name} here and in the backup differ; those here stayed.")

    def succeeded(self, document: dict[str, Any]) -> bool:
        """Everything holds, and no loss is left unaccepted."""
        return bool(document["holds"])

    def _confirm(self, *, replace: bool, yes: bool) -> None:
        tenants = [tenant.slug for tenant in tenants_all()]
        if not tenants:
            return
        if not replace:
            message = f"This installation is not empty: it has {', '.join(tenants)}."
            raise Conflict(message, mend="Restore into a new one (GREENLANG_DATA), or say --replace.")
        question = f"Everything of {', '.join(tenants)} will be replaced. Type replace to go on: "
        if not yes and not confirmed(question, "replace"):
            raise Refused("Nothing was changed.", mend="Type replace, or give --yes.")


def _refuse_running() -> None:
    """Nobody else may work on the database meanwhile."""
    mend = "Stop every process of the product first."
    running = running_process(settings.DATA)
    if running is not None and running != os.getpid():
        raise Conflict(f"GreenLang runs on this data directory: process {running}.", mend=mend)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
            "AND usename = ANY(%s)",
            [[settings.DATABASE_ROLES["app"], settings.DATABASE_ROLES["service"]]],
        )
        others = cursor.fetchone()[0]
    if others:
        raise Conflict(f"{others} other connection(s) of the product use the database.", mend=mend)


def _check_signed(backup: Backup) -> None:
    """The manifest is signed with a key of this installation; else what the backup proves could not be checked."""
    fault = installation_keyring().statement_fault(backup.manifest)
    if not fault:
        return
    mend = "Put the signing key of that installation in place first (GREENLANG_SIGNING_KEY, or its file)"
    mend += ", or give --with-key: the backup holds it." if backup.private_key else "; the backup does not hold it."
    raise Refused(f"The backup's manifest cannot be trusted here: {fault}.", where="signing key", mend=mend)


def _take_key(backup: Backup, *, replace: bool) -> None:
    """Put the private key of the backup in place; one that is there is kept beside it."""
    if not backup.private_key:
        raise Conflict("The backup holds no private key.", where="--with-key", mend="Leave --with-key out.")
    if settings.SIGNING_KEY:
        raise Conflict("The key is in the environment.", where="GREENLANG_SIGNING_KEY", mend="Leave --with-key out.")
    path = settings.SIGNING_KEY_FILE
    if path.exists() and path.read_bytes() != backup.private_key:
        kept = path.with_name(f"{path.stem}-before-restore.pem")
        if kept.exists() and not replace:
            raise Conflict(f"{kept} is there already.", mend="Move it away.")
        path.replace(kept)
    if not path.exists():
        part = path.with_name(f".{path.name}.part")
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)
        part.write_bytes(backup.private_key)
        part.replace(path)
