"""What a partner looks for: the filters of a list, and the same in a request for footprints. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from apps.pact.documents import moment_of, pointer_step
from greenlang.errors import InvalidInput

LISTED: Final = {
    "productid": "product_ids",
    "companyid": "company_ids",
    "geography": "geographies",
    "classification": "classifications",
}
"""Criteria of which one value has to be met, by their names in small letters."""
MOMENTS: Final = {"validon": "valid_on", "validafter": "valid_after", "validbefore": "valid_before"}
MOST: Final = 100
LONGEST: Final = 500


@dataclass(frozen=True, slots=True)
class Criteria:
    """Of each criterion one value at least is met, and every criterion is. Texts are in small letters; empty: anything.

    Args:
        geographies: region, country or subdivision.
        valid_on: within the validity period; ``valid_after``: it starts later; ``valid_before``: it ended earlier.
        status: of those named.
    """

    product_ids: tuple[str, ...] = ()
    company_ids: tuple[str, ...] = ()
    geographies: tuple[str, ...] = ()
    classifications: tuple[str, ...] = ()
    valid_on: datetime | None = None
    valid_after: datetime | None = None
    valid_before: datetime | None = None
    status: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked."""
        return self == Criteria()


def criteria_of(asked: Mapping[str, Iterable[Any]], *, where: str = "") -> Criteria:
    """The criteria among names with their values; names are taken in any case, others are left alone.

    Raises:
        InvalidInput: a value that is no text, too many of them, or no moment.
    """
    found: dict[str, Any] = {}
    for name, values in asked.items():
        known, here = name.casefold(), f"{where}/{pointer_step(name)}"
        texts = [_text(value, here) for value in values]
        if len(texts) > MOST:
            raise InvalidInput(f"More than {MOST} values of one criterion.", where=here)
        if known in LISTED:
            found[LISTED[known]] = tuple(dict.fromkeys(text.casefold() for text in texts))
        elif known == "status":
            found["status"] = tuple(text.casefold() for text in texts)
        elif known in MOMENTS and texts:
            found[MOMENTS[known]] = _moment(texts[-1], here)
    return Criteria(**found)


def _text(value: object, where: str) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST or "\x00" in value:
        raise InvalidInput("A criterion is a text.", where=where, mend=f"1 to {LONGEST} characters.")
    return value


def _moment(text: str, where: str) -> datetime:
    try:
        # A plus sign that was not escaped arrives as a space.
        return moment_of(text.replace(" ", "+"))
    except ValueError:
        raise InvalidInput("This is no moment.", where=where, mend="Write it like 2025-12-31T00:00:00Z.") from None
