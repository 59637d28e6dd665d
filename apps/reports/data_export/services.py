"""Asking for an export, writing it in a worker, and keeping it for a week."""

import hashlib
import json
import tempfile
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from typing import IO, Any

from celery import Task
from django.db import connection, models, transaction
from django.http import StreamingHttpResponse
from django.utils import timezone

from apps.events.audit import audit_record
from apps.events.models import AuditKind
from apps.jobs.models import Job
from apps.jobs.services import job_submit
from apps.reports.data_export.archive import README, Archive
from apps.reports.data_export.rows import plain
from apps.reports.data_export.tables import ExportedTable, exported_tables, left_out
from apps.reports.models import DataExport, DataExportPart
from apps.tenants.models import Membership, Tenant
from greenlang.errors import Conflict, NotFound
from greenlang.isolation import current_tenant_id, tenant_scope

KEPT = timedelta(days=7)
PART_BYTES = 4 << 20
_CHUNK = 500
Told = Callable[[int, int, str], None]


@transaction.atomic
def data_export_ask(*, asked_by: str, task: "Task[..., None]") -> DataExport:
    """A new export, still empty; those that are older than a week go.

    Args:
        task: writes it (`apps.reports.tasks.write_data_export`).

    Raises:
        Conflict: one is being written.
    """
    Tenant.objects.select_for_update().get(id=current_tenant_id())
    if any(is_being_written(each) for each in DataExport.objects.filter(finished_at=None)):
        raise Conflict("An export is being written already.", mend="Wait for it; it holds the same.")
    DataExport.objects.filter(models.Q(asked_at__lt=timezone.now() - KEPT) | models.Q(finished_at=None)).delete()
    audit_record(kind=AuditKind.DATA, act="asked for an export of all data", actor=asked_by)
    export = DataExport.objects.create(asked_by=asked_by[:200])
    named = {"export_id": str(export.id)}
    export.job_id = job_submit(kind="data-export", task=task, arguments=named, created_by=asked_by).id
    export.save(update_fields=["job_id"])
    return export


def is_being_written(export: DataExport) -> bool:
    """Whether a worker has it in hand, or will have."""
    job = job_of(export)
    return export.finished_at is None and job is not None and not job.is_terminal


class ExportState(StrEnum):
    """What became of an export."""

    READY = "ready"
    WRITING = "writing"
    FAILED = "failed"


def export_state(export: DataExport) -> ExportState:
    """Whether it can be downloaded, is being written, or came to nothing."""
    if export.finished_at:
        return ExportState.READY
    return ExportState.WRITING if is_being_written(export) else ExportState.FAILED


def job_of(export: DataExport) -> Job | None:
    """The work of writing it."""
    return Job.objects.filter(id=export.job_id).first() if export.job_id else None


def data_export_write(*, tenant_id: uuid.UUID, export_id: uuid.UUID, told: Told) -> dict[str, Any]:
    """Read everything as it stands at one moment, and keep it as one file.

    Args:
        told: called as the work goes on, outside its transactions: tables done, tables in all, the present one.
    """
    with tempfile.TemporaryFile() as out:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            with tenant_scope(tenant_id):
                manifest = _write(out, tenant_id, export_id, told)
        return _keep(out, tenant_id, export_id, manifest)


def _write(out: IO[bytes], tenant_id: uuid.UUID, export_id: uuid.UUID, told: Told) -> dict[str, Any]:
    tenant, export = Tenant.objects.get(id=tenant_id), DataExport.objects.get(id=export_id)
    at, archive, tables = timezone.now(), Archive(out), list(exported_tables())
    archive.add("README.txt", README.format(organisation=tenant.name, at=at.isoformat(timespec="seconds")).encode())
    archive.add("organisation.json", _organisation(tenant))
    for number, table in enumerate(tables):
        told(number, len(tables), table.name)
        with tempfile.TemporaryFile() as spool:
            archive.table(table.name, table.columns, _rows(table), spool)
        for path, content in _binaries(table):
            archive.add(path, content)
    told(len(tables), len(tables), "the manifest")
    return archive.close(
        {
            "organisation": {"slug": tenant.slug, "name": tenant.name},
            "at": at.isoformat(),
            "asked_by": export.asked_by,
            "left_out": left_out(),
        }
    )


