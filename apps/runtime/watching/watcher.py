"""Goes round the tenants until it is told to stop; one works, others stand by."""

import logging
import threading
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta

import psycopg
from django.db import DatabaseError, connection
from django.utils import timezone

from apps.events.relay import holds_lock
from apps.runtime.watching.minutes import CATCH_UP, LOOK_BACK, minutes_tell
from greenlang.isolation import tenant_scope
from greenlang.working_alone import Alone

log = logging.getLogger(__name__)
ROUND_SECONDS = 30.0


@dataclass
class Watcher:
    """Args:
    database_url: connects as the service role, to hold the lock; what is looked at is looked at in each tenant's scope.
    tenant_ids: asked at each round.
    """

    database_url: str
    tenant_ids: Callable[[], Iterable[uuid.UUID]]
    stop: threading.Event = field(default_factory=threading.Event)
    _began: bool = field(default=False, init=False)

    def run(self) -> None:
        """Work until ``stop`` is set; a database that is away is waited for."""
        while not self.stop.is_set():
            try:
                with psycopg.connect(self.database_url, autocommit=True, application_name="greenlang watcher") as lock:
                    while not self.stop.wait(ROUND_SECONDS):
                        if holds_lock(lock, Alone.WATCHER.value):
                            self.round()
            except (psycopg.Error, DatabaseError) as error:
                log.warning("the watcher waits: %s", str(error).splitlines()[0] if str(error) else "no answer")
                self.stop.wait(ROUND_SECONDS)
            finally:
                connection.close()

    def round(self) -> None:
        """Every tenant once; what fails with one keeps none from the next."""
        back = LOOK_BACK if self._began else CATCH_UP
        for tenant_id in self.tenant_ids():
            if self.stop.is_set():
                return
            self._tenant(tenant_id, back)
        self._began = True

    def _tenant(self, tenant_id: uuid.UUID, back: timedelta) -> None:
        try:
            with tenant_scope(tenant_id):
                minutes_tell(now=timezone.now(), back=back)
        except DatabaseError:
            raise
        except Exception:
            log.exception("what tenant %s did could not be counted", tenant_id)
