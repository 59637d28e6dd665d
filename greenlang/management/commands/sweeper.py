"""``sweeper``: puts work on its way again that a broker or a worker lost; one works, others stand by."""

import signal
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from apps.runtime.batch.sweeping import Sweeper


class Command(BaseCommand):
    """Runs until it is told to stop; `up` starts one."""

    help = "Find partitions and jobs that nobody is at any more, and hand them to the workers again."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """SIGTERM and Ctrl-C end it between two rounds."""
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        Sweeper(settings.DATABASE_SERVICE_URL).run(stop)
