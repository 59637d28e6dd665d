"""``operate``: an operator's verb on an agent, each step told as it happens."""

from collections.abc import Mapping
from typing import Any

from django.core.management.base import CommandParser

from apps.registry.selectors import version_named
from apps.runtime.services.operations import operation_finish, operation_prepare
from apps.runtime.services.verbs import OPERATIONS
from apps.tenants.selectors import tenant_by_slug
from greenlang.errors import Conflict
from greenlang.isolation import tenant_scope
from greenlang.management.base import ProductCommand
from greenlang.management.commands.build_agent import ACTOR
from greenlang.management.telling import stage_line


class Command(ProductCommand):
    """Does the verb here and waits for it; its job stays to be looked at."""

    help = "Deploy, start, stop, pause, resume, roll back or retire an agent."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which agent, what, and why."""
        super().add_arguments(parser)
        parser.add_argument("agent", metavar="AGENT", help="agent id; agent@1.0.0 and agent@production too")
        parser.add_argument("verb", metavar="VERB", choices=OPERATIONS, help=f"one of {', '.join(OPERATIONS)}")
        parser.add_argument(
            "--reason", default="", metavar="TEXT", help="one sentence; asked for by pause, retire and roll-back"
        )
        parser.add_argument("--tenant", metavar="SLUG", default="acme", help="whose agent it is (default: acme)")

    def work(self, **options: Any) -> dict[str, Any]:
        """The operation, and where the agent's versions stand after it."""
        tenant = tenant_by_slug(options["tenant"])
        with tenant_scope(tenant.id):
            version = version_named(options["agent"])
            job = operation_prepare(version=version, verb=options["verb"], actor=ACTOR, reason=options["reason"])
        told = None if options["json"] else self._tell_step
        job = operation_finish(tenant_id=tenant.id, job=job, watch=told)
        if job.error:
            raise OperationFailed.of(job.error)
        return {"tenant": tenant.slug, "verb": options["verb"], "stages": job.stages, **job.result}

    def _tell_step(self, stage: Mapping[str, Any]) -> None:
        waits = stage["state"] == "running"
        if waits and not (stage["note"] and self.stderr.isatty()):
            return  # who reads a file of it afterwards wants each step once
        self.note(stage_line({**stage, "name": stage["label"], "target_seconds": stage["target_seconds"] or None}))

    def tell(self, document: dict[str, Any]) -> None:
        """Where it stands."""
        where = f", {document['url']}" if document["url"] else ""
        others = {number: state for number, state in document["versions"].items() if number != document["version"]}
        lines = [f"{document['agent_id']} {document['version']} is {document['state']}{where}"]
        lines += [f"  {number} is {state}" for number, state in others.items()]
        self.stdout.write("\n".join(lines))


class OperationFailed(Conflict):
    """A step of an operation failed; the message is the step's own, and what was recorded before it holds."""

    code = "operation-failed"

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "OperationFailed":
        """The error that a job kept."""
        return cls(str(document["message"]), where=str(document.get("where", "")), mend=str(document.get("mend", "")))
