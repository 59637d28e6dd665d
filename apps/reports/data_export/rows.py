"""Values as files have them: numbers as they are kept, never rounded, and decimals as texts in JSON."""

import base64
import json
import uuid
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Any

from greenlang.spreadsheet_text import inert


def plain(value: Any) -> Any:
    """A value for JSON: decimals and identifiers as texts, bytes in base 64, moments by ISO 8601; the rest stays.

    Raises:
        TypeError: it is of a kind that an export has no form for; nothing is guessed.
    """
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, float):
        # Of durations and scores, never of a quantity: the shortest text that is this very number.
        return repr(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, uuid.UUID | Fraction):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {str(name): plain(each) for name, each in value.items()}
    raise TypeError(f"no form for {type(value).__name__}")


def as_line(row: dict[str, Any]) -> bytes:
    """A row of a file of JSON lines."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def as_cell(value: Any) -> str:
    """A cell of a CSV file: as in JSON, texts without quotes and made inert, and nothing for nothing."""
    if value is None:
        return ""
    return inert(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":")))
