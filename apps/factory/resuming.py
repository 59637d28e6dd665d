"""Builds whose worker ended half way: what is registered is deployed, everything else is taken back."""

import logging
import threading
import uuid
from datetime import timedelta

import psycopg
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from apps.agents.lifecycle import State
from apps.agents.models import AgentVersion
from apps.events.models import SagaEntry
from apps.events.sagas import ENDS, What
from apps.factory.build_saga import DEPLOY, NAME, REGISTER, saga_log
from apps.factory.services import KIND, job_of
from apps.factory.tasks import build_agent
from apps.jobs.models import Job, JobState
from greenlang.isolation import current_tenant_id, tenant_scope

log = logging.getLogger(__name__)

SECONDS = 15.0
MOST_ATTEMPTS = 3
LOOKED_AT = timedelta(days=1)
_TENANTS = """
SELECT DISTINCT tenant_id FROM jobs_job
WHERE kind = 'build' AND state = 'failed' AND finished_at > clock_timestamp() - interval '1 day'
"""


def resume_until(stop: threading.Event, database_url: str) -> None:
    """Look for such builds of every tenant, now and then, until the end.

    Args:
        database_url: connects as the service role, which sees jobs; what is done is done in each tenant's scope.
    """
    while not stop.wait(SECONDS):
        try:
            with psycopg.connect(database_url, autocommit=True, application_name="greenlang sagas") as service:
                tenants = [uuid.UUID(str(row[0])) for row in service.execute(_TENANTS)]
            for tenant_id in tenants:
                with tenant_scope(tenant_id):
                    builds_resume()
        except (psycopg.Error, DatabaseError) as error:
            log.warning("builds wait to be resumed: %s", str(error).splitlines()[0])
        except Exception:
            log.exception("A build could not be resumed")
        finally:
            connection.close()


def builds_resume() -> int:
    """Put the present tenant's builds whose saga has not ended on their way again; how many there were.

    A job is looked at once it has failed: as long as it runs, its worker may be at it.
    """
    entries = SagaEntry.objects.filter(saga=NAME)
    jobs = Job.objects.filter(kind=KIND, state=JobState.FAILED, finished_at__gt=timezone.now() - LOOKED_AT)
    open_jobs = jobs.filter(id__in=entries.values("saga_id")).exclude(
        id__in=entries.filter(what__in=ENDS).values("saga_id")
    )
    found = list(open_jobs.select_for_update(skip_locked=True))
    for job in found:
        build_resume(job)
    return len(found)


def build_resume(job: Job) -> None:
    """Queue a failed build's job again, with what its log lacks written into it.

    A build that was begun anew since is let be.
    """
    tenant_id = current_tenant_id()
    lines, version = saga_log(tenant_id, job.id), AgentVersion.objects.get(id=job.arguments["version_id"])
    latest = job_of(version)
    if latest is None or latest.id != job.id:
        lines.write("", What.COMPENSATED, {"reason": "The version was begun anew."})
        return
    found = lines.standing()
    if not found.reason:
        begun = SagaEntry.objects.filter(saga_id=job.id, step=DEPLOY, what=What.BEGUN).count()
        goes_on = version.state == State.STAGED and begun < MOST_ATTEMPTS
        if not goes_on and version.state not in {State.ACTIVE, State.RUNNING}:
            times = f" {begun} times" if begun > 1 else ""
            reason = f"The worker ended{times} before this was done."
            lines.write(found.open or REGISTER, What.FAILED, {"reason": reason})
    job.queue_again()
    transaction.on_commit(lambda: build_agent.delay(str(tenant_id), str(job.id)), robust=True)
