"""A file on its way in: sent, understood, taken."""

import hashlib
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.inventory.errors import UnreadableFile
from apps.inventory.models import ActivityData, ActivityUpload, ColumnMapping, ReportingPeriod, StagedFile
from apps.inventory.readers.bounded import file_facts, sheet_records
from apps.inventory.readers.facts import SheetFacts
from apps.inventory.readers.plans import Plan, header_fingerprint, lacking, propose, with_facts
from apps.inventory.readers.rows import AcceptedRow, RejectedRow, rows_by
from apps.inventory.selectors import period_get, require_open
from apps.inventory.services.keeping import SentFile, Sorted, rows_sorted, upload_keep
from apps.inventory.services.uploads import file_name
from apps.jobs.models import Job, JobState
from greenlang.errors import Conflict, InvalidInput, NotFound

_DRAFTS_KEPT = timedelta(days=7)
_TOLD_EVERY = 5_000

Watch = Callable[[int, int], None]
"""Called with rows read so far, and all of them."""


def file_stage(
    *, period: ReportingPeriod, filename: str, data: bytes, created_by: str = "", inputs: Iterable[str] = ()
) -> StagedFile:
    """Keep a file as a draft, with what it says by itself, or what was said of such columns before.

    Args:
        inputs: names that agents have for what they take.

    Raises:
        UnreadableFile: the file as a whole; nothing was kept.
        PeriodLocked: the period was signed off.
    """
    require_open(period)
    kind, sheets = file_facts(data)
    sheets = [sheet for sheet in sheets if sheet.rows and sheet.header]
    if not sheets:
        raise UnreadableFile("The file has no rows below a header.", where="file", mend="Choose another file.")
    StagedFile.objects.filter(upload=None, created_at__lt=timezone.now() - _DRAFTS_KEPT).delete()
    best = max(sheets, key=lambda sheet: len([c for c in propose(sheet).columns if c.means and c.means != "input"]))
    plan, agent = plan_remembered(best, inputs)
    return StagedFile.objects.create(
        period=period,
        filename=file_name(filename),
        kind=kind,
        content=data,
        sha256=hashlib.sha256(data).hexdigest(),
        sheets=[sheet.as_document() for sheet in sheets],
        sheet=best.name,
        plan=plan.as_document(),
        agent=agent,
        created_by=created_by,
    )


def plan_remembered(sheet: SheetFacts, inputs: Iterable[str] = ()) -> tuple[Plan, str]:
    """What such headings were taken for last and the agent then, else what they say by themselves."""
    known = ColumnMapping.objects.filter(fingerprint=header_fingerprint(sheet.header)).first()
    if known is None:
        return propose(sheet, inputs=inputs), ""
    return with_facts(Plan.from_document(known.plan), sheet), known.agent


def staged_choose(
    *, staged: StagedFile, sheet: str, plan: Plan | None = None, agent: str = "", inputs: Iterable[str] = ()
) -> StagedFile:
    """Note what was chosen for a draft; without a plan, what the sheet says by itself.

    Raises:
        Conflict: it has been taken.
        InvalidInput: it has no such sheet.
    """
    if staged.upload_id or staged.job_id:
        raise Conflict(f"{staged.filename} has been taken in.", where="file", mend="Upload it again.")
    facts = facts_of(staged, sheet)
    found, known = (plan, agent) if plan is not None else plan_remembered(facts, inputs)
    staged.sheet, staged.plan, staged.agent = sheet, with_facts(found, facts).as_document(), agent or known
    staged.save(update_fields=["sheet", "plan", "agent"])
    return staged


def staged_is_with_worker(staged: StagedFile) -> bool:
    """Whether a worker has it; where the work has failed, it is a draft again."""
    if staged.job_id is None:
        return False
    if Job.objects.filter(id=staged.job_id, state__in=[JobState.FAILED, JobState.CANCELLED]).exists():
        staged.job_id = None
        staged.save(update_fields=["job_id"])
    return staged.job_id is not None


def facts_of(staged: StagedFile, sheet: str | None = None) -> SheetFacts:
    """What is known of a sheet of a draft; of the chosen one unless another is named.

    Raises:
        InvalidInput: it has no such sheet.
    """
    name = staged.sheet if sheet is None else sheet
    for document in staged.sheets:
        if document["name"] == name:
            return SheetFacts.from_document(document)
    raise InvalidInput(f"The file has no sheet “{name[:40]}”.", where="sheet", mend="Choose one of its sheets.")


