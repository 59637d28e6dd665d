"""How a version stands, as its page shows it: its life, what may be done, what is going on, and who did what."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from apps.agents.lifecycle import STATES, State
from apps.agents.models import AgentVersion, LifecycleEvent
from apps.agents.selectors import Attempt, attempts_of
from apps.evaluation.models import QualityReport, ReviewDecision
from apps.evaluation.selectors import reports_of
from apps.factory.admin.verbs import REVIEW, TAKES_AWAY, verb_told, verbs_of
from apps.factory.services import KIND as BUILD
from apps.jobs.models import TERMINAL, Job
from apps.runtime.selectors import health_told
from apps.runtime.services.operations import KIND as OPERATE

SHOWN = 200
"""Steps of a history on one page; all of them are in the list of steps."""


def standing(version: AgentVersion) -> dict[str, Any]:
    """``states``, ``verbs``, ``health``, ``work``: the job that is at it, ``live``: whether that goes on; ``reviews``,
    ``reports``, ``attempts`` and ``history``, the newest first.
    """
    steps = list(LifecycleEvent.objects.filter(version=version).order_by("-position")[:SHOWN])
    work = work_on(version)
    reports = list(reports_of(version).defer("document")[:20])
    return {
        "version": version,
        "states": _states(version, {step.target for step in steps}),
        "verbs": [] if work else [verb_link(version, verb) for verb in verbs_of(version)],
        "health": health_told(version),
        "work": work,
        "live": reverse("admin:agents_agentversion_standing", args=[version.pk]),
        "reports": [_report(report) for report in reports],
        "reviews": [_review(each) for each in ReviewDecision.objects.filter(version=version)[:20]],
        "attempts": [_attempt(each) for each in reversed(attempts_of(version)[-20:])],
        "history": [_step(step) for step in steps],
        "more": len(steps) == SHOWN,
    }


def work_on(version: AgentVersion) -> Job | None:
    """The build or operation that is at this version."""
    going_on = Job.objects.filter(kind__in=(BUILD, OPERATE), arguments__version_id=str(version.id))
    return going_on.exclude(state__in=TERMINAL).order_by("-created_at").first()


def verb_link(version: AgentVersion, verb: str) -> dict[str, Any]:
    """A verb as a button: ``link`` asks for its confirmation."""
    link = reverse("admin:agents_agentversion_verb", args=[version.pk, verb])
    return {"link": link, "label": verb_told(verb), "danger": verb in TAKES_AWAY, "review": verb in REVIEW}


def reason_of(step: LifecycleEvent) -> str:
    """Why a step was made, as far as its payload says."""
    told: Mapping[str, Any] = step.payload
    review = told.get("review") or {}
    return str(told.get("reason") or told.get("message") or review.get("reason") or "")


def _states(version: AgentVersion, been: set[str]) -> list[dict[str, Any]]:
    stopped = version.state in {State.FAILED, State.RETIRED}
    return [
        {"label": state.title(), "current": state == version.state, "been": state in been, "stopped": stopped}
        for state in STATES
    ]


def _report(report: QualityReport) -> dict[str, Any]:
    link = reverse("admin:evaluation_qualityreport_change", args=[report.pk])
    return {"report": report, "link": link}


def _review(decision: ReviewDecision) -> dict[str, Any]:
    link = reverse("admin:evaluation_qualityreport_change", args=[decision.report_id])
    return {"decision": decision, "link": link}


def _attempt(attempt: Attempt) -> dict[str, Any]:
    return {
        "revision": attempt.revision,
        "link": reverse("admin:agents_specrevision_change", args=[attempt.revision.pk]),
        "reached": attempt.reached or "not built",
        "failure": (attempt.failure or {}).get("message", ""),
    }


def _step(step: LifecycleEvent) -> dict[str, Any]:
    return {"at": step.recorded_at, "event": step.event, "source": step.source, "target": step.target,
            "actor": step.actor, "reason": reason_of(step)}  # fmt: skip
