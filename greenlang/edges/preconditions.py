"""Changes say which state they saw: an ETag with each answer, ``If-Match`` with each change.

A change that saw another state than the one there is changes nothing (412); so nobody undoes unseen what somebody
else has done meanwhile (RFC 9110, 13.1.1).
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from greenlang.errors import Conflict, InvalidInput

IF_MATCH: Final = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    required=True,
    description="The ETag of the state that is to be changed, as a GET or the last change answered it; or `*`.",
)


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
    if asked != "*" and etag_of(dict(document)) not in {each.strip() for each in asked.split(",")}:
        mend = "Read it again, and decide by what it says then."
        raise ChangedMeanwhile("It was changed since it was read.", where="If-Match", mend=mend)
