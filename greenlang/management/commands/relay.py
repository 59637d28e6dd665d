"""``relay``: tells what the outbox holds; one works, others stand by. It also signs checkpoints of the ledgers."""

import logging
import signal
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection

from apps.calculations.services.checkpoints import checkpoints_sweep
from apps.events.bus.choice import publisher
from apps.events.edge import edge_listener
from apps.events.relay import Relay

log = logging.getLogger(__name__)
# A record is anchored after at most 60 seconds, which the sweep itself decides; it only has to come by often enough.
SWEEP_SECONDS = 5.0


class Command(BaseCommand):
    """Runs until it is told to stop; `up` starts one."""

    help = "Publish committed events on the bus, and tell HTTP caches what has changed."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """SIGTERM and Ctrl-C end it between two batches."""
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        edge = edge_listener(settings.REDIS_URL, settings.EDGE_CACHE_URLS)
        if edge is not None:
            edge.start()
        sweeper = threading.Thread(target=sweep, args=[stop], name="checkpoints", daemon=True)
        sweeper.start()
        Relay(settings.DATABASE_SERVICE_URL, publisher).run(stop)


def sweep(stop: threading.Event) -> None:
    """Sign every chain that went on, now and then, until the end; what fails is tried again the next time."""
    while not stop.wait(SWEEP_SECONDS):
        try:
            checkpoints_sweep()
        except Exception:
            log.exception("The checkpoints could not be signed")
        finally:
            connection.close()
