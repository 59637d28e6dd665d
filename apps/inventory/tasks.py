"""What a worker does for the inventory."""

import uuid
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from celery import shared_task
from django.db import transaction

from apps.calculations.selectors.impact import CalculatedAgain, Change
from apps.inventory.boards.reading import board_of
from apps.inventory.figures.reading import TASK as FIGURES
from apps.inventory.figures.reading import figures_remember
from apps.inventory.figures.updating import figures_catch_up
from apps.inventory.models import ReportingPeriod, StagedFile
from apps.inventory.selectors import period_get, require_open, staged_get
from apps.inventory.services.boards import board_work_out, require_not_accepted
from apps.inventory.services.handing_on import board_hand_on, board_reopen
from apps.inventory.services.previews import KIND as PREVIEW
from apps.inventory.services.previews import preview_work
from apps.inventory.services.staging import facts_of, staged_is_with_worker, staged_ready
from apps.inventory.services.taking import KIND, file_work
from apps.jobs.models import Job
from apps.jobs.services import job_run, job_submit
from greenlang.errors import Conflict, NotFound
from greenlang.isolation import tenant_context, tenant_scope

BOARD = "scope2-board"
"""What the jobs are called that work on a scope 2 board."""


@shared_task(name=FIGURES, ignore_result=True)
def figures_bring_up(tenant_id: str) -> None:
    """Bring a tenant's figures up to date with its ledger; safe to call at any time."""
    tenant = uuid.UUID(tenant_id)
    with tenant_context(tenant):
        figures_catch_up()
    with tenant_scope(tenant):
        figures_remember()


@shared_task(name="inventory.take_file")
def take_file(tenant_id: str, job_id: str) -> None:
    """Read a file's rows and keep them."""
    tenant = uuid.UUID(tenant_id)
    job_run(tenant_id=tenant, job_id=uuid.UUID(job_id), work=lambda job: file_work(job, tenant))


def staged_submit(*, staged: StagedFile, actor: str) -> Job:
    """Hand a draft to a worker.

    Raises:
        InvalidInput: something is left open.
        Conflict: it has been taken, or a worker has it.
    """
    with transaction.atomic():
        staged = staged_get(staged.id, hold=True)
        if staged.upload_id or staged_is_with_worker(staged):
            raise Conflict(f"{staged.filename} has been taken in.", where="file", mend="Upload it again.")
        staged_ready(staged)
        job = job_submit(
            kind=KIND,
            task=take_file,
            arguments={"staged_id": str(staged.id), "period_id": str(staged.period_id), "filename": staged.filename},
            created_by=actor,
            total=facts_of(staged).rows,
        )
        StagedFile.objects.filter(id=staged.id).update(job_id=job.id)
    return job


@shared_task(name="inventory.scope2_board", ignore_result=True)
def work_out_board(tenant_id: str, job_id: str) -> None:
    """Work the scope 2 board of the job's period out, enter it into the inventory, or take its acceptance back."""
    tenant = uuid.UUID(tenant_id)

    def work(job: Job) -> Mapping[str, object]:
        asked = dict(job.arguments)
        verb = BoardVerb(asked.get("verb", BoardVerb.WORK_OUT))
        with tenant_scope(tenant):
            job.report(done=0, total=2, message="Bringing the figures up to date")
        with tenant_context(tenant):
            figures_catch_up()
        with tenant_scope(tenant):
            job.report(done=1, total=2, message=_DOING[verb])
        with tenant_scope(tenant):
            period = period_get(asked["period_id"])
            _board_do(verb, period, job.created_by, asked)
        return {"period_id": str(period.id)}

    job_run(tenant_id=tenant, job_id=uuid.UUID(job_id), work=work)


class BoardVerb(StrEnum):
    """What a worker does with a board."""

    WORK_OUT = "work-out"
    HAND_ON = "hand-on"
    REOPEN = "reopen"


_DOING = {
    BoardVerb.WORK_OUT: "Sharing the electricity out",
    BoardVerb.HAND_ON: "Entering rows and lines",
    BoardVerb.REOPEN: "Taking rows and lines back",
}


def _board_do(verb: BoardVerb, period: ReportingPeriod, actor: str, asked: Mapping[str, Any]) -> None:
    if verb is BoardVerb.WORK_OUT:
        board_work_out(
            period=period,
            worked_out_by=actor,
            days_before=asked.get("days_before", 0),
            days_after=asked.get("days_after", 0),
            past_not_available=asked.get("past_not_available", False),
        )
        return
    board = board_of(period)
    if board is None:
        raise NotFound("There is no board (any more).", where="board")
    if verb is BoardVerb.HAND_ON:
        board_hand_on(board=board, agent=asked.get("agent", ""), actor=actor)
    else:
        board_reopen(board=board, actor=actor)


def board_job(period: ReportingPeriod) -> Job | None:
    """The last job that worked the period's board out or changed it, or is at it."""
    return Job.objects.filter(kind=BOARD, arguments__period_id=str(period.id)).order_by("-created_at").first()


def board_submit(
    *, period: ReportingPeriod, actor: str, days_before: int = 0, days_after: int = 0, past_not_available: bool = False
) -> Job:
    """Have a worker work the period's scope 2 board out.

    Raises:
        PeriodLocked: the period was signed off.
        BoardAccepted: its board was accepted.
    """
    require_open(period)
    require_not_accepted(period)
    arguments = {
        "verb": BoardVerb.WORK_OUT.value,
        "period_id": str(period.id),
        "days_before": days_before,
        "days_after": days_after,
        "past_not_available": past_not_available,
    }
    return job_submit(kind=BOARD, task=work_out_board, arguments=arguments, created_by=actor, total=2)


def board_change_submit(*, period: ReportingPeriod, verb: BoardVerb, actor: str, agent: str = "") -> Job:
    """Have a worker enter the period's accepted board into the inventory, or take its acceptance back.

    Raises:
        PeriodLocked: the period was signed off.
    """
    require_open(period)
    arguments = {"verb": verb.value, "period_id": str(period.id), "agent": agent}
    return job_submit(kind=BOARD, task=work_out_board, arguments=arguments, created_by=actor, total=2)


@shared_task(name="inventory.restatement_preview", ignore_result=True)
def preview_restatement(tenant_id: str, job_id: str) -> None:
    """Work out what a change of editions or of the GWP set would do to a period."""
    tenant = uuid.UUID(tenant_id)
    job_run(tenant_id=tenant, job_id=uuid.UUID(job_id), work=lambda job: preview_work(job, tenant))


def preview_submit(*, period: ReportingPeriod, change: Change, actor: str) -> Job:
    """Have a worker preview a restatement; nothing of it enters the ledger.

    Raises:
        InvalidInput: nothing would change.
        NotFound: there is no such edition.
        UnknownGwpSet: there is no such set.
    """
    CalculatedAgain.under(change)
    arguments = {"period_id": str(period.id), "editions": dict(change.editions), "gwp_set": change.gwp_set}
    return job_submit(kind=PREVIEW, task=preview_restatement, arguments=arguments, created_by=actor)
