"""Numbers as spreadsheets of many countries write them, read without guessing. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,4})?\Z", re.ASCII)
# What stands between thousands besides the other of point and comma.
_BLANKS = " \u00a0\u202f\u2009'’"
_GROUPED: Mapping[str, re.Pattern[str]] = {
    sign: re.compile(
        rf"([+-]?)(\d+|\d{{1,3}}(?:([{re.escape(other)}{_BLANKS}])\d{{3}})(?:\3\d{{3}})*)(?:{re.escape(sign)}(\d*))?\Z",
        re.ASCII,
    )
    for sign, other in ((".", ","), (",", "."))
}


@dataclass
class NumberWriting:
    """How the numbers of a column are written, learnt from all of them.

    ``sign`` is "." or ",", the sign before decimals; "?" where every number could be read both ways and they differ
    (“1,234”); empty where none has such a sign. Where some speak for a point and others for a comma it is the one that
    most speak for, and the others do not fit it.
    """

    point: int = 0
    comma: int = 0
    open: int = 0

    def add(self, text: str) -> None:
        """Take one more cell into account; what is no number says nothing."""
        if "," not in text and "." not in text:
            return
        fits = [sign for sign in _GROUPED if _GROUPED[sign].match(text)]
        if len(fits) == 1:
            self.point += fits[0] == "."
            self.comma += fits[0] == ","
        elif fits:
            # “1.234” is a plain number; “1,234” is one only to those who write commas.
            self.open += "," in text

    @property
    def sign(self) -> str:
        """See the class."""
        if self.point or self.comma:
            return "." if self.point >= self.comma else ","
        return "?" if self.open else ""

    @property
    def mixed(self) -> bool:
        """Some numbers speak for a point and others for a comma."""
        return bool(self.point and self.comma)


def plain_number(text: str, sign: str) -> str:
    """The same number with a decimal point and nothing between thousands, digit for digit.

    Args:
        sign: "." or ","; anything else: as "." is read.

    Raises:
        ValueError: it is no number so written; the text says how it would be.
    """
    if sign != "," and _PLAIN.match(text):
        return text
    found = _GROUPED["," if sign == "," else "."].match(text)
    if found is None:
        written = "1234,5" if sign == "," else "1234.5"
        raise ValueError(f"“{text[:40]}” is not a number as this column writes them; write it as {written}.")
    minus, whole, _, decimals = found.groups()
    digits = re.sub(r"\D", "", whole)
    return f"{minus}{digits}.{decimals}" if decimals else f"{minus}{digits}"
