"""``find_agents``: agents by what they can do."""

from typing import Any

from django.core.management.base import CommandParser

from apps.registry.capabilities import Wanted
from apps.registry.documents import FoundDocument
from apps.registry.selectors import agents_able
from apps.tenants.selectors import tenant_by_slug
from greenlang.isolation import tenant_scope
from greenlang.management.base import ProductCommand


class Command(ProductCommand):
    """Searches the index of registered versions."""

    help = "Find agents by input, output, domain, scope and region."

    def add_arguments(self, parser: CommandParser) -> None:
        """What is wanted; all of it must be there."""
        super().add_arguments(parser)
        for name in ("input", "output"):
            parser.add_argument(f"--{name}", action="append", default=[], metavar="NAME", help=f"an {name} it has")
        parser.add_argument("--domain", default="", metavar="ID", help="such as stationary-combustion")
        parser.add_argument("--scope", default="", metavar="N", help="1, 2 or 3")
        parser.add_argument("--region", default="", metavar="CODE", help="whose factors it selects, such as US")
        parser.add_argument("--tenant", metavar="SLUG", default="acme", help="whose agents (default: acme)")

    def work(self, **options: Any) -> dict[str, Any]:
        """The agents found."""
        wanted = Wanted(
            inputs=tuple(options["input"]),
            outputs=tuple(options["output"]),
            domain=options["domain"],
            scope=options["scope"],
            region=options["region"],
        )
        with tenant_scope(tenant_by_slug(options["tenant"]).id):
            return {"agents": [dict(row) for row in FoundDocument(agents_able(wanted), many=True).data]}

    def tell(self, document: dict[str, Any]) -> None:
        """A line an agent."""
        for agent in document["agents"]:
            takes, gives, regions = (", ".join(agent[name]) for name in ("inputs", "outputs", "regions"))
            what = f"{agent['domain']}, scope {agent['scope']}, regions {regions or 'not said'}"
            self.stdout.write(f"{agent['agent_id']} {agent['version']} ({agent['state']}): {what}; {takes} → {gives}")
        if not document["agents"]:
            self.stdout.write("No agent can do all of that.")
