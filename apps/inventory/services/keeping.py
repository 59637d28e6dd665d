"""Rows that were read are kept: each once in its period."""

import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from apps.events.audit import audit_record
from apps.events.models import AuditKind
from apps.inventory.models import ActivityData, ActivityUpload, RejectedRow, ReportingPeriod, Site
from apps.inventory.readers.countries import country_said
from apps.inventory.readers.rows import AcceptedRow
from apps.inventory.readers.rows import RejectedRow as Rejection
from apps.inventory.selectors import entities_of, require_open
from apps.inventory.services.reviews import review_ask
from apps.inventory.services.settling import mended_settle
from greenlang.isolation import current_tenant_id

_CHUNK = 5_000
_KEEP_SQL = """
INSERT INTO inventory_activitydata (id, tenant_id, upload_id, period_id, site_id, row, start, "end", quantity, unit,
    basis, attributes, reference, description, is_estimated, agent, row_hash)
SELECT gen_random_uuid(), %s, %s, %s, site, row, first, last, quantity, unit, basis, attributes::jsonb, reference,
    description, estimated, %s, hash
FROM unnest(%s::uuid[], %s::int[], %s::date[], %s::date[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[],
    %s::text[], %s::bool[], %s::text[])
    AS given(site, row, first, last, quantity, unit, basis, attributes, reference, description, estimated, hash)
ON CONFLICT (tenant_id, period_id, row_hash) DO NOTHING
RETURNING row
"""


@dataclass(frozen=True, slots=True)
class SentFile:
    """What an upload is called, and who sent it."""

    filename: str
    sha256: str
    sent_by: str = ""
    agent: str = ""


@dataclass
class Sorted:
    """Rows of one file: accepted so far, rejected, and those that say the same as another of the file."""

    accepted: dict[str, AcceptedRow] = field(default_factory=dict)
    rejected: list[Rejection] = field(default_factory=list)
    duplicates: list[Rejection] = field(default_factory=list)

    def add(self, row: AcceptedRow | Rejection) -> None:
        """Put a row where it belongs."""
        if isinstance(row, Rejection):
            self.rejected.append(row)
            return
        same = self.accepted.setdefault(row.row_hash, row)
        if same is not row:
            self.duplicates.append(Rejection(row.row, "", f"Says the same as row {same.row} of this file."))

    @property
    def count(self) -> int:
        """All rows."""
        return len(self.accepted) + len(self.rejected) + len(self.duplicates)


def rows_sorted(rows: Iterable[AcceptedRow | Rejection]) -> Sorted:
    """All rows of a file."""
    found = Sorted()
    for row in rows:
        found.add(row)
    return found


def upload_keep(*, period: ReportingPeriod, file: SentFile, rows: Sorted) -> ActivityUpload:
    """Rows in = accepted + rejected + duplicate, each that is not accepted with its reason.

    Raises:
        PeriodLocked: the period was signed off.
    """
    with transaction.atomic():
        # One file of a period at a time: what counts as a duplicate depends on the files before.
        require_open(ReportingPeriod.objects.select_for_update(no_key=True).get(id=period.id))
        upload = ActivityUpload.objects.create(
            period=period,
            filename=file.filename,
            sha256=file.sha256,
            rows_in=rows.count,
            accepted=len(rows.accepted),
            rejected=len(rows.rejected),
            duplicate=len(rows.duplicates),
            uploaded_by=file.sent_by,
        )
        before, again = _accepted_keep(upload, file.agent, list(rows.accepted.items()))
        if before:
            upload.accepted -= len(before)
            upload.duplicate += len(before)
            upload.save(update_fields=["accepted", "duplicate"])
        _others_keep(upload, rows.rejected, is_duplicate=False)
        _others_keep(upload, [*rows.duplicates, *before], is_duplicate=True)
        mended_settle(upload=upload, rows=rows.accepted.values(), again=again, actor=file.sent_by)
        review_ask(period=period, by=file.sent_by)
        audit_record(
            kind=AuditKind.DATA,
            act="uploaded",
            actor=file.sent_by,
            subject=upload.filename,
            detail=f"{upload.rows_in} rows into {period.name}, {upload.accepted} accepted",
        )
    return upload


_Again = dict[uuid.UUID, dict[int, int]]
"""By earlier upload, the places there of rows that say the same, by their places here."""


def _accepted_keep(
    upload: ActivityUpload, agent: str, rows: Sequence[tuple[str, AcceptedRow]]
) -> tuple[list[Rejection], _Again]:
    """Keep the rows; answers with those that are here from another file, told with its name, and their places."""
    sites = _sites(upload.period, [row for _, row in rows])
    before: list[Rejection] = []
    again: _Again = {}
    with connection.cursor() as cursor:
        for first in range(0, len(rows), _CHUNK):
            chunk = rows[first : first + _CHUNK]
            fixed: list[Any] = [current_tenant_id(), upload.id, upload.period_id, agent]
            cursor.execute(_KEEP_SQL, [*fixed, *_columns(chunk, sites)])
            kept = {number for (number,) in cursor.fetchall()}
            if len(kept) < len(chunk):
                before += _known(upload, [(name, row) for name, row in chunk if row.row not in kept], again)
    return before, again


def _columns(rows: Sequence[tuple[str, AcceptedRow]], sites: dict[str, Site]) -> list[list[Any]]:
    only = [row for _, row in rows]
    return [
        [sites[row.site].id for row in only],
        [row.row for row in only],
        [row.start for row in only],
        [row.end for row in only],
        [row.quantity for row in only],
        [row.unit for row in only],
        [row.basis for row in only],
        [json.dumps(row.attributes) for row in only],
        [row.reference for row in only],
        [row.description for row in only],
        [row.is_estimated for row in only],
        [name for name, _ in rows],
    ]


def _known(upload: ActivityUpload, rows: Sequence[tuple[str, AcceptedRow]], again: _Again) -> list[Rejection]:
    found = ActivityData.objects.filter(period_id=upload.period_id, row_hash__in=[name for name, _ in rows])
    here = {name: row.row for name, row in rows}
    places = {}
    for name, row, earlier, file in found.values_list("row_hash", "row", "upload_id", "upload__filename"):
        places[name] = f"row {row} of {file}"
        again.setdefault(earlier, {})[here[name]] = row
    return [Rejection(row.row, "", f"Says the same as {places[name]}, which is here already.") for name, row in rows]


def _others_keep(upload: ActivityUpload, rows: Iterable[Rejection], *, is_duplicate: bool) -> None:
    RejectedRow.objects.bulk_create(
        (
            RejectedRow(
                upload=upload, row=row.row, column=row.column[:100], reason=row.reason, is_duplicate=is_duplicate
            )
            for row in rows
        ),
        batch_size=2000,
    )


def _sites(period: ReportingPeriod, rows: Iterable[AcceptedRow]) -> dict[str, Site]:
    """By name; one that is not known yet belongs to the company that reports, and lies where all its rows say."""
    said: dict[str, set[str]] = {}
    for row in rows:
        said.setdefault(row.site, set()).add(country_said(row.attributes))
    names = said.keys()
    entities = [entity.id for entity in entities_of(period.entity_id)]
    known = {site.name: site for site in Site.objects.filter(entity_id__in=entities, name__in=names)}
    new = [
        Site(
            entity_id=period.entity_id,
            name=name,
            country=min(said[name]) if len(said[name]) == 1 else "",
            tenant_id=current_tenant_id(),
        )
        for name in sorted(names - known.keys())
    ]
    return known | {site.name: site for site in Site.objects.bulk_create(new)}
