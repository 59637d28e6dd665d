"""Drawing in proportion to size: monetary-unit sampling, with a kilogram of CO2e in the place of the money.

The lines lie end to end in the order of the ledger, each as long as its absolute kg CO2e. N points lie on them, one
interval (total / N) apart, the first at a place the seed decides; a line is drawn by each point that falls on it. A
line of at least one interval is drawn for certain. Lengths are whole numbers of a unit small enough for all of them, so
that everything is exact. Imports no framework.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal

PARTS = 2**64
"""The first point lies at one of so many places of the interval."""
_WIDE = Context(prec=2000)


def start_of(seed: str) -> int:
    """Where the first point lies, in parts of the interval: from 0 to below `PARTS`, the same for the same seed."""
    return int.from_bytes(hashlib.sha256(f"start:{seed}".encode()).digest()[:8])


def whole(size: Decimal, places: int) -> int:
    """The absolute size as a whole number of 10^-places, which it has no more decimals than."""
    return abs(int(size.scaleb(places, context=_WIDE)))


@dataclass(frozen=True, slots=True)
class Points:
    """The points that lie on a length.

    Args:
        total: the length, above 0.
        count: how many there are.
        start: see `start_of`.
    """

    total: int
    count: int
    start: int

    def below(self, length: int) -> int:
        """How many lie before a length from the beginning; one at the very end of a line is the next line's."""
        reached = length * self.count * PARTS - self.start * self.total
        return 0 if reached <= 0 else -(-reached // (self.total * PARTS))

    def on(self, lengths: Iterable[int], *, passed: int = 0) -> Iterator[int]:
        """How many fall on each of lines that follow each other.

        Args:
            passed: the length of what comes before them.
        """
        before = self.below(passed)
        for length in lengths:
            passed += length
            reached = self.below(passed)
            yield reached - before
            before = reached


def hits(sizes: Sequence[Decimal], *, points: int, start: int) -> list[int]:
    """How many points fall on each line, in their order; none where every size is 0."""
    places = max((-int(size.as_tuple().exponent) for size in sizes), default=0)
    lengths = [whole(size, max(0, places)) for size in sizes]
    return list(Points(sum(lengths), points, start).on(lengths)) if any(lengths) else [0] * len(lengths)
