"""How far a period is on its way to a signed-off inventory."""

from dataclasses import dataclass

from django.db.models import Sum

from apps.agents.lifecycle import State
from apps.agents.models import AgentVersion
from apps.inventory.models import ActivityUpload, FigureGroup, ReportingPeriod, Site
from apps.inventory.models.mapping import GroupState
from apps.inventory.queues.groups import states_counted
from apps.inventory.selectors import open_issues, rejected_waiting
from apps.inventory.signing_off.standing import PeriodState, standing_of
from apps.reports.selectors import report_latest
from apps.reports.staleness import report_is_stale


@dataclass(frozen=True, slots=True)
class Progress:
    """What is done in a period and what is left.

    Args:
        has_sites: whether the organisation has any; rows of activity data bring theirs.
        agents_running: how many accept work; ``agents_waiting``: of the others, how many are built and not started.
        activities: rows of activity data that were accepted.
        calculated: of them, how many have a calculation that counts.
        rejected: rows that were not accepted, and have not been settled.
        unmapped: rows whose description waits for a factor.
        issues: that are open; ``blocking``: of them, how many keep the period from being signed off.
        reports: how many were prepared; ``report_is_stale``: whether the latest is.
        state: open, submitted or signed off.
        has_period: False where the organisation has none yet.
    """

    has_sites: bool
    agents_running: int
    agents_waiting: int
    activities: int
    calculated: int
    rejected: int
    unmapped: int
    issues: int
    blocking: int
    reports: int
    report_is_stale: bool
    state: PeriodState = PeriodState.OPEN
    has_period: bool = True

    @property
    def uncalculated(self) -> int:
        """Rows without a calculation that counts."""
        return max(0, self.activities - self.calculated)


def no_progress() -> Progress:
    """Of an organisation without a period."""
    running, waiting = _agents()
    return Progress(
        has_sites=Site.objects.exists(),
        agents_running=running,
        agents_waiting=waiting,
        activities=0,
        calculated=0,
        rejected=0,
        unmapped=0,
        issues=0,
        blocking=0,
        reports=0,
        report_is_stale=False,
        has_period=False,
    )


def _agents() -> tuple[int, int]:
    """How many agents take work, and how many others are built and not started."""
    versions = AgentVersion.objects.filter(state__in=(State.RUNNING, State.ACTIVE)).values_list("agent_id", "state")
    found = list(versions)
    running = {agent_id for agent_id, state in found if state == State.RUNNING}
    return len(running), len({agent_id for agent_id, _ in found} - running)


def period_progress(period: ReportingPeriod) -> Progress:
    """Of counts that are kept: of the files, and of the figures."""
    uploads = ActivityUpload.objects.filter(period=period, withdrawn_at=None)
    # A line that has a site is of a row that is there.
    counting = FigureGroup.objects.filter(period_id=period.id, state="counts", site_id__isnull=False)
    issues = open_issues(period)
    latest = report_latest(period)
    running, waiting = _agents()
    activities = uploads.aggregate(rows=Sum("accepted"))["rows"] or 0
    return Progress(
        agents_running=running,
        agents_waiting=waiting,
        has_sites=bool(activities) or Site.objects.exists(),
        activities=activities,
        calculated=counting.aggregate(lines=Sum("lines"))["lines"] or 0,
        rejected=rejected_waiting(period),
        unmapped=states_counted(period)[GroupState.OPEN].rows,
        issues=issues.count,
        blocking=issues.blocking,
        reports=1 if latest else 0,
        report_is_stale=latest is not None and report_is_stale(latest),
        state=standing_of(period).state,
    )
