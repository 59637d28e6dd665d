"""Where the number of a line came from, as the ledger keeps it beside the line."""

import uuid
from dataclasses import dataclass
from datetime import date

from greenlang.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Source:
    """Where an input came from: a row of activity data, or a request with no row behind it."""

    site: str = ""
    start: str = ""
    end: str = ""
    quantity: str = ""
    unit: str = ""
    file: str = ""
    file_sha256: str = ""
    row: str = ""
    reference: str = ""
    period_id: uuid.UUID | None = None
    activity_id: uuid.UUID | None = None

    @classmethod
    def on(cls, day: str, *, where: str) -> "Source":
        """Of an activity on a day, as ISO text; empty: on no day in particular.

        Raises:
            InvalidInput: no date.
        """
        try:
            if day and date.fromisoformat(day).isoformat() != day:
                raise ValueError  # 20251231 and 2025-W01-1 are dates of the standard, and none of what is asked for
            return cls(start=day, end=day) if day else cls()
        except ValueError:
            raise InvalidInput(f"{day[:40]!r} is no date.", where=where, mend="Write it like 2025-12-31.") from None

    @property
    def day(self) -> date | None:
        """The first day of the activity, on which its factors must be applicable."""
        return date.fromisoformat(self.start) if self.start else None

    def as_document(self) -> dict[str, str]:
        """As it stands in the ledger; nothing for a bare request."""
        names = ("site", "start", "end", "quantity", "unit", "file", "file_sha256", "row", "reference")
        return {name: getattr(self, name) for name in names if getattr(self, name)}
