"""``build_agent``: pack.yaml in, running agent out."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from apps.agents.lifecycle import State
from apps.agents.models import AgentVersion
from apps.factory.services import build_now, version_command
from apps.tenants.selectors import tenant_by_slug
from greenlang.errors import InvalidInput
from greenlang.isolation import tenant_scope
from greenlang.management.base import ProductCommand
from greenlang.management.telling import stage_line

ACTOR = "command line"


def read_file(name: str) -> bytes:
    """A file's bytes.

    Raises:
        InvalidInput: it cannot be read, and why.
    """
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise InvalidInput(f"The file cannot be read: {error.strerror}.", where=name, mend="Check the path.") from error


class Command(ProductCommand):
    """Builds through the whole pipeline and starts what comes out."""

    help = "Build an agent from a pack.yaml, deploy it and start it, also beside versions of it that run already."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to build, for whom."""
        super().add_arguments(parser)
        parser.add_argument("pack", metavar="PACK", help="path of a pack.yaml")
        parser.add_argument(
            "--completion", default="", metavar="FILE", help="a YAML file with what the pack.yaml lacks"
        )
        parser.add_argument("--tenant", metavar="SLUG", default="acme", help="whose agent it is (default: acme)")

    def work(self, **options: Any) -> dict[str, Any]:
        """The stages, and where the agent answers."""
        tenant = tenant_by_slug(options["tenant"])
        source = read_file(options["pack"])
        completion = read_file(options["completion"]) if options["completion"] else b""
        on_stage = None if options["json"] else lambda stage: self.note(stage_line({**stage, "name": stage["label"]}))
        built = build_now(
            tenant_id=tenant.id,
            source=source,
            completion=completion,
            actor=ACTOR,
            on_stage=on_stage,
            filename=options["pack"],
        )
        with tenant_scope(tenant.id):
            version = built.version
            if "start" in version.verbs:
                version_command(version=version, verb="start", actor=ACTOR)
            running = AgentVersion.objects.filter(agent=version.agent, state=State.RUNNING).exclude(id=version.id)
            beside = [each.version for each in running]
            return {"tenant": tenant.slug, **built.as_document(), "verbs": version.verbs, "running_beside": beside}

    def succeeded(self, document: dict[str, Any]) -> bool:
        """It runs; one that waits for a reviewer does not."""
        return bool(document["state"] == "running")

    def tell(self, document: dict[str, Any]) -> None:
        """What came of it."""
        quality = document["quality"]
        measured = quality["label"] or "all twelve dimensions measured"
        if quality["verdict"] == "CONDITIONAL":
            told = f"quality {quality['score']}: between 60 and 70, a reviewer decides (manage.py review_agent)"
            self.stdout.write(f"{document['agent_id']} {document['version']} waits in {document['state']}\n{told}")
            return
        self.stdout.write(
            f"{document['agent_id']} {document['version']} is {document['state']}: {document['url']}\n"
            f"quality {quality['score']} ({measured}), pack sha256:{document['pack_sha256']}"
        )
        self.stdout.write("\n".join(_into_service(document)), ending="")


def _into_service(document: dict[str, Any]) -> list[str]:
    """What is to be done so that it takes work, or so that another version takes none any more."""
    agent, into = document["agent_id"], [verb for verb in document["verbs"] if verb in {"start", "resume"}]
    if into and document["state"] != State.RUNNING:
        return [f"It takes no work yet: python3 manage.py operate {agent}@{document['version']} {into[0]}", ""]
    if not document["running_beside"]:
        return []
    others = " and ".join(document["running_beside"])
    stop = f"python3 manage.py operate {agent}@{document['running_beside'][0]} stop"
    return [f"{others} runs too; who names no version gets the highest that runs. To take one out: {stop}", ""]
