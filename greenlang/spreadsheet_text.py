"""Texts that no spreadsheet takes for a formula; pure."""

import re
from typing import Final

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What spreadsheets begin a formula with; some take the full-width forms for the same."""
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
# Where a spreadsheet parts cells at semicolons or tabs, a new one begins there, whatever stands around it.
_WITHIN = re.compile(r"([;\t]\s*)(?=[=+\-@＝＋－＠])")


def inert(text: str) -> str:
    """The text as a cell of CSV: with an apostrophe before what would be a formula; a number is none.

    Also within the text, after what parts cells in files of other countries.
    """
    return inert_start(_WITHIN.sub(r"\1'", text))


def inert_start(text: str) -> str:
    """As `inert`, of a text whose file says by itself what parts its cells."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) and not _NUMBER.fullmatch(text) else text
