"""What waits for an operator in the tenant that was entered, each with the list that shows it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from apps.agents.lifecycle import State
from apps.agents.models import AgentVersion
from apps.evaluation.selectors import versions_waiting
from apps.events.models import DeadLetter, DeadLetterState
from apps.events.webhooks.services import webhooks_off
from apps.factory.console.bounded import Count, count
from apps.jobs.models import Job, JobState
from apps.runtime.selectors import deployments_unhealthy, runs_held

FAILED_DAYS = 7


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of work: what it is, whether it is ``wrong`` or only waits, its rows, and the list that shows them."""

    what: str
    told: str
    icon: str
    wrong: bool
    rows: Callable[[], QuerySet[Any]]
    address: str
    query: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much of a kind waits, and where."""

    kind: Kind
    count: Count
    link: str


def waiting() -> list[Waiting]:
    """Everything that may wait, in the present tenant; what does not wait is counted 0."""
    return [
        Waiting(kind, count(kind.rows()), f"{reverse(f'admin:{kind.address}_changelist')}?{kind.query}")
        for kind in KINDS
    ]


def failed_versions() -> QuerySet[AgentVersion]:
    """Versions whose build failed."""
    return AgentVersion.objects.filter(state=State.FAILED)


def letters_waiting() -> QuerySet[DeadLetter]:
    """Dead letters that nobody has answered."""
    return DeadLetter.objects.filter(state=DeadLetterState.WAITING)


def failed_jobs() -> QuerySet[Job]:
    """Jobs that failed lately."""
    since = timezone.now() - timedelta(days=FAILED_DAYS)
    return Job.objects.filter(state=JobState.FAILED, finished_at__gte=since)


KINDS = (
    Kind(
        "Reviews", "versions between fail and pass that need a decision", "rate_review", False,
        versions_waiting, "agents_agentversion", "waiting=review",
    ),
    Kind(
        "Failed builds", "versions that are to be mended or left", "build", True,
        failed_versions, "agents_agentversion", "state__exact=failed",
    ),
    Kind(
        "Dead letters", "work that failed for the last time", "mark_email_unread", True,
        letters_waiting, "events_deadletter", "state__exact=waiting",
    ),
    Kind(
        "Unhealthy deployments", "agents that answer badly or not at all", "heart_broken", True,
        deployments_unhealthy, "runtime_deployment", "standing=unhealthy",
    ),
    Kind(
        "Held runs", "rows that wait for an agent to be started or resumed", "pause_circle", False,
        runs_held, "runtime_run", "standing=held",
    ),
    Kind(
        "Failed jobs", f"work that failed within {FAILED_DAYS} days", "error", True,
        failed_jobs, "jobs_job", "state__exact=failed",
    ),
    Kind(
        "Webhooks switched off", "receivers that are told nothing any more", "webhook", False,
        webhooks_off, "events_webhooksubscription", "standing=off",
    ),
)  # fmt: skip
