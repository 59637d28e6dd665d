"""Counting no further than people read: what waits is a few, or many."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

MOST = 100


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are, up to `MOST`; ``more``: there are more than that."""

    number: int
    more: bool

    def __str__(self) -> str:
        return f"more than {self.number}" if self.more else str(self.number)

    def __bool__(self) -> bool:
        return self.number > 0


def count(rows: QuerySet[Any]) -> Count:
    """How many rows a query has, of which no more are looked at than are told."""
    found = rows.order_by()[: MOST + 1].count()
    return Count(min(found, MOST), found > MOST)
