"""Agents: the list, and one version of an agent with its lifecycle."""

from typing import Any

from django.http import HttpResponse

from apps.agents.lifecycle import State
from apps.agents.models import AgentVersion, LifecycleEvent
from apps.agents.selectors import attempts_of, serving
from apps.agents.spec import SpecError
from apps.evaluation.selectors import gate_report
from apps.factory.reading import Submission, submission_read
from apps.portal.listing import Narrowing, page_of
from apps.portal.page import PortalRequest, page, render_page
from apps.portal.presenters.agents import (
    agent_heading,
    agent_row,
    deployment_facts,
    descriptor_facts,
    failure_of,
    key_row,
    version_row,
)
from apps.portal.presenters.attempts import attempt_row, review_context
from apps.portal.presenters.lifecycle import history_context, lifecycle_context
from apps.portal.presenters.quality import quality_context
from apps.portal.selectors.agents import (
    affected_by,
    agents_listed,
    deployments_by_version,
    last_runs,
    quality_by_version,
    signed_by,
    versions_told,
    versions_waiting,
)
from apps.portal.selectors.capabilities import agents_narrowed, capability_filters
from apps.registry.models import AgentDescriptor
from apps.registry.selectors import deprecation_text, version_named
from apps.runtime.selectors import deployment_of, version_before
from apps.tenants.models.roles import Action

MOST_WAITING = 5


@page()
def agents(request: PortalRequest) -> HttpResponse:
    """All agents, each by the version that serves."""
    narrowing = Narrowing.of(request, capability_filters())
    shown, pages = page_of(request, agents_narrowed(agents_listed(), narrowing), "agents")
    chosen = {agent.id: serving(agent.versions.all()) for agent in shown}
    versions = [version for version in chosen.values() if version]
    quality, deployed, ran = quality_by_version(versions), deployments_by_version(versions), last_runs(shown)
    rows = []
    for agent in shown:
        version = chosen[agent.id]
        key = version.id if version else None
        rows.append(agent_row(agent, version, deployed.get(key), quality.get(key), ran.get(agent.id)))
    can_build = request.principal.allows(Action.BUILD)
    waiting = [{"agent_id": each.agent.slug, "version": each.version, "name": str(each)} for each in versions_waiting()]
    context = {
        **narrowing.as_context(),
        "agents": rows,
        "pages": pages,
        "can_build": can_build,
        "waiting": waiting[:MOST_WAITING],
        "waiting_more": max(len(waiting) - MOST_WAITING, 0),
    }
    return render_page(request, "portal/agents/list.html", context)


@page()
def agent(request: PortalRequest, agent_id: str) -> HttpResponse:
    """One version of an agent: ``?version=``, else the one that serves."""
    version = version_named(agent_id, request.GET.get("version", ""))
    return agent_page(request, version)


def agent_page(request: PortalRequest, version: AgentVersion, *, reason: str = "", status: int = 200) -> HttpResponse:
    """The page of one version; ``reason`` is what was typed before an error."""
    may = request.principal.allows
    events = list(LifecycleEvent.objects.filter(version=version).order_by("position"))
    others = versions_told(version)
    quality = quality_by_version(others)
    descriptor = AgentDescriptor.objects.filter(version=version).first()
    context = {
        **agent_heading(version),
        **_operating(version, events, may_operate=may(Action.OPERATE)),
        **history_context(events),
        **quality_context(gate_report(version)),
        **(descriptor_facts(descriptor.document) if descriptor else {"does": None}),
        **review_context(version, reviewer=request.principal.name if may(Action.REVIEW) else ""),
        "signed_by": signed_by(version),
        "deployment": deployment_facts(deployment_of(version)),
        "can_execute": version.state == State.RUNNING and may(Action.CALCULATE),
        "can_try": bool(version.pack_sha256) and may(Action.CALCULATE),
        "reason": reason,
        "failure": failure_of(version, events),
        "attempts": [attempt_row(attempt) for attempt in attempts_of(version)],
        "can_mend": version.state in {State.FAILED, State.DRAFT} and may(Action.BUILD),
        "versions": [
            version_row(other, quality[other.id].score if other.id in quality else None, current=other.id == version.id)
            for other in others
        ],
        "ledger_of_keys": _unmapped(version),
        "deprecated": deprecation_text(version),
        "comparable": [other.version for other in others if other.pack_sha256],
    }
    return render_page(request, "portal/agents/detail.html", context, status=status)


def _operating(version: AgentVersion, events: list[LifecycleEvent], *, may_operate: bool) -> dict[str, Any]:
    """The rail; what is needed for its verbs is looked up only for whom they are."""
    if not may_operate:
        return lifecycle_context(version, events, may_operate=False)
    started = version.state in {State.RUNNING, State.PAUSED}
    return lifecycle_context(
        version,
        events,
        may_operate=True,
        before=version_before(version) if started else None,
        affected=affected_by(version),
    )


def _unmapped(version: AgentVersion) -> list[dict[str, str]]:
    try:
        return [key_row(key) for key in submission_read(Submission.of(version)).ledger]
    except SpecError:
        return []
