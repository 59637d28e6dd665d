"""A Redis of the test's own, which it may stop, freeze and fill with garbage."""

import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

import redis

from greenlang.embedded import redis_server


@dataclass
class PrivateRedis:
    """A server without persistence on a socket in a short folder."""

    folder: Path
    _process: "subprocess.Popen[bytes] | None" = field(default=None, init=False)

    @property
    def url(self) -> str:
        """For redis-py."""
        return f"unix://{self.folder}/redis.sock"

    @property
    def client(self) -> redis.Redis:
        """A patient client for looking inside."""
        return redis.Redis.from_url(self.url)

    def start(self) -> None:
        """Start, empty, and wait until it answers."""
        options = {"port": "0", "unixsocket": f"{self.folder}/redis.sock", "save": "", "appendonly": "no"}
        arguments = [part for name, value in options.items() for part in (f"--{name}", value)]
        self._process = subprocess.Popen(
            [redis_server.binary(), *arguments], cwd=self.folder, stdout=subprocess.DEVNULL
        )
        until = time.monotonic() + 10
        while True:
            try:
                self.client.ping()
                return
            except redis.RedisError:
                assert time.monotonic() < until, "Redis did not start"
                time.sleep(0.02)

    def stop(self) -> None:
        """End it at once, as a crash does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def freeze(self) -> None:
        """Connections stay open and nothing answers."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """It goes on."""
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)
