"""``review_agent``: a reviewer's decision about a version that the gate lets through on condition only."""

from typing import Any

from django.core.management.base import CommandParser

from apps.factory.pipeline import version_result
from apps.factory.reviews import review_decide
from apps.factory.services import job_finish
from apps.registry.selectors import version_named
from apps.tenants.models.roles import Action
from apps.tenants.selectors import member_by_email, tenant_by_slug
from greenlang.isolation import tenant_scope
from greenlang.management.base import ProductCommand
from greenlang.management.telling import stage_line


class Command(ProductCommand):
    """Keeps the decision; after an approval it packs, registers and deploys."""

    help = "Approve or reject a version whose score is between 60 and 70."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which version, who decides, what and why."""
        super().add_arguments(parser)
        parser.add_argument("agent", metavar="AGENT", help="agent id")
        parser.add_argument("version", metavar="VERSION", help="the version that waits in Testing")
        parser.add_argument("decision", metavar="DECISION", choices=["approve", "reject"], help="approve or reject")
        parser.add_argument("--reason", required=True, metavar="TEXT", help="one sentence that an auditor understands")
        parser.add_argument("--by", required=True, metavar="EMAIL", help="the member who decides")
        parser.add_argument("--tenant", metavar="SLUG", default="acme", help="whose agent it is (default: acme)")

    def work(self, **options: Any) -> dict[str, Any]:
        """The decision, and where the version stands after it."""
        tenant = tenant_by_slug(options["tenant"])
        reviewer = member_by_email(options["by"], tenant.id)
        reviewer.require(Action.REVIEW)
        with tenant_scope(tenant.id):
            version = version_named(options["agent"], options["version"])
            job = review_decide(
                version=version, reviewer=reviewer.name, decision=options["decision"], reason=options["reason"]
            )
            review = version.reviews.latest("decided_at").as_document()
        if job:
            tell = None if options["json"] else self._tell_stage
            job_finish(tenant.id, job, tell)
        with tenant_scope(tenant.id):
            return {"tenant": tenant.slug, "review": review, **version_result(version)}

    def _tell_stage(self, stage: Any) -> None:
        self.note(stage_line({**stage, "name": stage["label"]}))

    def tell(self, document: dict[str, Any]) -> None:
        """What was decided and what came of it."""
        review = document["review"]
        self.stdout.write(
            f"{review['decision']} by {review['reviewer']}: {review['reason']}\n"
            f"{document['agent_id']} {document['version']} is {document['state']}"
        )
