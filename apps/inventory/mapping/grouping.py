"""Rows as they are written, and what makes several ways of writing one group."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache

from apps.inventory.mapping.offers import AgentOffer
from apps.inventory.mapping.ranking import Wanted
from apps.inventory.mapping.words import words_of
from apps.inventory.readers.columns import MONEY
from greenlang.engine.canonical_json import sha256_of
from greenlang.engine.numbers import canonical_number, exact_sum
from greenlang.engine.units import parse_unit
from greenlang.engine.units.unit import basis_name
from greenlang.errors import GreenLangError

NOTE = "note "
"""Columns that begin so are kept and take no part in anything."""
PLACES = frozenset({"region", "country", "grid"})
SCOPE = "scope"
MOST_TEXTS = 5


@dataclass(frozen=True, slots=True)
class Writing:
    """One way in which rows are written, and what all of those rows come to.

    Args:
        country, region: of the rows' sites.
        quantity: the sum, in ``unit``.
    """

    description: str
    attributes: Mapping[str, str]
    unit: str
    basis: str
    country: str
    region: str
    rows: int
    quantity: Decimal
    start: date
    end: date

    @property
    def names(self) -> tuple[str, ...]:
        """The further columns that say something."""
        return tuple(sorted(name for name in self.attributes if not name.startswith(NOTE)))

    @property
    def text(self) -> str:
        """What the rows are called: their description, else what their columns say."""
        said = [self.attributes[name] for name in self.names if name not in PLACES | MONEY and name != SCOPE]
        return self.description or " ".join(said)

    @property
    def place(self) -> str:
        """Where the rows are: as they say, else as their site does."""
        said = next((self.attributes[name] for name in ("region", "grid", "country") if self.attributes.get(name)), "")
        own = (
            f"{self.country}-{self.region}" if self.country and self.region and "-" not in self.region else self.region
        )
        return said or own or self.country

    @property
    def dimension(self) -> str:
        """What the unit measures, with the basis that is said."""
        return _dimension(self.unit, self.basis)

    @property
    def key(self) -> str:
        """Equal for ways of writing that make one group."""
        return group_key(self.text, self.dimension, self.place, self.attributes.get(SCOPE, ""))


@lru_cache(maxsize=1000)
def _dimension(text: str, basis: str) -> str:
    try:
        unit = parse_unit(text)
        return (unit.with_basis(basis_name(basis)) if basis else unit).dimension.text
    except GreenLangError:
        return f"{text} {basis}".strip()


def group_key(text: str, dimension: str, place: str, scope: str) -> str:
    """A group's name: the same wherever the same things are said in the same words."""
    words = " ".join(words_of(text)) or text.strip().casefold()
    return sha256_of({"words": words, "dimension": dimension, "region": place.upper(), "scope": scope})


def says_what_it_is(writing: Writing, offers: Iterable[AgentOffer]) -> bool:
    """Whether a column of the rows says to one of the agents what was done, so that it need not be asked.

    Rows without a word say it by their unit alone, to agents that know one activity only.
    """
    given = frozenset(writing.attributes)
    for offer in offers:
        if not set(writing.names) <= offer.inputs:
            continue
        for slot in offer.slots:
            asked = {slot.activity.input, *(name for name, _ in slot.says)} - {""}
            if asked & given if asked else not writing.description:
                return True
    return False


@dataclass(slots=True)
class Group:
    """Ways of writing that mean the same."""

    key: str
    writings: list[Writing] = field(default_factory=list)

    @property
    def first(self) -> Writing:
        """The way most of the rows are written."""
        return max(self.writings, key=lambda writing: (writing.rows, writing.text))

    @property
    def texts(self) -> list[str]:
        """The texts, the most frequent first."""
        counted: dict[str, int] = {}
        for writing in self.writings:
            counted[writing.text] = counted.get(writing.text, 0) + writing.rows
        return sorted(counted, key=lambda text: (-counted[text], text))

    @property
    def rows(self) -> int:
        """How many."""
        return sum(writing.rows for writing in self.writings)

    @property
    def names(self) -> list[str]:
        """The further columns of any of them."""
        return sorted({name for writing in self.writings for name in writing.names})

    @property
    def units(self) -> list[dict[str, str]]:
        """The sum in each unit as it is written."""
        by_unit: dict[tuple[str, str], list[Writing]] = {}
        for writing in self.writings:
            by_unit.setdefault((writing.unit, writing.basis), []).append(writing)
        return [
            {
                "unit": unit,
                "basis": basis,
                "quantity": canonical_number(exact_sum(each.quantity for each in writings)),
                "rows": str(sum(each.rows for each in writings)),
            }
            for (unit, basis), writings in sorted(by_unit.items())
        ]

    @property
    def wanted(self) -> Wanted:
        """As a ranker is asked."""
        first = self.first
        return Wanted(
            text=" ".join(dict.fromkeys(self.texts[:2])),
            unit=first.unit,
            basis=first.basis,
            region=first.place,
            scope=first.attributes.get(SCOPE, ""),
            start=min(writing.start for writing in self.writings),
        )


def grouped(writings: Iterable[Writing]) -> Sequence[Group]:
    """The groups, those of most rows first."""
    groups: dict[str, Group] = {}
    for writing in writings:
        groups.setdefault(writing.key, Group(writing.key)).writings.append(writing)
    return sorted(groups.values(), key=lambda group: (-group.rows, group.key))
