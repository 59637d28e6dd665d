"""Agents: the list, one agent with its lifecycle, an execution, a file of its pack."""

import hashlib
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from apps.agents.lifecycle import State
from apps.agents.models import SPEC_BYTES, AgentVersion, LifecycleEvent
from apps.agents.selectors import agent_get, attempts_of, serving
from apps.agents.spec import SpecError
from apps.evaluation.models import QualityReport
from apps.factory.reading import Submission, submission_read
from apps.factory.services import version_command
from apps.portal.forms import VerbForm, first_error
from apps.portal.listing import Narrowing, page_of
from apps.portal.page import SEND, PortalRequest, page, render_page
from apps.portal.presenters.agents import (
    agent_row,
    failure_of,
    file_row,
    key_row,
    lifecycle,
    quality_context,
    state_label,
    version_row,
)
from apps.portal.presenters.attempts import attempt_row, review_context
from apps.portal.presenters.code import highlighted, language_of
from apps.portal.presenters.comparison import comparison_context, versions_offered
from apps.portal.presenters.numbers import size
from apps.portal.selectors.agents import (
    PackContents,
    agents_listed,
    pack_contents,
    quality_by_version,
    urls_by_version,
    versions_told,
)
from apps.portal.selectors.capabilities import agents_narrowed, capability_filters
from apps.registry.comparing import versions_compare
from apps.registry.selectors import deprecation_text, version_named, versions_in_order
from apps.runtime.selectors import operates_at_once
from apps.runtime.services.verbs import OPERATIONS
from apps.runtime.tasks import operation_submit
from apps.tenants.models.roles import Action
from greenlang.errors import GreenLangError, NotFound


@page()
def agents(request: PortalRequest) -> HttpResponse:
    """All agents, each by the version that serves."""
    narrowing = Narrowing.of(request, capability_filters())
    shown, pages = page_of(request, agents_narrowed(agents_listed(), narrowing), "agents")
    chosen = {agent.id: serving(agent.versions.all()) for agent in shown}
    versions = [version for version in chosen.values() if version]
    quality, urls = quality_by_version(versions), urls_by_version(versions)
    rows = []
    for agent in shown:
        version = chosen[agent.id]
        key = version.id if version else None
        rows.append(agent_row(agent, version, urls.get(key, ""), quality.get(key)))
    can_build = request.principal.allows(Action.BUILD)
    context = {**narrowing.as_context(), "agents": rows, "pages": pages, "can_build": can_build}
    return render_page(request, "portal/agents/list.html", context)


@page()
def agent(request: PortalRequest, agent_id: str) -> HttpResponse:
    """One version of an agent: ``?version=``, else the one that serves."""
    version = version_named(agent_id, request.GET.get("version", ""))
    return agent_page(request, version)


def agent_page(request: PortalRequest, version: AgentVersion, *, reason: str = "", status: int = 200) -> HttpResponse:
    """The page of one version; ``reason`` is what was typed before an error."""
    events = list(LifecycleEvent.objects.filter(version=version).order_by("position"))
    may_operate = request.principal.allows(Action.OPERATE)
    others = versions_told(version)
    quality = quality_by_version(others)
    context = {
        **_identity(request, version),
        **lifecycle(version, events, may_operate=may_operate),
        **quality_context(QualityReport.objects.filter(version=version).first()),
        "reason": reason,
        "failure": failure_of(version, events),
        **review_context(version, may_review=request.principal.allows(Action.REVIEW)),
        "attempts": [attempt_row(attempt) for attempt in attempts_of(version)],
        "can_mend": version.state in {State.FAILED, State.DRAFT} and request.principal.allows(Action.BUILD),
        "versions": [
            version_row(other, quality[other.id].score if other.id in quality else None, current=other.id == version.id)
            for other in others
        ],
        "ledger_of_keys": _unmapped(version),
        "deprecated": deprecation_text(version),
        "comparable": [other.version for other in others if other.pack_sha256],
    }
    return render_page(request, "portal/agents/detail.html", context, status=status)


