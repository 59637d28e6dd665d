"""A snapshot as evidence is looked for in it, and what a piece of evidence is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from apps.reports.datapoints import Datapoint, datapoints_of
from apps.reports.shapes import Disclosures, InventoryLine, InventorySnapshot, Scope3Answer

CATEGORIES = tuple(str(number) for number in range(1, 16))
"""Scope 3 categories of the GHG Protocol, by number."""


class Place(StrEnum):
    """Where somebody mends what is missing. What starts with ``disclosures/`` is a topic of the disclosures."""

    ORGANISATION = "organisation"
    DATA = "data"
    MAPPING = "mapping"
    SCOPE2 = "scope2"
    CHANGE = "change"
    LEDGER = "ledger"
    SIGN_OFF = "sign-off"
    CHECKLIST = "checklist"
    ABOUT = "disclosures/organisation"
    EXCLUSIONS = "disclosures/exclusions"
    MARKET = "disclosures/scope2"
    CATEGORIES = "disclosures/scope3"
    BIOGENIC = "disclosures/biogenic"
    CREDITS = "disclosures/credits"
    REVENUE = "disclosures/revenue"
    ETS = "disclosures/ets"
    ENERGY = "disclosures/energy"
    BASE_YEAR = "disclosures/base-year"
    METHODS = "disclosures/methods"
    UNCERTAINTY = "disclosures/uncertainty"
    TARGETS = "disclosures/targets"
    ASSURANCE = "disclosures/assurance"


class Reading:
    """A snapshot, with what is asked of it more than once worked out once."""

    def __init__(self, snapshot: InventorySnapshot) -> None:
        self.snapshot = snapshot
        self.answered: dict[str, bool | None] = {}

    @cached_property
    def points(self) -> dict[str, Datapoint]:
        """`datapoints_of`."""
        return datapoints_of(self.snapshot)

    @property
    def said(self) -> Disclosures:
        """What the preparer said; empty where nothing was."""
        return self.snapshot.get("disclosures", {})

    def has_scope(self, scope: str) -> bool:
        """Whether there are lines of a scope (``1``, ``2-location``, ``2-market``, ``3``)."""
        return scope in self.snapshot["totals"]["by_scope"]

    def lines_of(self, *scopes: str) -> Iterator[InventoryLine]:
        """The lines of some scopes."""
        return (line for line in self.snapshot["lines"] if line["scope"] in scopes)

    @cached_property
    def answers(self) -> dict[str, Scope3Answer]:
        """What was said about each scope 3 category, by its number."""
        return {answer["category"]: answer for answer in self.said.get("scope3", [])}

    @cached_property
    def calculated_categories(self) -> frozenset[str]:
        """Numbers of the scope 3 categories that have lines."""
        prefix = "scope-3-category-"
        return frozenset(id_.removeprefix(prefix) for id_ in self.points if id_.startswith(prefix))

    @property
    def included(self) -> list[Scope3Answer]:
        """The scope 3 categories that are in the inventory, as the preparer says."""
        return [answer for answer in self.answers.values() if answer["standing"] == "included"]


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that is missing: what, how it is mended and where."""

    what: str
    mend: str
    place: Place


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something a report can show.

    Args:
        what: what it is, as a noun: "Contact".
        mend: what to do where it is missing.
        place: where that is done.
        holds: True where it is there, False where it is missing, None where this inventory has no need of it.
    """

    id: str
    what: str
    mend: str
    place: Place
    holds: Callable[[Reading], bool | None]

    def there(self, reading: Reading) -> bool | None:
        """What ``holds`` says, asked once of each snapshot."""
        if self.id not in reading.answered:
            reading.answered[self.id] = self.holds(reading)
        return reading.answered[self.id]

    @property
    def lack(self) -> Lack:
        """That it is missing."""
        return Lack(self.what, self.mend, self.place)
