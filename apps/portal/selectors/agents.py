"""Agents with what stands around them: versions, quality, deployments, files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from apps.agents.lifecycle import State
from apps.agents.models import SPEC_BYTES, Agent, AgentVersion
from apps.evaluation.models import QualityReport
from apps.factory.reading import Submission
from apps.registry.selectors import versions_in_order
from apps.registry.services.packs import pack_load, pack_of
from apps.runtime.models import Deployment


def agents_listed() -> "QuerySet[Agent]":
    """Agents with their versions, without the specifications."""
    versions = AgentVersion.objects.defer(*SPEC_BYTES)
    return Agent.objects.order_by("slug").prefetch_related(Prefetch("versions", queryset=versions))


def quality_by_version(versions: Iterable[AgentVersion]) -> dict[Any, QualityReport]:
    """What the gate last said of each version, by the version's id, without its evidence."""
    found = QualityReport.objects.filter(version__in=list(versions), depth="gate").defer("document")
    reports = found.order_by("measured_at")
    return {report.version_id: report for report in reports}


def urls_by_version(versions: Iterable[AgentVersion]) -> dict[Any, str]:
    """Where each deployed version can be reached."""
    deployed = Deployment.objects.filter(version__in=list(versions), removed_at=None)
    return {deployment.version_id: deployment.address for deployment in deployed}


def versions_told(version: AgentVersion) -> list[AgentVersion]:
    """All versions of its agent, newest first by number, with their aliases, tags and deprecations at hand."""
    rows = AgentVersion.objects.filter(agent=version.agent).defer(*SPEC_BYTES)
    return versions_in_order(rows.prefetch_related("aliases", "tags", "deprecations"))


def versions_running() -> list[AgentVersion]:
    """Versions that accept work, the highest of each agent."""
    running = AgentVersion.objects.filter(state=State.RUNNING).defer(*SPEC_BYTES).select_related("agent")
    highest = {version.agent_id: version for version in reversed(versions_in_order(running))}
    return sorted(highest.values(), key=lambda version: version.agent.slug)


@dataclass(frozen=True, slots=True)
class PackContents:
    """The files of a version: of its verified pack, else only the specification it begins with."""

    files: Mapping[str, bytes]
    key_id: str = ""


def pack_contents(version: AgentVersion) -> PackContents:
    """What a version is made of.

    Raises:
        BadPack, UntrustedSignature: what is stored is not what was registered.
    """
    if not version.pack_sha256:
        return PackContents(Submission.of(version).files)
    pack = pack_of(version)
    return PackContents(pack_load(version, pack), str(pack.signature["key_id"]))
