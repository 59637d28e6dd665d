"""The processes that serve: web, workers, relay, consumers and sweeper, as children of the supervisor."""

import contextlib
import errno
import json
import os
import socket
import ssl
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from django.conf import settings

from greenlang.embedded.children import Child, Children
from greenlang.embedded.errors import ServiceFailed
from greenlang.errors import Unavailable

READY_SECONDS = 60.0
WEB_WORKERS = 2
# More would wait for one lock, fewer would commit alone: what waits for the disk at once is committed together.
WEB_THREADS = 8
TASK_WORKERS = 2
WEB_STOP_SECONDS = 10


class PortInUse(Unavailable):
    """Somebody else listens there."""

    code = "port-in-use"


def refuse_port_in_use(host: str, port: int) -> None:
    """Go on only when the address is free.

    Raises:
        PortInUse: with another way to start.
    """
    if not 0 < port < 65536:
        raise PortInUse(f"{port} is no port.", where="--port", mend="Give one from 1 to 65535, such as 8000.")
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except socket.gaierror as error:
            raise PortInUse(f"{host} is no address of this machine.", where="--host", mend="Use 127.0.0.1.") from error
        except OSError as error:
            if error.errno not in {errno.EADDRINUSE, errno.EACCES, errno.EADDRNOTAVAIL}:
                raise
            raise PortInUse(
                f"Port {port} on {host} cannot be used: {os.strerror(error.errno)}.",
                where="--port",
                mend=f"Stop what listens there, or give another: --port {port + 1 if port < 65535 else 8000}.",
            ) from error


def web_command(host: str, port: int, *, stop_seconds: int = WEB_STOP_SECONDS) -> list[str]:
    """What serves the web, here as in a container; told to stop, it has ended before `stop_seconds` are over."""
    # A worker of granian that is told to stop while it starts never hears of it, and its parent waits for good.
    kill = max(stop_seconds - 2, 1)
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(WEB_WORKERS), "--blocking-threads", str(WEB_THREADS), "--no-ws",
        "--respawn-failed-workers", "--workers-kill-timeout", str(kill), *_tls(), "greenlang.wsgi:application",
    ]  # fmt: skip


def _tls() -> tuple[str, ...]:
    if settings.TLS is None:
        return ()
    certificate, key = settings.TLS
    return "--ssl-certificate", str(certificate), "--ssl-keyfile", str(key)


def address_of(host: str, port: int) -> str:
    """Where the web server is reached, by TLS where it has a certificate."""
    return f"{'http' if settings.TLS is None else 'https'}://{host}:{port}"


def serve(children: Children, *, host: str, port: int, public_url: str) -> tuple[Child, Child]:
    """Start web, workers, relay, consumers and sweeper; they are ready when `wait_ready` returns."""
    env = {**os.environ, "GREENLANG_PUBLIC_URL": public_url, "DJANGO_SETTINGS_MODULE": "greenlang.settings"}
    root = Path(settings.BASE_DIR)
    web = children.spawn("web", web_command(host, port), env=env, cwd=root, stop_seconds=WEB_STOP_SECONDS)
    worker = children.spawn(
        "worker",
        [
            sys.executable, "-m", "celery", "--app", "greenlang.celery", "worker", "--concurrency", str(TASK_WORKERS),
            "--loglevel", "INFO", "--without-gossip", "--without-mingle",
        ],
        env=env,
        cwd=root,
    )  # fmt: skip
    for command in ("relay", "consume", "sweeper"):
        children.spawn(command, [sys.executable, "-m", "django", command], env=env, cwd=root)
    return web, worker


def _trust() -> ssl.SSLContext | None:
    """Of our own server, by its own certificate, whatever names stand in it."""
    if settings.TLS is None:
        return None
    context = ssl.create_default_context(cafile=str(settings.TLS[0]))
    context.check_hostname = False
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    return context


def wait_ready(children: Children, url: str) -> None:
    """Until the web answers that it is ready.

    Raises:
        ServiceFailed: a child ended, or the time is up.
    """
    until, trust = time.monotonic() + READY_SECONDS, _trust()
    while True:
        children.check()
        with (
            contextlib.suppress(urllib.error.URLError, OSError, ValueError),
            urllib.request.urlopen(f"{url}/ready", timeout=5, context=trust) as answer,
        ):
            if json.load(answer)["status"] == "ok":
                return
        if time.monotonic() > until:
            raise ServiceFailed(
                f"The web server did not become ready within {READY_SECONDS:.0f} s.",
                where=url,
                mend="Its log is in the data directory, logs/web.log.",
            )
        time.sleep(0.1)
