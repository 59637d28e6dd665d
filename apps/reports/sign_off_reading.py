"""Where a period's sign-off stands: its steps, its frozen report, what blocks it, the final reports."""

import uuid
from dataclasses import dataclass

from apps.calculations.services.checkpoints import installation_keyring
from apps.inventory.models import ReportingPeriod, SignOffStep
from apps.inventory.signing_off.blockers import Blocker
from apps.inventory.signing_off.standing import PeriodState, Standing, standing_of
from apps.inventory.signing_off.steps import restatement_of
from apps.jobs.models import TERMINAL, Job
from apps.reports.models import InventoryReport
from apps.reports.signing_off import STALE_CODES, blockers_of, draft_of, figures_of, report_of
from apps.reports.staleness import report_is_stale
from greenlang.errors import NotFound


@dataclass(frozen=True, slots=True)
class Subject:
    """What would be submitted, or was: a frozen report with its figures."""

    report: InventoryReport
    figures: dict[str, str]
    is_stale: bool


@dataclass(frozen=True, slots=True)
class SignOffView:
    """A period as its sign-off is shown.

    Args:
        subject: the report in question; None where there is none.
        blockers: while it is open.
        change: how the report differs from the round before, where it restates one.
        finals: final report by the step that made it.
        written: steps whose final report a worker is at, or is to begin.
        faults: why a signed statement does not hold, by step; "" where it does.
    """

    standing: Standing
    subject: Subject | None
    blockers: list[Blocker]
    change: dict[str, object] | None
    finals: dict[uuid.UUID, InventoryReport]
    written: set[uuid.UUID]
    faults: dict[uuid.UUID, str]


def sign_off_view(period: ReportingPeriod) -> SignOffView:
    """Everything about a period's sign-off."""
    standing = standing_of(period)
    report = _report_in_question(standing)
    blockers = blockers_of(period, report) if standing.state == PeriodState.OPEN else []
    subject = Subject(report, figures_of(report), _is_stale(standing, report, blockers)) if report else None
    keyring = installation_keyring()
    rows = InventoryReport.objects.filter(step_id__in=[step.id for step in standing.signed])
    finals = {final.step_id: final for final in rows.defer("snapshot") if final.step_id}
    return SignOffView(
        standing=standing,
        subject=subject,
        blockers=blockers,
        change=restatement_of(standing, subject.figures) if subject and standing.state != PeriodState.SIGNED else None,
        finals=finals,
        written=_being_written([step.id for step in standing.signed if step.id not in finals]),
        faults={step.id: keyring.statement_fault(step.signed) for step in standing.signed},
    )


def _is_stale(standing: Standing, report: InventoryReport, blockers: list[Blocker]) -> bool:
    """Whether a report of this moment would say something else; of an open period, what stands in the way says so."""
    if standing.state == PeriodState.OPEN:
        return any(each.code in STALE_CODES for each in blockers)
    return report_is_stale(report)


def _being_written(step_ids: list[uuid.UUID]) -> set[uuid.UUID]:
    if not step_ids:
        return set()
    at_it = Job.objects.filter(kind="report").exclude(state__in=TERMINAL)
    asked = at_it.filter(arguments__step_id__in=[str(step_id) for step_id in step_ids])
    return {uuid.UUID(step_id) for step_id in asked.order_by().values_list("arguments__step_id", flat=True)}


def _report_in_question(standing: Standing) -> InventoryReport | None:
    last = standing.last
    if standing.state == PeriodState.OPEN or last is None:
        return draft_of(standing.period)
    return report_of(last)


def signed_step(step_id: uuid.UUID) -> SignOffStep:
    """A step by which a period of the present tenant was signed off.

    Raises:
        NotFound: no such step here.
    """
    step = SignOffStep.objects.select_related("period").filter(id=step_id, kind=SignOffStep.Kind.SIGNED).first()
    if step is None:
        raise NotFound("There is no such sign-off.", where="step_id")
    return step
