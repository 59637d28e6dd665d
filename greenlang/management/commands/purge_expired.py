"""``purge_expired``: remove the calculations whose retention has run out, and leave a signed tombstone."""

from datetime import UTC, datetime
from typing import Any

from django.core.management.base import CommandParser

from apps.calculations.services.retention import ledger_purge
from apps.tenants.selectors import tenant_by_slug, tenants_all
from greenlang.management.base import ProductCommand


class Command(ProductCommand):
    """Every tenant with a retention period, or one."""

    help = "Remove calculations older than each tenant's retention_days; what remains still verifies."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which tenant."""
        super().add_arguments(parser)
        parser.add_argument("--tenant", metavar="SLUG", help="only this tenant")

    def work(self, **options: Any) -> dict[str, Any]:
        """One entry a tenant that has a retention period."""
        tenants = [tenant_by_slug(options["tenant"])] if options["tenant"] else tenants_all()
        found = []
        for tenant in tenants:
            if tenant.retention_days or options["tenant"]:
                purge = ledger_purge(tenant, now=datetime.now(UTC))
                entry: dict[str, Any] = {"tenant": tenant.slug, "retention_days": tenant.retention_days, "records": 0}
                if purge:
                    entry |= {"records": purge.records, "first": purge.first_sequence, "last": purge.last_sequence}
                found.append(entry)
        return {"tenants": found}

    def tell(self, document: dict[str, Any]) -> None:
        """A line a tenant."""
        for entry in document["tenants"]:
            what = f"records {entry['first']} to {entry['last']} removed" if entry["records"] else "nothing to remove"
            self.stdout.write(f"{entry['tenant']} ({entry['retention_days']} days): {what}")
        if not document["tenants"]:
            self.stdout.write("No tenant has a retention period.")
