"""Two doors to the gateway: a path of the WSGI application beside Django's own machinery, and a Django view.

The first is what a server runs; the second is for whatever goes through Django's routing (its test client, its
development server). Both answer the same.
"""

import re
import zlib
from collections.abc import Callable, Iterable
from functools import lru_cache
from http import HTTPStatus
from typing import Any, TypeAlias

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port, validate_host

from apps.runtime.gateway.pipeline import Answer, Request, answer, problem
from apps.tenants.authentication import bearer_of
from greenlang.edges.bodies import MAX_BODY_BYTES, EncodedBody, LengthRequired
from greenlang.edges.repeats import HEADER

PATH = re.compile(r"/api/v1/agents/([-a-zA-Z0-9_]+(?:@[-a-zA-Z0-9.+]+)?)/executions")
LEAST_COMPRESSED = 1000
Start: TypeAlias = Callable[..., Any]
Application: TypeAlias = Callable[[dict[str, Any], Start], Iterable[bytes]]


class Gateway:
    """A WSGI application: executions are answered here, everything else by the application within.

    Args:
        within: Django's.
        headers: those every answer carries, which Django's middleware would add.
    """

    def __init__(self, within: Application, headers: dict[str, str]) -> None:
        self.within = within
        self.headers = list(headers.items())
        self._to_https = settings.SECURE_SSL_REDIRECT
        self._secure_header = settings.SECURE_PROXY_SSL_HEADER

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """Answer."""
        untakable = _untakable(environ)
        reference = self._reference(environ)
        if reference is None and untakable is None:
            return self.within(environ, start)
        if untakable is not None:
            found = problem(untakable)
        else:
            connection.close_if_unusable_or_obsolete()
            found = answer(_request(reference or "", environ))
        body = self._compressed(found, environ)
        headers = [*found.headers.items(), *self.headers, ("Content-Length", str(len(body)))]
        start(f"{found.status} {HTTPStatus(found.status).phrase}", headers)
        return [body]

    def _reference(self, environ: dict[str, Any]) -> str | None:
        """The agent that is meant; None where the request is Django's."""
        if environ["REQUEST_METHOD"] != "POST" or environ.get("SCRIPT_NAME"):
            return None
        if self._to_https and not self._secure(environ):
            return None
        match = PATH.fullmatch(environ["PATH_INFO"])
        if match is None or not _host_allowed(environ.get("HTTP_HOST", ""), tuple(settings.ALLOWED_HOSTS)):
            return None
        return match[1]

    def _secure(self, environ: dict[str, Any]) -> bool:
        """As Django sees it: otherwise it sends the client to https."""
        if self._secure_header and (said := environ.get(self._secure_header[0])) is not None:
            return bool(said.partition(",")[0].strip() == self._secure_header[1])
        return bool(environ["wsgi.url_scheme"] == "https")

    @staticmethod
    def _compressed(found: Answer, environ: dict[str, Any]) -> bytes:
        if len(found.body) < LEAST_COMPRESSED or not takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")):
            return found.body
        packer = zlib.compressobj(1, zlib.DEFLATED, 31)
        found.headers |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
        return packer.compress(found.body) + packer.flush()


def takes_gzip(accepted: str) -> bool:
    """Whether an Accept-Encoding names it, and not with a weight of nothing."""
    for coding in accepted.lower().split(","):
        name, _, weight = coding.partition(";")
        if name.strip() == "gzip":
            return re.fullmatch(r"\s*q=0(\.0*)?\s*", weight) is None
    return False


def _untakable(environ: dict[str, Any]) -> Exception | None:
    """Why a body cannot be read as it comes: it would be taken for none, or for something else."""
    if environ.get("HTTP_TRANSFER_ENCODING") and not environ.get("CONTENT_LENGTH"):
        return LengthRequired()
    if environ.get("HTTP_CONTENT_ENCODING", "identity").strip().lower() not in {"", "identity"}:
        return EncodedBody()
    return None


def gateway_view(request: HttpRequest, reference: str) -> HttpResponse:
    """The same through Django's routing."""
    try:
        body = request.body
    except RequestDataTooBig:
        body = b" " * (MAX_BODY_BYTES + 1)
    found = answer(
        Request(
            reference=reference,
            bearer=bearer_of(request.headers.get("Authorization", "").encode("latin-1", "replace")),
            content_type=request.META.get("CONTENT_TYPE", ""),
            body=body,
            path=request.path,
            idempotency_key=request.headers.get(HEADER),
        )
    )
    return HttpResponse(found.body, status=found.status, headers=found.headers)


def _request(reference: str, environ: dict[str, Any]) -> Request:
    length = environ.get("CONTENT_LENGTH") or "0"
    size = int(length) if length.isascii() and length.isdecimal() and len(length) < 12 else 0
    return Request(
        reference=reference,
        bearer=bearer_of(environ.get("HTTP_AUTHORIZATION", "").encode("latin-1", "replace")),
        content_type=environ.get("CONTENT_TYPE", ""),
        body=environ["wsgi.input"].read(min(size, MAX_BODY_BYTES + 1)) if size else b"",
        path=environ["PATH_INFO"],
        idempotency_key=environ.get("HTTP_IDEMPOTENCY_KEY"),
    )


@lru_cache(maxsize=256)
def _host_allowed(host: str, allowed: tuple[str, ...]) -> bool:
    domain, _ = split_domain_port(host)
    return bool(domain) and validate_host(domain, list(allowed))
