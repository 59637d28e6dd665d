"""Agents with what stands around them: versions, quality, deployments, files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, Max, OuterRef, Prefetch, QuerySet

from apps.agents.lifecycle import State
from apps.agents.models import SPEC_BYTES, Agent, AgentVersion
from apps.evaluation.models import QualityReport
from apps.factory.reading import Submission
from apps.portal.presenters.lifecycle import Affected
from apps.registry.models import AgentAlias, AgentPack, Consumer
from apps.registry.selectors import versions_in_order
from apps.registry.services.packs import pack_load, pack_of
from apps.runtime.models import Deployment, Run


def agents_listed() -> "QuerySet[Agent]":
    """Agents with their versions, without the specifications."""
    versions = AgentVersion.objects.defer(*SPEC_BYTES)
    return Agent.objects.order_by("slug").prefetch_related(Prefetch("versions", queryset=versions))


def quality_by_version(versions: Iterable[AgentVersion]) -> dict[Any, QualityReport]:
    """What the gate last said of each version, by the version's id, without its evidence."""
    found = QualityReport.objects.filter(version__in=list(versions), depth="gate").defer("document")
    reports = found.order_by("measured_at")
    return {report.version_id: report for report in reports}


def deployments_by_version(versions: Iterable[AgentVersion]) -> dict[Any, Deployment]:
    """Where each deployed version can be reached, and how it does there."""
    deployed = Deployment.objects.filter(version__in=list(versions), removed_at=None)
    return {deployment.version_id: deployment for deployment in deployed}


def last_runs(agents: Iterable[Agent]) -> dict[Any, datetime]:
    """When each agent was last run over activity data, by the agent's id."""
    rows = Run.objects.filter(version__agent__in=list(agents)).order_by().values_list("version__agent_id")
    return dict(rows.annotate(last=Max("started_at")))


def affected_by(version: AgentVersion) -> Affected:
    """Who feels it when a version takes no more work."""
    others = AgentVersion.objects.filter(agent=version.agent, state=State.RUNNING).exclude(id=version.id)
    running = versions_in_order(others.defer(*SPEC_BYTES))
    return Affected(
        consumers=tuple(Consumer.objects.filter(agent=version.agent).values_list("name", flat=True)),
        aliases=tuple(AgentAlias.objects.filter(version=version).values_list("name", flat=True)),
        runs=Run.objects.filter(version=version, finished_at=None).count(),
        instead=running[0].version if running else "",
    )


def versions_told(version: AgentVersion) -> list[AgentVersion]:
    """All versions of its agent, newest first by number, with their aliases, tags and deprecations at hand."""
    rows = AgentVersion.objects.filter(agent=version.agent).defer(*SPEC_BYTES)
    return versions_in_order(rows.prefetch_related("aliases", "tags", "deprecations"))


def versions_waiting() -> list[AgentVersion]:
    """Versions that the gate lets through on condition only, and that nobody has decided on."""
    conditional = QualityReport.objects.filter(version=OuterRef("pk"), depth="gate", verdict="CONDITIONAL")
    testing = AgentVersion.objects.filter(state=State.TESTING).defer(*SPEC_BYTES).select_related("agent")
    return list(testing.filter(Exists(conditional.filter(reviews__isnull=True))).order_by("created_at"))


@dataclass(frozen=True, slots=True)
class PackContents:
    """The files of a version: of its verified pack, else only the specification it begins with."""

    files: Mapping[str, bytes]


def signed_by(version: AgentVersion) -> str:
    """The key that signed a version's pack; empty where there is none."""
    pack = AgentPack.objects.filter(version=version, sha256=version.pack_sha256).values("signature").first()
    return str(pack["signature"].get("key_id", "")) if pack else ""


def pack_contents(version: AgentVersion) -> PackContents:
    """What a version is made of.

    Raises:
        BadPack, UntrustedSignature: what is stored is not what was registered.
    """
    if not version.pack_sha256:
        return PackContents(Submission.of(version).files)
    return PackContents(pack_load(version, pack_of(version)))
