"""Taking activity data in."""

import hashlib

from django.db import transaction

from apps.inventory.models import ActivityData, ActivityUpload, RejectedRow, ReportingPeriod, Site
from apps.inventory.readers.rows import AcceptedRow, read_rows
from apps.inventory.readers.rows import RejectedRow as Rejection
from apps.inventory.selectors import entities_of, require_open
from greenlang.isolation import current_tenant_id


@transaction.atomic
def activity_upload(*, period: ReportingPeriod, filename: str, data: bytes, uploaded_by: str = "") -> ActivityUpload:
    """Take a CSV file in: rows in = accepted + rejected + duplicate, each rejected one with column and reason.

    Raises:
        UnreadableFile: the file as a whole; nothing was kept.
        PeriodLocked: the period was signed off.
    """
    # One file of a period at a time: what counts as a duplicate depends on the files before.
    require_open(ReportingPeriod.objects.select_for_update(no_key=True).get(id=period.id))
    seen = set(ActivityData.objects.filter(period=period).values_list("row_hash", flat=True))
    accepted: list[AcceptedRow] = []
    rejected: list[Rejection] = []
    duplicates: list[Rejection] = []
    for row in read_rows(data, period_start=period.start, period_end=period.end):
        if isinstance(row, Rejection):
            rejected.append(row)
        elif row.row_hash in seen:
            duplicates.append(Rejection(row.row, "", "Says the same as a row that is there already."))
        else:
            seen.add(row.row_hash)
            accepted.append(row)
    upload = ActivityUpload.objects.create(
        period=period,
        filename=filename.replace("\x00", "")[:200] or "activity.csv",
        sha256=hashlib.sha256(data).hexdigest(),
        rows_in=len(accepted) + len(rejected) + len(duplicates),
        accepted=len(accepted),
        rejected=len(rejected),
        duplicate=len(duplicates),
        uploaded_by=uploaded_by,
    )
    _keep(upload, period, accepted)
    RejectedRow.objects.bulk_create(
        RejectedRow(upload=upload, row=row.row, column=row.column[:100], reason=row.reason, is_duplicate=duplicate)
        for rows, duplicate in ((rejected, False), (duplicates, True))
        for row in rows
    )
    return upload


def _keep(upload: ActivityUpload, period: ReportingPeriod, rows: list[AcceptedRow]) -> None:
    sites = _sites(period, {row.site for row in rows})
    ActivityData.objects.bulk_create(
        (
            ActivityData(
                upload=upload,
                period=period,
                site=sites[row.site],
                row=row.row,
                start=row.start,
                end=row.end,
                quantity=row.quantity,
                unit=row.unit,
                basis=row.basis,
                attributes=row.attributes,
                reference=row.reference,
                description=row.description,
                is_estimated=row.is_estimated,
                row_hash=row.row_hash,
            )
            for row in rows
        ),
        batch_size=1000,
    )


def _sites(period: ReportingPeriod, names: set[str]) -> dict[str, Site]:
    entities = [entity.id for entity in entities_of(period.entity_id)]
    known = {site.name: site for site in Site.objects.filter(entity_id__in=entities, name__in=names)}
    new = [
        Site(entity_id=period.entity_id, name=name, tenant_id=current_tenant_id())
        for name in sorted(names - known.keys())
    ]
    return known | {site.name: site for site in Site.objects.bulk_create(new)}