def staged_ready(staged: StagedFile) -> None:
    """Go on only where nothing keeps a draft from being taken.

    Raises:
        InvalidInput: something is left open; ``errors`` has each with its field.
        PeriodLocked: the period was signed off.
    """
    require_open(period_get(staged.period_id))
    open_ = lacking(Plan.from_document(staged.plan), facts_of(staged))
    if open_:
        raise InvalidInput(
            "The file cannot be taken in yet.",
            where="columns",
            mend="Answer what is asked beside the columns.",
            errors=[{"pointer": place, "detail": detail, "code": "open"} for place, detail in open_],
        )


@dataclass(frozen=True, slots=True)
class Preview:
    """The first rows of a draft as they would be taken.

    Args:
        rows: in order; ``looked`` sorts all of them.
        known: hashes of those that are in the period already.
    """

    rows: list[AcceptedRow | RejectedRow]
    looked: Sorted
    known: set[str]

    def is_duplicate(self, row: AcceptedRow) -> bool:
        """Whether it says the same as one before it."""
        return self.looked.accepted.get(row.row_hash) is not row or row.row_hash in self.known

    @property
    def account(self) -> tuple[int, int, int]:
        """How many would be accepted, rejected and duplicate."""
        here = sum(1 for name in self.looked.accepted if name in self.known)
        return len(self.looked.accepted) - here, len(self.looked.rejected), len(self.looked.duplicates) + here


def staged_preview(staged: StagedFile) -> Preview:
    """What would become of the first rows, by the chosen plan, of which nothing may be left open."""
    facts, plan, period = facts_of(staged), Plan.from_document(staged.plan), staged.period
    rows = list(rows_by(plan, facts.header, facts.head, period_start=period.start, period_end=period.end))
    looked = rows_sorted(rows)
    known = ActivityData.objects.filter(period_id=period.id, row_hash__in=list(looked.accepted))
    return Preview(rows, looked, set(known.values_list("row_hash", flat=True)))


def staged_rows(staged: StagedFile, watch: Watch = lambda done, total: None) -> Sorted:
    """Every row of the chosen sheet, by the chosen plan. Takes seconds for a large file; the database is not asked.

    ``staged.period`` must have been read.
    """
    facts, plan, period = facts_of(staged), Plan.from_document(staged.plan), staged.period
    found = Sorted()
    records = sheet_records(bytes(staged.content), staged.sheet)
    for row in rows_by(plan, facts.header, records, period_start=period.start, period_end=period.end):
        found.add(row)
        if found.count % _TOLD_EVERY == 0:
            watch(found.count, facts.rows)
    return found


def staged_take(*, staged_id: uuid.UUID, rows: Sorted, taken_by: str = "") -> ActivityUpload:
    """Keep a draft's rows, once, and remember what its columns were taken for. A draft that was taken before answers
    with what was kept then.

    Args:
        rows: as `staged_rows` gives them.
    """
    with transaction.atomic():
        staged = (
            StagedFile.objects.select_for_update(of=("self",))
            .select_related("period")
            .defer("content")
            .filter(id=staged_id)
            .first()
        )
        if staged is None:
            raise NotFound("There is no such file.", where="file")
        if staged.upload_id:
            return ActivityUpload.objects.get(id=staged.upload_id)
        file = SentFile(staged.filename, staged.sha256, taken_by, staged.agent)
        upload = staged.upload = upload_keep(period=staged.period, file=file, rows=rows)
        staged.save(update_fields=["upload"])
        _remember(staged, taken_by)
    return upload


def _remember(staged: StagedFile, used_by: str) -> None:
    header = facts_of(staged).header
    said: dict[str, Any] = {
        "header": list(header),
        "plan": staged.plan,
        "agent": staged.agent,
        "used_by": used_by,
    }
    ColumnMapping.objects.update_or_create(fingerprint=header_fingerprint(header), defaults=said)


def staged_drop(*, staged: StagedFile) -> None:
    """Forget a draft.

    Raises:
        Conflict: it has been taken.
    """
    if staged.upload_id or staged.job_id:
        raise Conflict(f"{staged.filename} has been taken in.", where="file")
    staged.delete()
