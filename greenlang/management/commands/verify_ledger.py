"""``verify_ledger``: recompute every hash and link, and name the first bad record."""

from typing import Any

from django.core.management.base import CommandParser

from apps.calculations.selectors.ledger import ledger_verify
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
                verdicts.append({"tenant": tenant.slug, **ledger_verify().as_document()})
        return {"holds": all(v["holds"] for v in verdicts), "tenants": verdicts}

    def tell(self, document: dict[str, Any]) -> None:
        """A line a tenant."""
        for verdict in document["tenants"]:
            bad = verdict["first_bad"]
            state = (
                "holds"
                if verdict["holds"]
                else f"BROKEN at record {bad['sequence']} {bad['calculation_id']}: {bad['reason']}"
            )
            self.stdout.write(f"{verdict['tenant']}: {verdict['records']} records, {state}")
        self.stdout.write(
            "No signed checkpoint anchors these chains yet: records cut off the end together with the head, "
            "or a complete re-hash, would not show."
        )

    def succeeded(self, document: dict[str, Any]) -> bool:
        """Every chain holds."""
        return bool(document["holds"])
