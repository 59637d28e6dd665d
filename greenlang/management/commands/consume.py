"""``consume``: consumer groups, webhooks, remote executions, metrics, what is let go with age; `up` starts one."""

import logging
import os
import signal
import socket
import threading
import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from apps.events.bus.choice import subscription
from apps.events.consumers import Group, Worker, groups
from apps.events.retention import tenants_purge
from apps.events.webhooks.sender import Sender
from apps.events.webhooks.services import guard
from apps.events.webhooks.transport import Transport
from apps.factory.resuming import resume_until
from apps.runtime.remote.answering import Answerer
from apps.runtime.watching.watcher import Watcher
from apps.tenants.selectors import tenants_all
from apps.tenants.sessions import sessions_purge
from greenlang.caching.invalidation import NIL_TENANT

log = logging.getLogger(__name__)
PURGE_SECONDS = 3600.0
JOIN_SECONDS = 20.0


class Command(BaseCommand):
    """Runs until it is told to stop; any number may run, on any number of machines."""

    help = "Do what consumer groups have to do with events, deliver webhooks, and execute what is asked remotely."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Which groups; all of them where none is named."""
        parser.add_argument("--group", action="append", default=[], help="only this group (may be given again)")

    def handle(self, *args: Any, **options: Any) -> None:
        """SIGTERM and Ctrl-C end it between two events."""
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        wanted = [group for name, group in groups.items() if not options["group"] or name in options["group"]]
        threads = [_thread(group.name, worker_of(group, stop).run) for group in wanted]
        if not options["group"]:
            sender = Sender(settings.DATABASE_SERVICE_URL, Transport(guard()), stop)
            answerer = Answerer(f"{socket.gethostname()}-{os.getpid()}-{uuid.uuid4().hex[:8]}", stop)
            threads += [
                _thread("webhook sender", sender.run),
                _thread("remote execution", answerer.run),
                _thread("sagas", partial(resume_until, stop, settings.DATABASE_SERVICE_URL)),
                _thread("watcher", Watcher(settings.DATABASE_SERVICE_URL, owners, stop).run),
                _thread("purge", partial(purge, stop)),
            ]
        stop.wait()
        for thread in threads:
            thread.join(JOIN_SECONDS)


def worker_of(group: Group, stop: threading.Event) -> Worker:
    """A member of a group on the bus of the settings."""
    kafka = bool(settings.KAFKA)
    join = partial(subscription, group.name, group.topics, alone=group.ordered and not kafka)
    return Worker(group, join, "" if kafka else settings.DATABASE_SERVICE_URL, stop)


def owners() -> list[uuid.UUID]:
    """Whose events there are: every tenant's, and those that concern everybody."""
    return [NIL_TENANT, *(tenant.id for tenant in tenants_all())]


def purge(stop: threading.Event) -> None:
    """Let go of what is old, now and then; what fails is tried again the next time."""
    while not stop.wait(PURGE_SECONDS):
        old_let_go(stop)


def old_let_go(stop: threading.Event) -> None:
    """Events and notes of them of every tenant, and sign-ins that have run out; what fails holds up nothing else."""
    purges: dict[str, Callable[[], int]] = {
        "events and notes of them": lambda: tenants_purge(owners(), stop),
        "sessions": lambda: sessions_purge(stop),
    }
    for what, purge_them in purges.items():
        try:
            purge_them()
        except Exception:
            log.exception("Old %s could not be let go", what)
        finally:
            connection.close()


def _thread(name: str, run: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=run, name=name, daemon=True)
    thread.start()
    return thread
