"""What ranks candidates, and what it says of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, Protocol

from apps.inventory.mapping.offers import Option

Aspect = Literal["text", "unit", "region", "year", "kind"]
Fit = Literal["good", "fair", "poor"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A group of rows that are called the same.

    Args:
        text: what they are called.
        unit: one of their units; the others are of the same kind.
        basis: "gross", "net" or empty.
        region: what the rows or their sites say: "DE", "US-CA"; empty where nothing does.
        scope: a hint at the scope, "1"; empty where there is none.
        start: the first day of the earliest row.
    """

    text: str
    unit: str
    basis: str = ""
    region: str = ""
    scope: str = ""
    start: date | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a candidate is where it is, in one respect; ``assumes``: accepting it takes something for granted."""

    aspect: Aspect
    fit: Fit
    text: str
    assumes: bool = False


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its place.

    Args:
        score: 0 to 1, two places: how sure the ranker is.
        region: the region whose factor is meant.
        region_value: what the agent's input of the region must say; empty where the agent does not ask.
        basis: the heating value the rows' energy must be said to be on; empty where nothing need be said.
        refusal: why its figure would say nothing of the rows; it is never tried then.
    """

    option: Option
    score: Decimal
    reasons: tuple[Reason, ...]
    region: str = ""
    region_value: str = ""
    basis: str = ""
    refusal: str = ""

    @property
    def values(self) -> dict[str, str]:
        """What is said to the agent for the rows."""
        region = {self.option.slot.region.input: self.region_value} if self.region_value else {}
        basis = {"basis": self.basis} if self.basis else {}
        return self.option.values | region | basis

    @property
    def key(self) -> str:
        """Names the candidate within its group."""
        return "|".join((self.option.key, self.region, self.basis))


class Ranker(Protocol):
    """Orders what a group can be; the same answer every time. Made for a set of options."""

    def rank(self, wanted: Wanted, *, limit: int) -> Sequence[Ranked]:
        """The best candidates, best first, each with its reasons; none that cannot fit."""
        ...
