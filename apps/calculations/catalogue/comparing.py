"""Two editions side by side: each figure of either is added, removed, changed or the same."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from apps.calculations.catalogue.synonyms import alternatives


class Change(StrEnum):
    """What became of a figure between two editions."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    SAME = "same"


class Key(NamedTuple):
    """What makes a figure of one edition the figure of another; the table it is printed in may have moved."""

    category: str
    activity: str
    region: str
    gas: str
    unit: str
    basis: str
    route: str


class Figure(NamedTuple):
    """A published figure; ``value`` is its canonical decimal string, None where it is printed as not available."""

    key: Key
    table: str
    activity_name: str
    region_name: str
    value: str | None
    ef_cid: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A figure in the earlier and in the later edition; one of them is None where only the other has it.

    ``change``: what became of it, values compared as numbers. ``relative``: by what part of the earlier value it moved,
    exact; None where that is not a number.
    """

    before: Figure | None
    after: Figure | None
    change: Change
    relative: Fraction | None

    @classmethod
    def of(cls, before: Figure | None, after: Figure | None) -> "Pair":
        """Two figures of one key, or one alone."""
        if before is None or after is None:
            return cls(before, after, Change.ADDED if before is None else Change.REMOVED, None)
        if before.value == after.value:
            return cls(before, after, Change.SAME, relative_change(before.value, after.value))
        return cls(before, after, Change.CHANGED, relative_change(before.value, after.value))

    @property
    def shown(self) -> Figure:
        """Whichever there is, the later one first: for names."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a pair without figures")
        return found


def relative_change(before: str | None, after: str | None, *, ratio: Fraction = Fraction(1)) -> Fraction | None:
    """(after − before) / before, exact; None where one is not available or the earlier is zero.

    Args:
        ratio: by what the earlier value is multiplied to be in the later one's unit.
    """
    if before is None or after is None or not Decimal(before):
        return None
    if before == after and ratio == 1:
        return Fraction(0)
    earlier = Fraction(before) * ratio
    return (Fraction(after) - earlier) / earlier


def by_size(pairs: Iterable[Pair]) -> list[Pair]:
    """The largest relative changes first, then what came and what went, then what is the same; else as they come."""
    places = {change: place for place, change in enumerate(Change)}
    return sorted(pairs, key=lambda pair: (-abs(pair.relative or 0), places[pair.change]))


def paired(before: Iterable[Figure], after: Iterable[Figure]) -> Iterator[Pair]:
    """Every figure of both, once.

    Where an edition has several of one key (in several tables, or for several times), those of the same table belong
    together, then what is left in its order.
    """
    earlier, later = _by_key(before), _by_key(after)
    for key in sorted(earlier.keys() | later.keys()):
        yield from _matched(earlier.get(key, []), later.get(key, []))


def _by_key(figures: Iterable[Figure]) -> Mapping[Key, list[Figure]]:
    found: dict[Key, list[Figure]] = defaultdict(list)
    for figure in figures:
        found[figure.key].append(figure)
    return found


def _matched(before: Sequence[Figure], after: Sequence[Figure]) -> Iterator[Pair]:
    left = list(after)
    alone: list[Figure] = []
    for figure in before:
        same = next((other for other in left if other.table == figure.table), None)
        if same is None:
            alone.append(figure)
            continue
        left.remove(same)
        yield Pair.of(figure, same)
    for index in range(max(len(alone), len(left))):
        yield Pair.of(
            alone[index] if index < len(alone) else None,
            left[index] if index < len(left) else None,
        )


def pairs_narrowed(pairs: Iterable[Pair], *, change: str = "", category: str = "", text: str = "") -> list[Pair]:
    """What is asked, in its order; empty: any.

    Args:
        text: words, each of which, or another word for it, occurs somewhere.
    """
    return [
        pair
        for pair in pairs
        if (not change or pair.change == change)
        and (not category or pair.shown.key.category == category)
        and pair_says(pair, text)
    ]


def pair_says(pair: Pair, text: str) -> bool:
    """Whether each of the words, or another word for it, occurs somewhere."""
    if not text:
        return True
    shown = pair.shown
    said = " ".join((*shown.key, shown.activity_name, shown.region_name, shown.ef_cid)).lower()
    return all(any(name in said for name in alternatives(word)) for word in text.split())
