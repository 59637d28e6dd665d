"""A database and a Redis of a test's own, and processes of the product on them."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from apps.events.bus.redis_streams import RedisPublisher
from apps.events.relay import Relay
from greenlang.embedded import postgres
from tests.caching.private_redis import PrivateRedis
from tests.database import TestDatabase

PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Surroundings:
    """One database and one Redis, and processes on them."""

    database: TestDatabase
    redis: PrivateRedis

    @property
    def service_url(self) -> str:
        """As the relay connects."""
        return postgres.dsn(settings.DATA, settings.DATABASE_ROLES["service"], self.database.name)

    @property
    def environment(self) -> dict[str, str]:
        """Of a process on this database and this Redis."""
        role = settings.DATABASE_ROLES["app"]
        return {
            **os.environ,
            "DATABASE_URL": postgres.dsn(settings.DATA, role, self.database.name),
            "DATABASE_SERVICE_URL": self.service_url,
            "REDIS_URL": self.redis.url,
            "GREENLANG_LOG_LEVEL": "INFO",
        }

    def start(
        self, *arguments: str, output: int = subprocess.DEVNULL, more: Mapping[str, str] | None = None
    ) -> "subprocess.Popen[str]":
        """A Python process with these arguments; ``more`` goes into its environment."""
        environment = {**self.environment, **(more or {})}
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=PROJECT,
            env=environment,
            stdout=output,
            stderr=output,
            text=True,
            start_new_session=True,
        )

    def start_relay(self, **more: str) -> "subprocess.Popen[str]":
        """The command itself."""
        return self.start("-m", "django", "relay", more=more)

    @contextmanager
    def relay(self) -> Iterator[None]:
        """A relay in a thread for the duration of a block."""
        stop = threading.Event()
        thread = threading.Thread(
            target=Relay(self.service_url, lambda: RedisPublisher(self.redis.url)).run, args=(stop,)
        )
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()
