"""Lists of the API a page at a time: ``{"results": […], "next": "…" or null}``, as fast with a million rows."""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from drf_spectacular.utils import OpenApiParameter, inline_serializer
from rest_framework import serializers
from rest_framework.request import Request

from greenlang.errors import InvalidInput

PAGE: Final = 50
MOST: Final = 500
LONGEST: Final = 600
PAGE_PARAMETERS: Final = [
    OpenApiParameter("cursor", str, description="``next`` of the page before."),
    OpenApiParameter(
        "limit", {"type": "integer", "minimum": 1, "maximum": MOST, "default": PAGE}, description="Rows of a page."
    ),
]
_Row = TypeVar("_Row", bound=Model)
_Any = TypeVar("_Any")


@dataclass(frozen=True, slots=True)
class Page(Generic[_Any]):
    """Rows in order, and the cursor of the page after; None where there is none."""

    rows: list[_Any]
    next: str | None

    def as_document(
        self, row: type[serializers.Serializer[Any]] | None = None, context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """As it is answered; each row by that document, where it is none already."""
        rows = row(self.rows, many=True, context=context or {}).data if row else self.rows
        return {"results": rows, "next": self.next}


def page_of(request: Request, rows: "QuerySet[_Row]", order: Sequence[str], *, limit: int | None = None) -> Page[_Row]:
    """The page that a request's ``cursor`` and ``limit`` ask for.

    Args:
        order: names of columns that an index has, or of annotations without NULL; the last one unique; all upwards or
            all downwards (``-name``).
        limit: in the place of the request's.

    Raises:
        InvalidInput: no cursor of this list, or no such limit.
    """
    names, down = [name.removeprefix("-") for name in order], order[0].startswith("-")
    limit = page_size(request) if limit is None else limit
    if cursor := request.query_params.get("cursor"):
        rows = rows.filter(_beyond(_place(cursor, rows, names), down=down))
    found = list(rows.order_by(*order)[: limit + 1])
    shown = found[:limit]
    return Page(shown, _cursor([getattr(shown[-1], name) for name in names]) if len(found) > limit else None)


def page_among(request: Request, rows: Sequence[Mapping[str, Any]], name: str) -> Page[Mapping[str, Any]]:
    """As `page_of`, of rows that are at hand.

    Args:
        name: the member that tells each row from all others.

    Raises:
        InvalidInput: no cursor of this list, or no such limit.
    """
    limit, start = _limit(request.query_params.get("limit")), 0
    if cursor := request.query_params.get("cursor"):
        (last,) = _texts(cursor, 1)
        places = [at for at, row in enumerate(rows) if str(row[name]) == last]
        if not places:
            raise _no_cursor()
        start = places[0] + 1
    shown = list(rows[start : start + limit])
    more = start + limit < len(rows)
    return Page(shown, _cursor([shown[-1][name]]) if more else None)


@cache
def page_document(row: type[serializers.Serializer[Any]]) -> serializers.Serializer[Any]:
    """How a page of such rows is described."""
    name = row.__name__.removesuffix("Document")
    fields = {"results": row(many=True), "next": serializers.CharField(allow_null=True)}
    return inline_serializer(f"{name}Page", fields)


def page_size(request: Request) -> int:
    """How many rows a page is to have.

    Raises:
        InvalidInput: no such limit.
    """
    return _limit(request.query_params.get("limit"))


def _limit(text: str | None) -> int:
    if text is None:
        return PAGE
    if text.isascii() and text.isdigit() and len(text) < 5 and 1 <= int(text) <= MOST:
        return int(text)
    raise InvalidInput("This is no size of a page.", where="/limit", mend=f"1 to {MOST}.")


def _cursor(values: list[Any]) -> str:
    text = json.dumps([str(value) for value in values], ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _place(cursor: str, rows: "QuerySet[_Row]", names: list[str]) -> list[tuple[str, Any]]:
    """The columns of the last row before, typed."""
    texts = _texts(cursor, len(names))
    columns = {column.attname: column for column in rows.model._meta.concrete_fields}
    columns |= {name: each.output_field for name, each in rows.query.annotations.items() if name in names}
    try:
        return [(name, columns[name].to_python(text)) for name, text in zip(names, texts, strict=True)]
    except (ValueError, TypeError, ValidationError):
        raise _no_cursor() from None


def _texts(cursor: str, many: int) -> list[str]:
    """What a cursor of so many columns holds."""
    try:
        if len(cursor) > LONGEST or not cursor.isascii():
            raise ValueError
        texts = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        # Half a surrogate pair is no text, and encoding it says so.
        if not isinstance(texts, list) or len(texts) != many or b"\x00" in "".join(texts).encode():
            raise ValueError
        return texts
    except (ValueError, TypeError, binascii.Error, RecursionError):
        raise _no_cursor() from None


def _no_cursor() -> InvalidInput:
    return InvalidInput("This is no cursor.", where="/cursor", mend="Use “next” of the page before.")


def _beyond(place: list[tuple[str, Any]], *, down: bool) -> Q:
    """Rows after a place; the first column is bounded alone too, so that an index is walked from there."""
    step = "lt" if down else "gt"
    (first, value), after = place[0], Q()
    for at, (name, here) in enumerate(place):
        after |= Q(**dict(place[:at]), **{f"{name}__{step}": here})
    return Q(**{f"{first}__{step}e": value}) & after
