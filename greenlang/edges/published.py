"""Answers anybody may read and any cache may keep: the published catalogue, and nothing of a tenant.

Everything else is ``private, no-store``; what is published says so by being a `PublishedView`.
"""

import hashlib
import re
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from rest_framework.permissions import AllowAny

from greenlang.edges.doors import Door
from greenlang.engine.canonical_json import sha256_of

BROWSER_SECONDS = 300
EDGE_SECONDS = 24 * 3600
CACHE_CONTROL = f"public, max-age={BROWSER_SECONDS}, s-maxage={EDGE_SECONDS}"
CATALOGUE_KEY = "catalogue"
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_ETAG = re.compile(r'"[^"]*"')


class PublishedView(Door):
    """An endpoint of the published catalogue. Asks nobody who they are, and answers everybody the same.

    Answers to GET and HEAD carry a strong ETag, made of the published data's state and the address asked for; who
    has the answer already gets 304, and nothing is read for it. Refusals are not for keeping.
    """

    authentication_classes: Any = ()
    permission_classes: Any = (AllowAny,)
    form = "1"
    """Raised when the same data are answered in another form."""

    def published_state(self) -> str:
        """A hash of all the data the answers depend on."""
        raise TypeError(f"{type(self).__name__} does not say what its answers depend on")

    def published_keys(self, **kwargs: Any) -> Iterable[str]:
        """Surrogate keys by which an edge can be told to forget the answer; ``catalogue`` is always one.

        Args:
            kwargs: those of the address.
        """
        return ()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer, or say that nothing has changed."""
        if request.method not in {"GET", "HEAD"}:
            return super().dispatch(request, *args, **kwargs)
        etag = entity_tag(request, self.published_state(), self.form)
        answer: HttpResponseBase
        if is_known(etag, request.headers.get("If-None-Match", "")):
            answer = HttpResponse(status=304)
        else:
            answer = super().dispatch(request, *args, **kwargs)
        if answer.status_code in {200, 304}:
            answer.headers["ETag"] = etag
            answer.headers["Cache-Control"] = CACHE_CONTROL
            answer.headers["Surrogate-Key"] = surrogate_keys(self.published_keys(**kwargs))
        return answer


def entity_tag(request: HttpRequest, state: str, form: str) -> str:
    """A strong tag: where it is the same, so is every byte. The order of the query's members changes nothing."""
    query = sorted([name, value] for name, values in request.GET.lists() for value in values)
    asked = [[_storable(text) for text in pair] for pair in query]
    return f'"{sha256_of([state, form, _storable(request.path), asked]).removeprefix("sha256:")[:40]}"'


def is_known(etag: str, if_none_match: str) -> bool:
    """Whether the tag is among those of an If-None-Match, weakly compared as for any GET (RFC 9110, 13.1.2)."""
    return if_none_match.strip() == "*" or etag in _ETAG.findall(if_none_match[:4000])


def surrogate_keys(keys: Iterable[str]) -> str:
    """The header's value: keys an edge can take literally, each once."""
    return " ".join(dict.fromkeys((CATALOGUE_KEY, *map(surrogate_key, keys))))


def surrogate_key(text: str) -> str:
    """The key of a content id, an edition or anything else: itself where it is plain text, else a hash of it."""
    plain = text.replace(":", "-")
    return plain if _PLAIN.fullmatch(plain) else hashlib.sha256(_storable(text).encode()).hexdigest()[:40]


def _storable(text: str) -> str:
    """Text without the halves of characters a query may hold."""
    return text.encode("utf-8", "replace").decode("utf-8")
