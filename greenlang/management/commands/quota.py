"""``quota``: how often a tenant may call the API."""

from typing import Any

from django.core.management.base import CommandParser

from apps.tenants.models import Endpoint
from apps.tenants.quotas import quota_set, quotas_of
from apps.tenants.selectors import tenant_by_slug
from greenlang.errors import InvalidInput
from greenlang.management.base import ProductCommand


class Command(ProductCommand):
    """Shows a tenant's figures; with an endpoint and a figure, sets one."""

    help = "Show how many requests a minute a tenant may make, or set it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose, of what, how many."""
        super().add_arguments(parser)
        parser.add_argument("tenant", metavar="TENANT", help="the tenant's slug")
        parser.add_argument("endpoint", nargs="?", metavar="ENDPOINT", help=", ".join(Endpoint.values))
        parser.add_argument("per_minute", nargs="?", metavar="N", help="requests a minute, or default")

    def work(self, **options: Any) -> dict[str, Any]:
        """The figures that hold now."""
        tenant = tenant_by_slug(options["tenant"], where="TENANT")
        if options["endpoint"]:
            figure = _figure(options["per_minute"])
            quota_set(tenant_id=tenant.id, endpoint=options["endpoint"], per_minute=figure, actor="command")
        return {"tenant": tenant.slug, "per_minute": dict(quotas_of(tenant.id))}

    def tell(self, document: dict[str, Any]) -> None:
        """A line an endpoint."""
        for endpoint, figure in document["per_minute"].items():
            self.stdout.write(f"{endpoint:<12} {figure:>9} a minute")


def _figure(text: str | None) -> int | None:
    if text == "default":
        return None
    if text is None or not text.isascii() or not text.isdecimal() or len(text) > 9:
        raise InvalidInput("How many?", where="N", mend="Give requests a minute as a whole number, or default.")
    return int(text)
