"""``delete_tenant``: remove an organisation with everything it has; a signed tombstone stays."""

from typing import Any

from django.core.management.base import CommandParser

from apps.calculations.services.checkpoints import store_path
from apps.calculations.services.retention import tenant_delete
from apps.tenants.selectors import tenant_by_slug
from greenlang.errors import Refused
from greenlang.management.base import ProductCommand, confirmed


class Command(ProductCommand):
    """Asks for the tenant's name again before it removes anything."""

    help = "Delete a tenant with all its data."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which, why, and whether to ask."""
        super().add_arguments(parser)
        parser.add_argument("slug", metavar="SLUG", help="the tenant")
        parser.add_argument("--reason", required=True, help="why; it is signed into the tombstone")
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def work(self, **options: Any) -> dict[str, Any]:
        """Rows removed by table."""
        tenant = tenant_by_slug(options["slug"], where="SLUG")
        question = f"All data of {tenant.name} will be gone for good. Type {tenant.slug} to go on: "
        if not options["yes"] and not confirmed(question, tenant.slug):
            raise Refused("Nothing was removed.", mend="Type the tenant's name, or give --yes.")
        removed = tenant_delete(tenant, reason=options["reason"])
        return {"tenant": tenant.slug, "removed": removed, "tombstone": str(store_path(tenant.id))}

    def tell(self, document: dict[str, Any]) -> None:
        """What is gone, and what stays."""
        rows = sum(document["removed"].values())
        self.stdout.write(
            f"{document['tenant']}: {rows:,} rows of {len(document['removed'])} tables removed.\n"
            f"The signed tombstone is the last line of {document['tombstone']}.\n"
            "People's accounts stay (they may belong to others), and so do backups made before."
        )