def _identity(request: PortalRequest, version: AgentVersion) -> dict[str, Any]:
    try:
        contents = pack_contents(version)
    except GreenLangError as error:
        messages.error(request, str(error))
        contents = PackContents({})
    return {
        "agent": {
            "agent_id": version.agent.slug,
            "name": version.agent.name or version.agent.slug,
            "description": version.agent.description,
            "version": version.version,
            "domain": version.domain,
            "state": state_label(version.state),
            "url": urls_by_version([version]).get(version.id, ""),
            "pack_hash": version.pack_sha256,
            "signed_by": contents.key_id,
            "can_execute": version.state == State.RUNNING and request.principal.allows(Action.CALCULATE),
        },
        "files": [file_row(path, content) for path, content in sorted(contents.files.items())],
    }


def _unmapped(version: AgentVersion) -> list[dict[str, str]]:
    try:
        return [key_row(key) for key in submission_read(Submission.of(version)).ledger]
    except SpecError:
        return []


@page()
def agent_compare(request: PortalRequest, agent_id: str) -> HttpResponse:
    """What differs from one registered version to another: ``?from=1.0.0&to=production``."""
    agent = agent_get(agent_id)
    before, after = request.GET.get("from", ""), request.GET.get("to", "")
    found = versions_compare(agent_id, before, after)
    registered = versions_in_order(AgentVersion.objects.filter(agent=agent).exclude(pack_sha256="").defer(*SPEC_BYTES))
    context = {
        **comparison_context(found),
        "agent": {"agent_id": agent_id, "name": agent.name or agent_id},
        "choices_before": versions_offered(registered, found.before),
        "choices_after": versions_offered(registered, found.after),
    }
    return render_page(request, "portal/agents/compare.html", context)


@page(Action.OPERATE, methods=SEND)
def agent_verb(request: PortalRequest, agent_id: str, verb: str) -> HttpResponse:
    """Deploy, start, stop, pause, resume, retire or retry, then back to the agent."""
    form = VerbForm(request.POST)
    valid = form.is_valid()
    version = version_named(agent_id, form.cleaned_data.get("version", ""))
    reason = request.POST.get("reason", "")
    if not valid:
        messages.error(request, first_error(form))
        return agent_page(request, version, reason=reason, status=422)
    try:
        if verb in OPERATIONS and not operates_at_once(version):
            operation_submit(version=version, verb=verb, actor=request.principal.name, reason=reason)
            messages.success(request, f"A worker does it: {version}, {verb}. Its history tells when it is done.")
            return redirect(f"{reverse('portal:agent', args=[agent_id])}?version={version.version}")
        with transaction.atomic():
            changed = version_command(version=version, verb=verb, actor=request.principal.name, reason=reason)
    except GreenLangError as error:
        messages.error(request, f"{error.message} {error.mend}".strip())
        return agent_page(request, version_named(agent_id, version.version), reason=reason, status=error.status)
    messages.success(request, f"{changed} is {changed.state}.")
    return redirect(f"{reverse('portal:agent', args=[agent_id])}?version={changed.version}")


@page()
def agent_file(request: PortalRequest, agent_id: str, version: str, path: str) -> HttpResponse:
    """A file of a version's verified pack, with its hash."""
    found = version_named(agent_id, version)
    files = pack_contents(found).files
    if path not in files:
        raise NotFound("There is no such file.", where="path")
    context = {
        "agent": {"agent_id": agent_id, "name": found.agent.name or agent_id, "version": found.version},
        "file": {
            "path": path,
            "size": size(len(files[path])),
            "sha256": hashlib.sha256(files[path]).hexdigest(),
            "language": language_of(path),
        },
        "lines": highlighted(path, files[path]),
        "files": [{"path": other} for other in sorted(files)],
    }
    return render_page(request, "portal/agents/file.html", context)
