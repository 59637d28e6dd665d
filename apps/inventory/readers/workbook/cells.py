"""From a cell as the file holds it to the text a person reads in it, digit for digit."""

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from functools import lru_cache

from apps.inventory.readers.delimited import unquoted
from apps.inventory.readers.tables import MAX_CELL
from apps.inventory.readers.workbook.parts import Workbook

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?\Z", re.ASCII)
_SHORT = re.compile(r"[1-9]\d{0,7}(?:\.\d{0,5}[1-9])?\Z", re.ASCII)
# A spreadsheet holds 15 digits; what the file holds beyond them is how its binary number prints.
_FIFTEEN = Context(prec=15, rounding=ROUND_HALF_EVEN)
_LONGEST_EXPONENT = 110
_FIRST_DAY, _FIRST_DAY_1904 = date(1899, 12, 30), date(1904, 1, 1)
_LAST_SERIAL = 2_958_465
_NO_VALUE = (
    "The cell holds a formula, and the file does not hold its value: open and save the file in Excel, "
    "or paste the value in its place."
)


class Unusable(Exception):
    """The cell holds nothing that can be used; says why."""


def cell_text(kind: str, value: str | None, *, dated: bool, formula: bool, book: Workbook) -> str:
    """The text of a cell.

    Args:
        kind: its type in the file (attribute ``t``).
        value: what stands in it; None where nothing does.
        dated: a number in it is shown as a day.

    Raises:
        Unusable: an error, a formula without value, a text that is too long, or no number.
    """
    # A formula whose value is an empty text says so by its type.
    if formula and not value and kind != "str":
        raise Unusable(_NO_VALUE)
    if value is None:
        return ""
    if kind == "s":
        return _short(_shared(value, book))
    if kind in {"str", "inlineStr"}:
        return _short(value)
    if kind == "e":
        raise Unusable(f"The cell holds the error {value[:20]}.")
    if kind == "b":
        return "yes" if value.strip() == "1" else "no"
    if kind == "d":
        return value.strip()[:40].removesuffix("T00:00:00")
    return _day(value, book.from_1904) if dated else _number(value)


def _shared(value: str, book: Workbook) -> str:
    place = int(value) if value.isascii() and value.strip().isdigit() and len(value) < 12 else -1
    if not 0 <= place < len(book.texts):
        raise Unusable("The cell names a text the file does not hold.")
    return book.texts[place]


def _short(text: str) -> str:
    text = text.strip().replace("\x00", "")
    if len(text) > MAX_CELL:
        raise Unusable("Longer than 500 characters.")
    return unquoted(text)


def _number(text: str) -> str:
    """Plain notation, of 15 digits at most."""
    if _SHORT.match(text):
        return text
    text = text.strip()
    if not text:
        return ""
    if not _NUMBER.match(text):
        raise Unusable(f"“{text[:40]}” is not a number.")
    try:
        number = _FIFTEEN.create_decimal(text)
    except InvalidOperation:
        raise Unusable(f"“{text[:40]}” is not a number.") from None
    if not number:
        return "0"
    if abs(number.adjusted()) > _LONGEST_EXPONENT:
        raise Unusable(f"“{text[:40]}” is too large or too small.")
    plain = format(number, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


@lru_cache(maxsize=5000)
def _day(text: str, from_1904: bool) -> str:
    try:
        serial = int(Decimal(text.strip()))
    except (InvalidOperation, ValueError, OverflowError):
        raise Unusable(f"“{text[:40]}” is no day.") from None
    if not 0 <= serial <= _LAST_SERIAL:
        raise Unusable(f"“{text[:40]}” is no day.")
    return ((_FIRST_DAY_1904 if from_1904 else _FIRST_DAY) + timedelta(days=serial)).isoformat()
