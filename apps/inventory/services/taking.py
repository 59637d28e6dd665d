"""Taking a large file in, as a job that says how far it is."""

import uuid
from collections.abc import Mapping

from apps.inventory.models import StagedFile
from apps.inventory.selectors import staged_get
from apps.inventory.services.staging import staged_rows, staged_take
from apps.jobs.lost import repeatable
from apps.jobs.models import Job
from apps.jobs.services import Cancelled
from greenlang.isolation import tenant_scope

KIND = "upload"
repeatable(KIND)


def file_work(job: Job, tenant: uuid.UUID) -> Mapping[str, object]:
    """Read every row, then keep all of them in one transaction; done twice, it answers with what was kept first.

    Raises:
        Cancelled: somebody asked for it; the file is a draft again.
    """

    def watch(done: int, total: int) -> None:
        with tenant_scope(tenant):
            job.refresh_from_db(fields=["cancel_requested"])
            cancelled = job.cancel_requested
            if cancelled:
                StagedFile.objects.filter(job_id=job.id, upload=None).update(job_id=None)
            else:
                job.report(done=done, total=total, message="Reading rows")
        if cancelled:
            raise Cancelled("The file was not taken in.")

    with tenant_scope(tenant):
        staged = staged_get(job.arguments["staged_id"], content=True)
    rows = staged_rows(staged, watch)
    watch(rows.count, rows.count)
    with tenant_scope(tenant):
        upload = staged_take(staged_id=staged.id, rows=rows, taken_by=job.created_by)
    return {"upload_id": str(upload.id), "rows_in": upload.rows_in, "accepted": upload.accepted}
