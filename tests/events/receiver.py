"""A tenant's own system, as far as webhooks see it: an HTTP server that keeps what it was told."""

import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Receiver:
    """Answers with the statuses it is given, the last one for good.

    Attributes:
        answers: status and headers of each answer in turn; status 0: none at all.
    """

    answers: list[tuple[int, Mapping[str, str]]] = field(default_factory=lambda: [(204, {})])
    heard: list[tuple[Mapping[str, str], bytes]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://hooks.example.com:{self.port}/greenlang?from=us"

    def answer(self) -> tuple[int, Mapping[str, str]]:
        """The next one."""
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@contextmanager
def receiver(*answers: tuple[int, Mapping[str, str]], tls: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    """A receiver on the loopback for the duration of a block; with TLS where it has a certificate."""
    found = Receiver(list(answers) or [(204, {})])

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            found.paths.append(self.path)
            found.heard.append(({name.lower(): value for name, value in self.headers.items()}, body))
            status, headers = found.answer()
            if status == 0:
                time.sleep(5)
                return
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            """Nothing."""

        def log_error(self, *words: Any) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    found.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
