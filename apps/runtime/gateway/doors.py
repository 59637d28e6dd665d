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

from apps.runtime.gateway.pipeline import Answer, Request, answer
from apps.tenants.authentication import bearer_of
from greenlang.edges.bodies import MAX_BODY_BYTES
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

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """Answer."""
        reference = self._reference(environ)
        if reference is None:
            return self.within(environ, start)
        connection.close_if_unusable_or_obsolete()
        found = answer(_request(reference, environ))
        body = self._compressed(found, environ)
        headers = [*found.headers.items(), *self.headers, ("Content-Length", str(len(body)))]
        start(f"{found.status} {HTTPStatus(found.status).phrase}", headers)
        return [body]

    def _reference(self, environ: dict[str, Any]) -> str | None:
        """The agent that is meant; None where the request is Django's."""
        if environ["REQUEST_METHOD"] != "POST" or environ.get("SCRIPT_NAME") or self._to_https:
            return None
        match = PATH.fullmatch(environ["PATH_INFO"])
        if match is None or not _host_allowed(environ.get("HTTP_HOST", ""), tuple(settings.ALLOWED_HOSTS)):
            return None
        # Chunks have no length; Django reads none either.
        return match[1]

    @staticmethod
    def _compressed(found: Answer, environ: dict[str, Any]) -> bytes:
        if len(found.body) < LEAST_COMPRESSED or "gzip" not in environ.get("HTTP_ACCEPT_ENCODING", ""):
            return found.body
        packer = zlib.compressobj(1, zlib.DEFLATED, 31)
        found.headers |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
        return packer.compress(found.body) + packer.flush()


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