def _rows(table: ExportedTable) -> Iterator[dict[str, Any]]:
    """Rows with plain values; instead of a binary one, where in the archive it is."""
    there = {f"{name}_there": models.Q(**{f"{name}__isnull": False}) for name in table.binary}
    kept = [column for column in table.columns if column not in table.binary]
    rows = table.model._default_manager.order_by("pk").annotate(**there).values("pk", *kept, *there)
    for row in rows.iterator(chunk_size=_CHUNK):
        yield {
            column: plain(row[column])
            if column not in table.binary
            else (_path(table, row["pk"], column) if row[f"{column}_there"] else None)
            for column in table.columns
        }


def _binaries(table: ExportedTable) -> Iterator[tuple[str, bytes]]:
    for column in sorted(table.binary):
        rows = table.model._default_manager.exclude(**{column: None}).order_by("pk").values_list("pk", column)
        for key, content in rows.iterator(chunk_size=1):
            yield _path(table, key, column), bytes(content)


def _path(table: ExportedTable, key: object, column: str) -> str:
    return f"files/{table.name}/{key}.{column}"


def _organisation(tenant: Tenant) -> bytes:
    members = Membership.objects.select_related("user").order_by("user__email")
    document = {
        "slug": tenant.slug,
        "name": tenant.name,
        "created_at": plain(tenant.created_at),
        "members": [
            {
                "user_id": str(member.user_id),
                "email": member.user.email,
                "name": member.user.name,
                "role": member.role,
                "since": plain(member.created_at),
            }
            for member in members
        ],
    }
    return json.dumps(document, indent=2, ensure_ascii=False).encode()


def _keep(out: IO[bytes], tenant_id: uuid.UUID, export_id: uuid.UUID, manifest: dict[str, Any]) -> dict[str, Any]:
    out.seek(0)
    sha256, size = hashlib.sha256(), 0
    with tenant_scope(tenant_id):
        DataExportPart.objects.filter(export_id=export_id).delete()
        position = 0
        while content := out.read(PART_BYTES):
            sha256.update(content)
            size += len(content)
            DataExportPart.objects.create(export_id=export_id, position=position, content=content)
            position += 1
        DataExport.objects.filter(id=export_id).update(
            finished_at=timezone.now(), size=size, sha256=sha256.hexdigest(), manifest=manifest
        )
    return {"export_id": str(export_id), "bytes": size, "sha256": sha256.hexdigest(), "files": len(manifest["files"])}


def data_exports(now: datetime | None = None) -> "models.QuerySet[DataExport]":
    """The present tenant's exports that are still kept, newest first."""
    return DataExport.objects.filter(asked_at__gt=(now or timezone.now()) - KEPT)


def data_export_get(export_id: uuid.UUID) -> DataExport:
    """A finished export of the present tenant.

    Raises:
        NotFound
    """
    found = data_exports().filter(id=export_id, finished_at__isnull=False).first()
    if found is None:
        raise NotFound("There is no such export.", where="export_id")
    return found


def data_export_chunks(*, tenant_id: uuid.UUID, export_id: uuid.UUID) -> Iterator[bytes]:
    """The file, piece by piece, each read in a scope of its own: an answer outlives the request's."""
    position = 0
    while True:
        with tenant_scope(tenant_id):
            part = DataExportPart.objects.filter(export_id=export_id, position=position).first()
        if part is None:
            return
        yield bytes(part.content)
        position += 1


def data_export_file(*, tenant_id: uuid.UUID, export_id: uuid.UUID, downloaded_by: str) -> StreamingHttpResponse:
    """The file of a finished export, read piece by piece while it is sent; noted in the audit log.

    Raises:
        NotFound
    """
    export = data_export_get(export_id)
    audit_record(kind=AuditKind.DATA, act="downloaded an export of all data", actor=downloaded_by)
    chunks = data_export_chunks(tenant_id=tenant_id, export_id=export.id)
    response = StreamingHttpResponse(chunks, content_type="application/zip")
    response.headers["Content-Length"] = str(export.size)
    # Packed already: packing it again would take time and its length away.
    response.headers["Content-Encoding"] = "identity"
    response.headers["Content-Disposition"] = f'attachment; filename="greenlang-{export.asked_at:%Y-%m-%d}.zip"'
    return response
