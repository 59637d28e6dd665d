"""Telling a worker that a round is due: workers alone may ask a cluster anything."""

import logging
import time
from dataclasses import dataclass

from celery import current_app
from django.conf import settings

log = logging.getLogger(__name__)
TASK = "runtime.oversee"


@dataclass(slots=True)
class Rounds:
    """When a round is due; ``due`` is on the process's own clock, which never goes back."""

    due: float = 0.0

    def tell_if_due(self) -> bool:
        """Tell the broker where it is time; whether it was. A round that no worker begins in time is dropped."""
        if time.monotonic() < self.due:
            return False
        self.due = time.monotonic() + settings.OVERSEE_SECONDS
        try:
            current_app.send_task(TASK, expires=settings.OVERSEE_SECONDS, ignore_result=True)
        except Exception as error:
            log.warning("the broker could not be told of a round, which is told of again: %s", error)
        return True
