"""Days and months as spreadsheets of many countries write them, read without guessing. Pure."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?\Z", re.ASCII)
_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?: \d{1,2}:\d{2}(?::\d{2})?)?\Z", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})[ \-/.]+([A-Za-z]{3,9})\.?[ \-/,]+(\d{4}|\d{2})\Z", re.ASCII)
_NAMED_FIRST = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})\Z", re.ASCII)
_MONTH_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})\Z", re.ASCII)
_MONTH_NUMERIC = re.compile(r"(\d{1,2})[-/.](\d{4})\Z", re.ASCII)
_MONTH_NAMED = re.compile(r"([A-Za-z]{3,9})\.?[ \-/,]+(\d{4}|\d{2})\Z", re.ASCII)
_BETWEEN = ("-", "/", ".")
_MONTHS = {
    written: number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    for written in [name.lower()]
    if name
} | {"sept": 9}


class DayOrder(StrEnum):
    """Which comes first in a date of three numbers."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


@dataclass
class DayWriting:
    """How the dates of columns are written, learnt from all of them.

    A number above 12 says which of the two is the day; a date with dots has the day first. ``order`` is empty where no
    date needs one, "?" where dates do and none tells.
    """

    day_first: int = 0
    month_first: int = 0
    open: int = 0

    def add(self, text: str) -> None:
        """Take one more cell into account; what is no date says nothing."""
        # Two digits and a sign at the most; an ISO date has four digits first.
        found = _NUMERIC.match(text) if text[2:3] in _BETWEEN or text[1:2] in _BETWEEN else None
        if found is None:
            return
        first, second = int(found[1]), int(found[3])
        if found[2] == "." or (first > 12 >= second):
            self.day_first += 1
        elif second > 12 >= first:
            self.month_first += 1
        elif first != second:
            self.open += 1

    @property
    def order(self) -> str:
        """See the class."""
        if self.day_first or self.month_first:
            return DayOrder.DAY_FIRST if self.day_first >= self.month_first else DayOrder.MONTH_FIRST
        return "?" if self.open else ""

    @property
    def mixed(self) -> bool:
        """Some dates can only be read with the day first, others only with the month first."""
        return bool(self.day_first and self.month_first)


@lru_cache(maxsize=10_000)
def read_day(text: str, order: str) -> date:
    """The day a text means.

    Args:
        order: a `DayOrder`; anything else: dates of three numbers are refused unless the year comes first.

    Raises:
        ValueError: it is no date, or not one in this order; the text says how to write it.
    """
    try:
        year, month, day = _parts(text, order)
        return date(year, month, day)
    except (TypeError, ValueError):
        raise ValueError(f"“{text[:40]}” is no date{_reading(order)}; write it as 2025-01-31.") from None


def _parts(text: str, order: str) -> tuple[int, int, int]:
    if found := _ISO.match(text):
        return int(found[1]), int(found[3]), int(found[4])
    if found := _NAMED.match(text):
        return _year(found[3]), _MONTHS.get(found[2].lower(), 0), int(found[1])
    if found := _NAMED_FIRST.match(text):
        return int(found[3]), _MONTHS.get(found[1].lower(), 0), int(found[2])
    found = _NUMERIC.match(text)
    if found is None or (order not in set(DayOrder) and found[1].lstrip("0") != found[3].lstrip("0")):
        raise ValueError(text)
    first, second = int(found[1]), int(found[3])
    return (_year(found[4]), first, second) if order == DayOrder.MONTH_FIRST else (_year(found[4]), second, first)


def _reading(order: str) -> str:
    words = {DayOrder.DAY_FIRST: " with the day first", DayOrder.MONTH_FIRST: " with the month first"}
    return words.get(DayOrder(order), "") if order in set(DayOrder) else ""


@lru_cache(maxsize=10_000)
def read_month(text: str, order: str) -> tuple[date, date]:
    """First and last day of the month a text means; a day means the month it lies in.

    Raises:
        ValueError: as `read_day`.
    """
    try:
        year, month = _month(text) or _parts(text, order)[:2]
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    except (TypeError, ValueError):
        raise ValueError(f"“{text[:40]}” is no month; write it as 2025-01.") from None


def _month(text: str) -> tuple[int, int] | None:
    if found := _MONTH_ISO.match(text):
        return int(found[1]), int(found[2])
    if found := _MONTH_NUMERIC.match(text):
        return int(found[2]), int(found[1])
    found = _MONTH_NAMED.match(text)
    return (_year(found[2]), _MONTHS.get(found[1].lower(), 0)) if found else None


def _year(text: str) -> int:
    """A year of two digits lies in this century: activity data are younger than spreadsheets."""
    return 2000 + int(text) if len(text) == 2 else int(text)
