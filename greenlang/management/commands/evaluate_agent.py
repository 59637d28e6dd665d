"""``evaluate_agent``: the twelve dimensions of a registered agent, once more."""

from typing import Any

from django.core.management.base import CommandParser

from apps.evaluation.depth import AGAIN, DEEP
from apps.evaluation.selectors import report_get
from apps.factory.evaluations import evaluation_now
from apps.factory.services import BuildFailed
from apps.registry.selectors import version_named
from apps.tenants.selectors import tenant_by_slug
from greenlang.isolation import tenant_scope
from greenlang.management.base import ProductCommand
from greenlang.management.commands.build_agent import ACTOR

_SHOWN_FINDINGS = 10


class Command(ProductCommand):
    """Prints what was measured, with its evidence; the report is kept beside the gate's and never replaces it."""

    help = "Evaluate a registered agent once more: as the gate did, or deeply, which takes minutes."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """``--version`` names the agent's here, not the framework's."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        """Which agent, and how deeply."""
        super().add_arguments(parser)
        parser.add_argument("agent", metavar="AGENT", help="agent id, as build_agent printed it")
        parser.add_argument("--version", dest="number", default="", metavar="V", help="a version or an alias")
        parser.add_argument("--deep", action="store_true", help="longer load, more faults, requests and mutants")
        parser.add_argument("--tenant", metavar="SLUG", default="acme", help="whose agent it is (default: acme)")

    def work(self, **options: Any) -> dict[str, Any]:
        """The report."""
        tenant = tenant_by_slug(options["tenant"])
        with tenant_scope(tenant.id):
            version = version_named(options["agent"], options["number"])
        depth = DEEP.name if options["deep"] else AGAIN.name
        job = evaluation_now(tenant_id=tenant.id, version=version, depth=depth, actor=ACTOR)
        with tenant_scope(tenant.id):
            job.refresh_from_db()
            if job.error:
                raise BuildFailed.of(job.error)
            report: dict[str, Any] = report_get(version, job.result["report_id"]).document
        return {"tenant": tenant.slug, **report}

    def succeeded(self, document: dict[str, Any]) -> bool:
        """It would pass the gate."""
        return bool(document["gate"]["verdict"] == "PASS")

    def tell(self, document: dict[str, Any]) -> None:
        """A line for each dimension, then what was found."""
        evaluation, decision = document["evaluation"], document["gate"]
        agent = evaluation["agent"]
        self.stdout.write(f"{agent['id']} {agent['version']}, {evaluation['depth']}, {evaluation['seconds']} s")
        for dimension in evaluation["dimensions"]:
            shown = dimension["score"] if dimension["measured"] else f"not measured: {dimension['reason_not_measured']}"
            self.stdout.write(f"{dimension['number']:>3} {dimension['name']:<20} {shown}")
            for name, figure in dimension["figures"].items():
                self.stdout.write(f"      {name}: {figure}")
            found = [each for each in dimension["evidence"] if each["severity"] != "note"]
            for each in found[:_SHOWN_FINDINGS]:
                place = f" ({each['file']}:{each['line']})" if each["file"] else ""
                self.stdout.write(f"      {each['severity']}: {each['message']}{place}")
        self.stdout.write(f"{decision['verdict']} {decision['score']} {decision['label']}".rstrip())
        for reason in decision["reasons"]:
            self.stdout.write(reason)
