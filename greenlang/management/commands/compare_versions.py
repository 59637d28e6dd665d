"""``compare_versions``: what differs between two versions of an agent."""

from typing import Any

from django.core.management.base import CommandParser

from apps.registry.comparing import versions_compare
from apps.registry.documents import ComparisonDocument
from apps.tenants.selectors import tenant_by_slug
from greenlang.isolation import tenant_scope
from greenlang.management.base import ProductCommand

_MARKS = {"added": "+", "removed": "-", "changed": "~"}


class Command(ProductCommand):
    """Specification, code, contract and evaluation of two registered versions."""

    help = "Compare two versions of an agent."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which two; numbers or aliases."""
        super().add_arguments(parser)
        parser.add_argument("agent", metavar="AGENT")
        parser.add_argument("before", metavar="FROM", help="a version or an alias")
        parser.add_argument("after", metavar="TO", help="a version or an alias")
        parser.add_argument("--tenant", metavar="SLUG", default="acme", help="whose agent it is (default: acme)")

    def work(self, **options: Any) -> dict[str, Any]:
        """The comparison."""
        with tenant_scope(tenant_by_slug(options["tenant"]).id):
            found = versions_compare(options["agent"], options["before"], options["after"])
        return dict(ComparisonDocument(found).data)

    def tell(self, document: dict[str, Any]) -> None:
        """What differs, part by part; diffs at the end."""
        contract = document["contract"]
        lines = [f"{document['before']} → {document['after']}", *document["notes"]]
        for title, changes in (
            ("Specification", document["spec"]),
            ("Inputs", contract["inputs"]),
            ("Outputs", contract["outputs"]),
            ("Formulas", contract["formulas"]),
        ):
            lines += [f"{title}: {'no change' if not changes else ''}".rstrip(), *map(_change, changes)]
        announced = "the version numbers say so" if contract["declared"] else "the version numbers do not say so"
        lines += [f"Broken ({announced}):"] if contract["broken"] else ["Broken: nothing"]
        lines += [f"  {each['what']}: {each['why']}" for each in contract["broken"]]
        lines.append(f"Evaluation: {document['scores'][0]} → {document['scores'][1]}")
        lines += [
            f"  {each['name']}: {each['before'] or 'not measured'} → {each['after'] or 'not measured'}"
            for each in document["evaluation"]
            if each["before"] != each["after"]
        ]
        lines += [f"{_MARKS[each['kind']]} {each['path']}\n{each['diff']}".rstrip() for each in document["code"]]
        self.stdout.write("\n".join(lines))


def _change(change: dict[str, str]) -> str:
    values = " → ".join(text for text in (change["before"], change["after"]) if text)
    return f"  {_MARKS[change['kind']]} {change['what']}: {values}"
