"""One POST to a checked address: no redirect, no proxy, no more of a body than is asked for, a limit on the whole."""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace

from apps.events.webhooks.guard import Guard, Target
from greenlang.errors import Refused

CONNECT_SECONDS = 5.0
TOTAL_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a receiver said. ``status`` 0: it said nothing; ``detail`` says why.

    Attributes:
        retry_after: seconds, as the receiver asked; 0: it did not.
        body: where it was listened to, and was accepted.
    """

    status: int
    detail: str = ""
    retry_after: int = 0
    body: bytes = b""

    @property
    def accepted(self) -> bool:
        """Any 2xx."""
        return 200 <= self.status < 300


@dataclass(frozen=True, slots=True)
class Transport:
    """Delivers.

    Args:
        guard: says where to connect.
        tls: how receivers are trusted.
        total_seconds: after which a receiver is left, whatever it is at.
    """

    guard: Guard
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    total_seconds: float = TOTAL_SECONDS

    def post(self, target: Target, headers: Mapping[str, str], body: bytes, *, hear: int = 0) -> Answer:
        """Say it, and hear the status; nothing is raised.

        Args:
            hear: bytes of what is answered that are read at most; what is longer counts as no answer.
        """
        try:
            addresses = self.guard.addresses(target.host, target.port)
        except Refused as error:
            return Answer(0, str(error))
        connection = _Pinned(target, addresses, self.tls, time.monotonic() + self.total_seconds)
        ended = threading.Timer(self.total_seconds, connection.break_off)
        ended.daemon = True
        ended.start()
        try:
            connection.request("POST", target.path, body, {"Host": target.authority, **headers})
            answer = connection.getresponse()
            return _heard(_answer(answer), answer, hear)
        except (OSError, http.client.HTTPException, ValueError) as error:
            late = f"no answer within {self.total_seconds:g} seconds"
            return Answer(0, late if connection.late else f"{type(error).__name__}: {error}"[:300])
        finally:
            ended.cancel()
            connection.close()


def _answer(answer: http.client.HTTPResponse) -> Answer:
    if 300 <= answer.status < 400:
        return Answer(answer.status, "It redirects, and redirects are not followed: subscribe the final URL.")
    asked = answer.getheader("Retry-After", "")
    whole = asked.isascii() and asked.isdigit() and len(asked) < 7
    return Answer(answer.status, "", int(asked) if whole else 0)


def _heard(told: Answer, answer: http.client.HTTPResponse, most: int) -> Answer:
    if not most or not told.accepted:
        return told
    body = answer.read(most + 1)
    if len(body) > most:
        return Answer(0, f"It answered with more than {most} bytes.")
    return replace(told, body=body)


class _Pinned(http.client.HTTPConnection):
    """Connects to addresses that were checked, and to TLS by the host's name."""

    def __init__(self, target: Target, addresses: list[str], tls: ssl.SSLContext, deadline: float) -> None:
        super().__init__(target.host, target.port, timeout=CONNECT_SECONDS)
        self._target, self._addresses, self._tls, self._deadline = target, addresses, tls, deadline
        self._raw: socket.socket | None = None

    def connect(self) -> None:
        """To the first address that answers."""
        last: OSError = OSError("no address")
        for address in self._addresses:
            try:
                self._raw = socket.create_connection((address, self._target.port), min(CONNECT_SECONDS, self._left()))
                break
            except OSError as error:
                last = error
        if self._raw is None:
            raise last
        self.sock = self._raw
        # From here on the timer can break it off; what it came too early for ends here.
        self._raw.settimeout(self._left())
        if self._target.scheme == "https":
            name = self._target.host
            self.sock = self._tls.wrap_socket(self._raw, server_hostname=name, do_handshake_on_connect=False)
            self.sock.settimeout(self._left())
            self.sock.do_handshake()

    @property
    def late(self) -> bool:
        """Whether the time is over."""
        return time.monotonic() >= self._deadline

    def _left(self) -> float:
        """Seconds.

        Raises:
            TimeoutError: none.
        """
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def break_off(self) -> None:
        """From another thread: end whatever is waited for."""
        if self.sock is not None:
            with suppress(OSError):
                # The connection's end, which the other thread meets; not TLS's own, which would take the layer away.
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)
