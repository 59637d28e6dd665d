"""What stands behind the question mark of an address: known by name or refused, and typed."""

import uuid
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, Final, Protocol

from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from greenlang.errors import GreenLangError, InvalidInput

_LONGEST_NAME: Final = 60
_MOST_NAMED: Final = 20
_known: Final[dict[tuple[type, str], frozenset[str] | None]] = {}


class Described(Protocol):
    """A view with what describes it; the framework's own class loads everything that answers, refusals too."""

    schema: Any


class UnknownParameter(GreenLangError):
    """The address has a parameter that means nothing there: to pass over it would answer another question."""

    code = "unknown-parameter"
    status = 400
    title = "There is no such parameter"


def parameters_of(view: Described, method: str) -> frozenset[str] | None:
    """Names of the query parameters that an operation is described with; None where nothing describes it."""
    method = "GET" if method == "HEAD" else method
    place = (type(view), method)
    if place not in _known:
        _known[place] = _described(view, method)
    return _known[place]


def _described(view: Described, method: str) -> frozenset[str] | None:
    handler = getattr(view, method.lower(), None)
    if handler is None or method == "OPTIONS" or view.schema is None:
        return None
    schema: Any = getattr(handler, "kwargs", {}).get("schema", type(view.schema))()
    schema.view, schema.method = view, method
    return frozenset(name for each in schema.get_override_parameters() for name in _names(each))


def _names(parameter: Any) -> Iterator[str]:
    """Of a parameter, or of every member of a serializer that stands for several."""
    if isinstance(parameter, OpenApiParameter):
        if parameter.location == OpenApiParameter.QUERY:
            yield parameter.name
    else:
        yield from (parameter() if isinstance(parameter, type) else parameter).fields


def known_or_refused(view: Described, request: Request) -> None:
    """Go on where the operation knows every parameter of the query.

    Raises:
        UnknownParameter: it does not; the mend names those that it knows.
    """
    known = parameters_of(view, request.method or "")
    if known is None:
        return
    unknown = [name for name in request.query_params if name not in known][:_MOST_NAMED]
    if unknown:
        errors = [{"parameter": _short(name), "detail": _told(name, known), "code": "unknown"} for name in unknown]
        names = ", ".join(sorted(known))
        mend = f"There are: {names}." if known else "This address takes none."
        raise UnknownParameter(_told(unknown[0], known), where=_short(unknown[0]), mend=mend, errors=errors)


def _told(name: str, known: frozenset[str]) -> str:
    near = get_close_matches(name[:_LONGEST_NAME].casefold(), known, n=1)
    meant = f" It may be “{near[0]}” that is meant." if near else ""
    return f"There is no parameter “{_short(name)}”.{meant}"


def _short(name: str) -> str:
    """Without what no text may hold: NUL, halves of characters."""
    return name[:_LONGEST_NAME].replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def uuid_of(text: str, where: str) -> uuid.UUID:
    """An id in a query.

    Raises:
        InvalidInput: it is none.
    """
    try:
        return uuid.UUID(text)
    except ValueError:
        raise InvalidInput("This is no id.", where=where, mend="Send a UUID, as lists answer it.") from None
