"""Drawing in proportion to size: monetary-unit sampling, with a kilogram of CO2e in the place of the money.

The lines lie end to end in the order of the ledger, each as long as its absolute kg CO2e. N points lie on them, one
interval (total / N) apart, the first at a place the seed decides; a line is drawn by each point that falls on it. A
line of at least one interval is drawn for certain. Everything is exact: lengths are multiplied by N, so that no
interval is divided. `greenlang.engine` aside this imports nothing; the database draws by the same rule.
"""

import hashlib
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

SEED_BITS = 64


def start_of(seed: str) -> Fraction:
    """Where the first point lies, as a part of the interval: from 0 to below 1, the same for the same seed."""
    number = int.from_bytes(hashlib.sha256(f"start:{seed}".encode()).digest()[: SEED_BITS // 8])
    return Fraction(number, 2**SEED_BITS)


def points_below(length: Fraction, *, total: Fraction, points: int, start: Fraction) -> int:
    """How many of the points lie below a length from the beginning; a point at the very end of a line is the next's."""
    reached = length * points / total - start
    return 0 if reached <= 0 else -(-reached.numerator // reached.denominator)


def hits(sizes: Iterable[Decimal], *, points: int, start: Fraction) -> Iterator[int]:
    """How many points fall on each line, in their order."""
    lengths = [abs(Fraction(size)) for size in sizes]
    total = sum(lengths, Fraction(0))
    passed, before = Fraction(0), 0
    for length in lengths:
        passed += length
        reached = points_below(passed, total=total, points=points, start=start) if total else 0
        yield reached - before
        before = reached
