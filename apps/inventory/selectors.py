"""Reading the inventory."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from django.db import connection
from django.db.models import Count, F, Model, Q, QuerySet, Sum

from apps.calculations.models.ledger import ExactNumeric
from apps.inventory.errors import PeriodLocked
from apps.inventory.issues.lifecycle import IssueState
from apps.inventory.models import (
    ActivityData,
    ActivityUpload,
    Entity,
    EvidenceFile,
    InventoryIssue,
    ReportingPeriod,
    Site,
    StagedFile,
)
from apps.inventory.models.issues import BLOCKING
from greenlang.errors import NotFound

_Row = TypeVar("_Row", bound=Model)


def period_get(period_id: uuid.UUID | str, *, hold: bool = False) -> ReportingPeriod:
    """A reporting period of the present tenant.

    Args:
        hold: nobody else changes it until the caller's transaction ends.

    Raises:
        NotFound: no such period here.
    """
    periods = ReportingPeriod.objects.select_related("entity").filter(id=period_id)
    return _only(periods, "reporting period", "period_id", hold=hold)


def _only(rows: "QuerySet[_Row]", what: str, where: str, *, hold: bool = False) -> _Row:
    """The row that was asked for.

    Raises:
        NotFound: it is not here.
    """
    row = (rows.select_for_update(of=("self",), no_key=True) if hold else rows).first()
    if row is None:
        raise NotFound(f"There is no such {what}.", where=where)
    return row


def entities_of(root_id: uuid.UUID) -> list[Entity]:
    """The reporting company and all entities below it, by name within each level, the company first."""
    below: dict[uuid.UUID | None, list[Entity]] = {}
    found: list[Entity] = []
    for entity in Entity.objects.order_by("name"):
        below.setdefault(entity.parent_id, []).append(entity)
        if entity.id == root_id:
            found.append(entity)
    for entity in found:
        found.extend(below.get(entity.id, []))
    return found


def root_of(entity: Entity) -> Entity:
    """The company that reports an entity: the one at the top."""
    above: Entity | None = entity
    while above is not None and above.parent_id is not None:
        above = Entity.objects.filter(id=above.parent_id).first()
    return above or entity


def entity_get(entity_id: uuid.UUID | str, *, hold: bool = False) -> Entity:
    """An entity of the present tenant.

    Args:
        hold: nobody else changes it until the caller's transaction ends.

    Raises:
        NotFound: no such entity here.
    """
    return _only(Entity.objects.select_related("parent").filter(id=entity_id), "entity", "entity_id", hold=hold)


def company_get(entity_id: uuid.UUID | str, *, hold: bool = False) -> Entity:
    """An entity that reports by itself; `entity_get` otherwise.

    Raises:
        NotFound: no such company here.
    """
    return _only(Entity.objects.filter(id=entity_id, parent=None), "company", "entity_id", hold=hold)


def site_get(site_id: uuid.UUID | str, *, hold: bool = False) -> Site:
    """A site of the present tenant.

    Args:
        hold: nobody else changes it until the caller's transaction ends.

    Raises:
        NotFound: no such site here.
    """
    return _only(Site.objects.select_related("entity").filter(id=site_id), "site", "site_id", hold=hold)


def earlier_period(period: ReportingPeriod) -> ReportingPeriod | None:
    """The company's latest period that ended before this one begins."""
    earlier = ReportingPeriod.objects.filter(entity_id=period.entity_id, end__lt=period.start)
    return earlier.select_related("entity").order_by("-end", "-start", "name").first()


def require_open(period: ReportingPeriod) -> None:
    """Go on only where the period's numbers may still change, and keep it so until the caller's transaction ends.

    The lock is shared: whoever changes a period does not wait for others who do, only signing off waits for them.

    Raises:
        PeriodLocked: it was signed off.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT locked_at FROM inventory_reportingperiod WHERE id = %s FOR KEY SHARE", [period.id])
        row = cursor.fetchone()
    if row is None or row[0] is not None:
        raise PeriodLocked(
            f"{period.name} was signed off and is locked.",
            where="period",
            mend="Restate the period first, under Reports, Sign-off.",
        )


def staged_get(staged_id: uuid.UUID | str, *, content: bool = False, hold: bool = False) -> StagedFile:
    """A file as it was sent, of the present tenant, with its period.

    Args:
        content: with its bytes, which may be ten million; else they are read where they are asked for.
        hold: nobody else changes it until the caller's transaction ends.

    Raises:
        NotFound: no such file here.
    """
    files = StagedFile.objects.select_related("period__entity").filter(id=staged_id)
    return _only(files if content else files.defer("content"), "file", "file", hold=hold)


def upload_same(staged: StagedFile) -> ActivityUpload | None:
    """The latest upload of the same bytes into a draft's period that was not withdrawn."""
    found = ActivityUpload.objects.filter(period_id=staged.period_id, sha256=staged.sha256, withdrawn_at=None)
    return found.order_by("-uploaded_at").first()


def upload_get(upload_id: uuid.UUID | str) -> ActivityUpload:
    """An upload of the present tenant, with its period.

    Raises:
        NotFound: no such upload here.
    """
    return _only(ActivityUpload.objects.select_related("period__entity").filter(id=upload_id), "file", "upload")


def activities_named(upload: ActivityUpload, row_ids: Sequence[uuid.UUID]) -> None:
    """Go on only where each id is that of an accepted row of the upload.

    Raises:
        NotFound: one is not, told with its place.
    """
    known = set(ActivityData.objects.filter(upload=upload, id__in=row_ids).values_list("id", flat=True))
    for at, each in enumerate(row_ids):
        if each not in known:
            raise NotFound("The upload has no such row.", where=f"/rows/{at}")


def evidence_get(evidence_id: uuid.UUID | str) -> EvidenceFile:
    """A piece of evidence of the present tenant.

    Raises:
        NotFound: no such evidence here.
    """
    return _only(EvidenceFile.objects.select_related("upload").filter(id=evidence_id), "evidence", "evidence")


def evidence_of_activity(activity_id: uuid.UUID) -> list[EvidenceFile]:
    """What stands behind a row, without the contents: its own evidence, and that of its whole upload."""
    own = Q(lines__activity_id=activity_id)
    shared = Q(for_all=True, upload__activities=activity_id)
    found = EvidenceFile.objects.defer("content").filter(own | shared)
    return list(found.distinct().order_by("added_at", "id"))


def rejected_waiting(period: ReportingPeriod) -> int:
    """Rejected rows of a period's files that nobody has settled."""
    standing = ActivityUpload.objects.filter(period=period, withdrawn_at=None)
    return standing.aggregate(rows=Sum(F("rejected") - F("settled")))["rows"] or 0


@dataclass(frozen=True, slots=True)
class OpenIssues:
    """What is open of a period's issues.

    Args:
        kilograms: CO2e at stake, of those where it is known; ``unknown``: how many where it is not.
        blocking: how many keep the period from being signed off.
    """

    count: int
    kilograms: Decimal
    unknown: int
    blocking: int


def open_issues(period: ReportingPeriod) -> OpenIssues:
    """Counted by the database."""
    found = InventoryIssue.objects.filter(period=period, state=IssueState.OPEN).order_by()
    summed = found.aggregate(
        count=Count("id"),
        stake=Sum("kilograms", output_field=ExactNumeric()),
        known=Count("kilograms"),
        blocking=Count("id", filter=Q(kind__in=BLOCKING)),
    )
    unknown = summed["count"] - summed["known"]
    return OpenIssues(summed["count"], summed["stake"] or Decimal(0), unknown, summed["blocking"])
