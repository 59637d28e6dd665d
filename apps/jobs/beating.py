"""A job's worker says that it lives, beside its work."""

import logging
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, InterfaceError, connection

from apps.jobs.models import Job
from greenlang.isolation import tenant_scope

log = logging.getLogger(__name__)
BEAT_SECONDS = 15.0


@contextmanager
def beating(tenant_id: uuid.UUID, job: Job) -> Iterator[None]:
    """Say it every `BEAT_SECONDS` for the duration of a block, from a thread of its own."""
    stop = threading.Event()
    thread = threading.Thread(target=_beat_until, args=(stop, tenant_id, job), name="heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _beat_until(stop: threading.Event, tenant_id: uuid.UUID, job: Job) -> None:
    while not stop.wait(BEAT_SECONDS):
        try:
            with tenant_scope(tenant_id):
                mine = _said(job)
        except (DatabaseError, InterfaceError) as error:
            log.warning("a worker could not say that it lives: %s", str(error).splitlines()[0])
        else:
            if not mine:
                return
        finally:
            # One connection a worker is enough, but for this moment.
            connection.close()


def _said(job: Job) -> bool:
    """Say it; whether the job is still this worker's. Where the work itself has the row locked, that says it."""
    if job.held.select_for_update(skip_locked=True).first() is None:
        return job.held.exists()
    return job.heard()
