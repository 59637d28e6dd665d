"""Pages of a long list by where they begin, not by how many come before: the last is as fast as the first.

A place in the list is the values it is ordered by, as they stand in the address: ``?after=1.5~1284`` is what follows
that row, ``?before=…`` what comes before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

from apps.portal.listing import PAGE, url_with

_M = TypeVar("_M", bound=Model)
_BETWEEN = "~"


@dataclass(frozen=True, slots=True)
class Keyset:
    """An order by columns of numbers that leaves nothing open, all in one direction."""

    columns: Sequence[str]
    descending: bool

    def page(self, request: HttpRequest, rows: "QuerySet[_M]") -> tuple[list[_M], dict[str, str]]:
        """The rows of the asked page, and ``previous_url`` and ``next_url``, empty where there is nothing."""
        before, after = (self._place(request.GET.get(name, "")) for name in ("before", "after"))
        backwards = before is not None
        place = before if backwards else after
        down = self.descending != backwards
        if place is not None:
            rows = rows.filter(self._beyond(place, down=down))
        sign = "-" if down else ""
        found = list(rows.order_by(*(f"{sign}{column}" for column in self.columns))[: PAGE + 1])
        more = len(found) > PAGE
        shown = found[:PAGE]
        if backwards:
            shown.reverse()
        ahead, behind = (True, more) if backwards else (more, place is not None)
        return shown, {
            "previous_url": self._url(request, "before", shown[:1]) if behind else "",
            "next_url": self._url(request, "after", shown[-1:]) if ahead else "",
        }

    def _place(self, text: str) -> list[Decimal] | None:
        parts = text.split(_BETWEEN)
        if len(parts) != len(self.columns) or len(text) > 1000:
            return None
        try:
            values = [Decimal(part) for part in parts]
        except InvalidOperation:
            return None
        return values if all(value.is_finite() and abs(value.adjusted()) < 200 for value in values) else None

    def _beyond(self, place: Sequence[Decimal], *, down: bool) -> Q:
        sign = "lt" if down else "gt"
        found = Q()
        for n, column in enumerate(self.columns):
            equal = {self.columns[i]: place[i] for i in range(n)}
            found |= Q(**equal, **{f"{column}__{sign}": place[n]})
        # What bounds the first column lets an index begin at the place.
        return Q(**{f"{self.columns[0]}__{sign}e": place[0]}) & found

    def _url(self, request: HttpRequest, name: str, row: Sequence[Any]) -> str:
        place = _BETWEEN.join(_plain(getattr(row[0], column)) for column in self.columns) if row else ""
        return url_with(request, **{name: place})


def _plain(number: int | Decimal) -> str:
    return f"{number:f}" if isinstance(number, Decimal) else str(number)
