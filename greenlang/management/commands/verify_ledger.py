"""``verify_ledger``: recompute every hash and link, and name the first bad record."""

from typing import Any

from django.core.management.base import CommandParser

from apps.calculations.services.verifications import ledger_verification
from apps.tenants.selectors import tenant_by_slug, tenants_all
from greenlang.isolation import tenant_scope
from greenlang.management.base import ProductCommand


class Command(ProductCommand):
    """Exit status 1 when any chain does not hold."""

    help = "Verify the ledger of one tenant, or of all."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which tenant."""
        super().add_arguments(parser)
        parser.add_argument("--tenant", metavar="SLUG", help="only this tenant's chain")

    def work(self, **options: Any) -> dict[str, Any]:
        """One verdict a tenant."""
        tenants = [tenant_by_slug(options["tenant"])] if options["tenant"] else tenants_all()
        verdicts = []
        for tenant in tenants:
            with tenant_scope(tenant.id):
                verdicts.append({"tenant": tenant.slug, **ledger_verification().as_document()})
        return {"holds": all(v["holds"] for v in verdicts), "tenants": verdicts}

    def tell(self, document: dict[str, Any]) -> None:
        """A line a tenant."""
        for verdict in document["tenants"]:
            bad = verdict["first_bad"]
            state = (
                f"holds; {_anchored(verdict)}"
                if verdict["holds"]
                else f"BROKEN at record {bad['sequence']} {bad['calculation_id']}: {bad['reason']}"
            )
            self.stdout.write(f"{verdict['tenant']}: {verdict['records']} records, {state}")
            for purge in verdict["purged"]:
                told = f"records {purge['first_sequence']} to {purge['last_sequence']} were purged on {purge['at']}"
                self.stdout.write(f"  {told}: {purge['reason']}")
            for loss in verdict["restorations"]:
                self.stdout.write(f"  restored to record {loss['sequence']} on {loss['at']}: {loss['reason']}")
            for note in verdict["notes"]:
                self.stdout.write(f"  {note}")

    def succeeded(self, document: dict[str, Any]) -> bool:
        """Every chain holds."""
        return bool(document["holds"])


def _anchored(verdict: dict[str, Any]) -> str:
    """How far the chain is proven against somebody who can write the whole database."""
    if not verdict["records"]:
        return "nothing to anchor"
    last = verdict["last_checkpoint"]
    if last is None:
        return "unanchored: there is no signed checkpoint"
    after = verdict["unanchored_records"]
    return f"anchored by the checkpoint of {last['at']}" + (f", {after} records after it" if after else "")
