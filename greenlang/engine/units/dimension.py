"""Dimensions: what a unit measures, as a vector of whole powers over base dimensions.

Besides mass, length, time and the like there are tags, base dimensions of their own that keep apart what
must not be mixed: the substance of a mass (``substance:CO2``), the heating-value basis of fuel energy
(``basis:HHV``), the reference condition of a gas volume (``reference:60F``), a currency's price year
(``price-year:USD 2022``).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

SUBSTANCE, BASIS, REFERENCE, PRICE_YEAR, CURRENCY = (
    "substance",
    "basis",
    "reference",
    "price-year",
    "currency",
)
TAGS = (SUBSTANCE, BASIS, REFERENCE, PRICE_YEAR)


@dataclass(frozen=True, slots=True)
class Dimension:
    """Sorted pairs of base dimension and power, no power zero; the empty tuple is a bare number."""

    powers: tuple[tuple[str, int], ...] = ()

    @classmethod
    def of(cls, powers: Iterable[tuple[str, int]]) -> "Dimension":
        """The dimension of these pairs; powers of one base are added."""
        total: dict[str, int] = {}
        for base, power in powers:
            total[base] = total.get(base, 0) + power
        return cls(tuple(sorted((base, power) for base, power in total.items() if power)))

    def __mul__(self, other: "Dimension") -> "Dimension":
        return Dimension.of((*self.powers, *other.powers))

    def __truediv__(self, other: "Dimension") -> "Dimension":
        return self * other**-1

    def __pow__(self, exponent: int) -> "Dimension":
        return Dimension.of((base, power * exponent) for base, power in self.powers)

    def without(self, kinds: Iterable[str]) -> "Dimension":
        """The same without tags of these kinds."""
        dropped = tuple(kinds)
        return Dimension(tuple(pair for pair in self.powers if pair[0].partition(":")[0] not in dropped))

    def tags(self, kind: str) -> dict[str, int]:
        """The tags of one kind and their powers: ``{"HHV": -1}``."""
        pairs = ((*base.partition(":"), power) for base, power in self.powers)
        return {name: power for head, _, name, power in pairs if head == kind}

    @property
    def text(self) -> str:
        """In words, for messages: "mass(CO2)/energy(HHV)", "volume", "a bare number"."""
        return _text(self)

    def in_words(self, top: str, second: str, bottom: str) -> str:
        """As the first two named dimensions over the third, the tags beside the parts they belong to."""
        left = {(kind, name): power for kind in TAGS for name, power in self.tags(kind).items()}
        words = []
        for part, sign in ((top, 1), (second, 1), (bottom, -1)):
            fitting = [key for key, power in left.items() if key[0] == _TAG_OF.get(part) and power * sign > 0]
            tag = f"({fitting[0][1]})" if fitting else ""
            if fitting:
                left[fitting[0]] -= sign
            words.append(f"{part}{tag}" if part else "")
        unplaced = [f"{name}^{power}" if power != 1 else name for (_, name), power in left.items() if power]
        above = "*".join(word for word in words[:2] if word) or "1"
        text = f"{above}/{words[2]}" if words[2] else above
        return f"{text} [{', '.join(unplaced)}]" if unplaced else text


NAMED: dict[str, Dimension] = {
    "": Dimension(),
    "mass": Dimension.of([("mass", 1)]),
    "energy": Dimension.of([("mass", 1), ("length", 2), ("time", -2)]),
    "volume": Dimension.of([("length", 3)]),
    "distance": Dimension.of([("length", 1)]),
    "area": Dimension.of([("length", 2)]),
    "time": Dimension.of([("time", 1)]),
    "power": Dimension.of([("mass", 1), ("length", 2), ("time", -3)]),
    "amount": Dimension.of([("amount", 1)]),
    "temperature": Dimension.of([("temperature", 1)]),
    "passengers": Dimension.of([("passenger", 1)]),
    "vehicles": Dimension.of([("vehicle", 1)]),
    "rooms": Dimension.of([("room", 1)]),
    "persons": Dimension.of([("person", 1)]),
    "count": Dimension.of([("count", 1)]),
}
_TAG_OF = {"mass": SUBSTANCE, "amount": SUBSTANCE, "energy": BASIS, "volume": REFERENCE}


@lru_cache(maxsize=1000)
def _text(dimension: Dimension) -> str:
    if not dimension.powers:
        return "a bare number"
    fitting = [dimension.in_words(*parts) for parts in _compositions().get(dimension.without(TAGS), ())]
    if fitting:
        return min(fitting, key=lambda text: ("[" in text, text.count("*") + text.count("/"), text))
    return "*".join(f"{base}^{power}" if power != 1 else base for base, power in dimension.powers)


@lru_cache(maxsize=1)
def _compositions() -> dict[Dimension, list[tuple[str, str, str]]]:
    """Every dimension that is one named dimension times another over a third, and all such ways."""
    found: dict[Dimension, list[tuple[str, str, str]]] = {}
    for top, second, bottom in product(NAMED, NAMED, NAMED):
        if top or not second:
            dimension = NAMED[top] * NAMED[second] / NAMED[bottom]
            found.setdefault(dimension, []).append((top, second, bottom))
    return found
