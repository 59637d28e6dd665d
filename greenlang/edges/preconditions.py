"""Changes say which state they saw: an ETag with each answer, ``If-Match`` with each change.

A change that saw another state than the one there is changes nothing (412); so nobody undoes unseen what somebody
else has done meanwhile (RFC 9110, 13.1.1).
"""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any, Final

from django.db import connection
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from drf_spectacular.utils import OpenApiParameter
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from greenlang.edges.published import is_known
from greenlang.errors import Conflict, InvalidInput

WRITES: Final = frozenset({"PUT", "PATCH", "DELETE"})
MAY_BE_KEPT: Final = "private, no-cache"
"""By whoever asked, who asks each time whether it still is as it was."""

IF_MATCH: Final = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    required=True,
    description="The ETag of the state that is to be changed, as a GET or the last change answered it; or `*`.",
)

_OF_BODIES: Final = frozenset({"Content-Type", "Content-Length", "Content-Disposition"})
_STRONG: Final = re.compile(r'(?<![/\w])"[^"]*"')


class NotSaid(InvalidInput):
    """The change does not say which state it saw."""

    code = "precondition-required"
    status = 428
    title = "Say which state is to be changed"


class ChangedMeanwhile(Conflict):
    """The change saw another state than there is."""

    code = "precondition-failed"
    status = 412
    title = "It was changed meanwhile"


def etag_of(document: Mapping[str, Any]) -> str:
    """A strong ETag: equal for documents that say the same."""
    text = json.dumps(document, sort_keys=True, default=str)
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


def tagged(document: Mapping[str, Any], *, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """An answer with its ETag."""
    document = dict(document)
    return Response(document, status=status, headers={**(headers or {}), "ETag": etag_of(document)})


def require_match(request: Request, document: Mapping[str, Any]) -> None:
    """Go on only where ``If-Match`` names the state that ``document`` shows; whoever calls holds the row.

    Raises:
        NotSaid: there is no If-Match (428).
        ChangedMeanwhile: it names another state (412).
    """
    asked = request.headers.get("If-Match", "").strip()
    if not asked:
        mend = "Read it first, and send its ETag with the change."
        raise NotSaid("There is no If-Match.", where="If-Match", mend=mend)
    if not _matches(etag_of(dict(document)), asked):
        raise _changed()


def tag_of(answer: HttpResponseBase) -> str:
    """A strong ETag of an answer's body: where it is the same, so is every byte."""
    if isinstance(answer, Response):
        content = JSONRenderer().render(answer.data)
    else:
        content = answer.content if isinstance(answer, HttpResponse) else b""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def hold(tenant_id: object, path: str) -> None:
    """Until the transaction ends nobody else changes what stands at that address through a door that holds it, too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 4711))", [f"{tenant_id} {path}"])


def check(request: Request, current: str | None) -> None:
    """Go on where the thing is as the caller says: to replace what is there asks for If-Match, else it is heeded.

    Args:
        current: the tag of what is there; None: nothing is.

    Raises:
        ChangedMeanwhile: it is another, or is there and was not to be, or the other way round.
        NotSaid: it is to be replaced, and the caller does not say what.
    """
    asked, unless = request.headers.get("If-Match"), request.headers.get("If-None-Match")
    if asked is not None:
        if current is None or not _matches(current, asked):
            raise _changed()
    elif unless is not None:
        if current is not None and is_known(current, unless):
            raise ChangedMeanwhile("It is there already.", where="If-None-Match", mend="Read it first.")
    elif current is not None and request.method != "DELETE":
        mend = "Read it first, and send its ETag with the change."
        raise NotSaid("There is no If-Match.", where="If-Match", mend=mend)


def conditional(answer: HttpResponseBase, if_none_match: str) -> HttpResponseBase:
    """The answer of a GET with its tag; 304 without a body where the caller has it."""
    tag = answer.headers.get("ETag") or tag_of(answer)
    if is_known(tag, if_none_match):
        kept = {name: value for name, value in answer.headers.items() if name not in _OF_BODIES}
        answer = HttpResponse(status=304, headers=kept)
    answer.headers["ETag"] = tag
    answer.headers.setdefault("Cache-Control", MAY_BE_KEPT)
    return answer


def _matches(current: str, asked: str) -> bool:
    """Strongly compared: a weak tag names no state exactly (RFC 9110, 8.8.3.2)."""
    return asked.strip() == "*" or current in _STRONG.findall(asked[:4000])


def _changed() -> ChangedMeanwhile:
    mend = "Read it again, and decide by what it says then."
    return ChangedMeanwhile("It was changed since it was read.", where="If-Match", mend=mend)
