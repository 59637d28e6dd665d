"""Two editions side by side: each figure of either is added, removed, changed or the same."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple


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
    """A figure in the earlier and in the later edition; one of them is None where only the other has it."""

    before: Figure | None
    after: Figure | None

    @property
    def shown(self) -> Figure:
        """Whichever there is, the later one first: for names."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a pair without figures")
        return found

    @property
    def change(self) -> Change:
        """What became of it; values are compared as numbers."""
        if self.before is None:
            return Change.ADDED
        if self.after is None:
            return Change.REMOVED
        return Change.SAME if self.before.value == self.after.value else Change.CHANGED

    @property
    def relative(self) -> Fraction | None:
        """By what part of the earlier value it moved, exact; None where that is not a number."""
        if self.before is None or self.after is None:
            return None
        return relative_change(self.before.value, self.after.value)


def relative_change(before: str | None, after: str | None, *, ratio: Fraction = Fraction(1)) -> Fraction | None:
    """(after − before) / before, exact; None where one is not available or the earlier is zero.

    Args:
        ratio: by what the earlier value is multiplied to be in the later one's unit.
    """
    if before is None or after is None or not Decimal(before):
        return None
    earlier = Fraction(before) * ratio
    return (Fraction(after) - earlier) / earlier


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
        yield Pair(figure, same)
    for index in range(max(len(alone), len(left))):
        yield Pair(
            alone[index] if index < len(alone) else None,
            left[index] if index < len(left) else None,
        )
