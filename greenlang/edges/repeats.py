"""Requests that may come twice: what a door needs to know about them. Who keeps the answers is a setting."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Protocol, cast

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

from greenlang.edges.actor import Actor
from greenlang.edges.bodies import BodyTooLarge
from greenlang.errors import Conflict, InvalidInput

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
LONGEST = 255
KEPT_HEADERS = ("Content-Type", "Location", "Retry-After", "Deprecation", "Link", "ETag")


class InProgress(Conflict):
    """The first request with this key is still being answered."""

    code = "request-in-progress"


class OtherRequest(InvalidInput):
    """The key was used for something else."""

    code = "idempotency-key-reused"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that names a key: the key, and a hash of the address and the body."""

    key: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer as it is given again: status, some of its headers, body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def response(self) -> HttpResponse:
        """For a view; ``Idempotency-Replayed`` says that nothing was done this time."""
        return HttpResponse(self.body, status=self.status, headers={**self.headers, REPLAYED: "true"})


class AnswerKeeper(Protocol):
    """Keeps answers. Both verbs belong into one transaction in the tenant's scope, with the work between them."""

    def begin(self, asked: Asked, actor: Actor) -> Answered | None:
        """The kept answer; None where the work is to be done, which nobody else then begins until the transaction ends.

        Raises:
            InProgress: somebody is at it.
            OtherRequest: the key was used with another address or body.
        """
        ...

    def keep(self, asked: Asked, actor: Actor, answered: Answered) -> None:
        """Keep what was answered."""
        ...


@cache
def answer_keeper() -> AnswerKeeper:
    """Of this installation (``REPEATED_REQUESTS``)."""
    return cast(AnswerKeeper, import_string(settings.REPEATED_REQUESTS)())


def key_of(text: str) -> str:
    """The key a header names, quoted as in the draft or bare.

    Raises:
        InvalidInput: it is none.
    """
    key = text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text
    if not 0 < len(key) <= LONGEST or not key.isascii() or not key.isprintable():
        mend = f"1 to {LONGEST} printable ASCII characters, such as a UUID."
        raise InvalidInput("The key is none.", where=HEADER, mend=mend)
    return key


def fingerprint_of(path: str, content_type: str, body: bytes) -> str:
    """A hash of what was asked; the boundary of a form, which each client makes up anew, is no part of it."""
    kind, _, more = content_type.partition(";")
    form = kind.strip().lower().startswith("multipart/")
    boundary = more.partition("boundary=")[2].strip('" ').encode() if form else b""
    content = body.replace(b"--" + boundary, b"--") if boundary else body
    return hashlib.sha256(b"\n".join((path.encode(), kind.strip().lower().encode(), content))).hexdigest()


def drain(request: HttpRequest, most: int = 64 << 20) -> None:
    """Read what is left of a body and let it go: who still sends would not hear an answer."""
    while most > 0 and (piece := request.read(1 << 16)):
        most -= len(piece)


def asked_of(request: HttpRequest) -> Asked | None:
    """What a POST that names a key asks; None where it names none.

    Raises:
        InvalidInput: the key is none.
        BodyTooLarge: more than any request has reason to be.
    """
    text = request.headers.get(HEADER)
    if text is None or request.method != "POST":
        return None
    try:
        body = request.body
    except RequestDataTooBig as error:
        drain(request)
        raise BodyTooLarge(f"The body is larger than {settings.DATA_UPLOAD_MAX_MEMORY_SIZE >> 20} MB.") from error
    return Asked(key_of(text.strip()), fingerprint_of(request.get_full_path(), request.content_type or "", body))
