"""Names and moments as they may stand on a printed page."""

from datetime import datetime

LONGEST_NAME = 160
SUM_OF_ROUNDED = "Sum of the rounded rows"


def clip(text: str, longest: int = LONGEST_NAME) -> str:
    """A name of any length as it may stand in a table; what is left out shows as an ellipsis."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def moment(text: str) -> str:
    """A moment in ISO 8601 by the minute, with its time zone."""
    found = datetime.fromisoformat(text)
    return f"{found:%Y-%m-%d %H:%M} {found:%Z}".strip()
