"""The difference between two states as effects that add up to it exactly.

The states differ in activity data, factors, warming potentials and method. They are exchanged one after another in
this fixed order, and each effect is what the result moves by at its turn; so the effects always add up, and where two
things change at once their joint part falls to the later one. Activity comes first because it is what happened;
factors and potentials follow as what is known about it; the method comes last, since the old one can take the new
figures while the new one may need inputs that the old state never had.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from decimal import Decimal
from enum import StrEnum

from greenlang.engine import InvalidInput, canonical_number, exact_sum

_ZERO = Decimal(0)


class Effect(StrEnum):
    """What can differ between two states; a line that exists in one only is a structure effect."""

    ACTIVITY = "activity"
    FACTOR = "factor"
    GWP = "gwp"
    METHOD = "method"


ORDER: tuple[Effect, ...] = tuple(Effect)
"""The order of substitution."""


@dataclass(frozen=True, slots=True)
class Effects:
    """kg CO2e by effect."""

    activity: Decimal = _ZERO
    factor: Decimal = _ZERO
    gwp: Decimal = _ZERO
    method: Decimal = _ZERO
    structure: Decimal = _ZERO

    @property
    def difference(self) -> Decimal:
        """The sum of the effects: what the later state has more, exact."""
        return exact_sum(getattr(self, name) for name in EFFECTS)

    @classmethod
    def of(cls, parts: Iterable["Effects"]) -> "Effects":
        """The sum of several."""
        found = list(parts)
        return cls(**{name: exact_sum(getattr(part, name) for part in found) for name in EFFECTS})

    def as_document(self) -> dict[str, str]:
        """Every effect and the difference, canonical."""
        values = {name: canonical_number(getattr(self, name)) for name in EFFECTS}
        return values | {"difference": canonical_number(self.difference)}


EFFECTS = tuple(f.name for f in fields(Effects))


def decomposed(value: Callable[[frozenset[Effect]], Decimal | None]) -> Effects:
    """The effects between two states.

    Args:
        value: kg CO2e of the combination in which these things are of the later state and the rest of the earlier;
            None where a combination between the two has no value, whose effect then falls to the next. The two
            states themselves have one.
    """
    exchanged: frozenset[Effect] = frozenset()
    reached = _valued(value(exchanged))
    found: dict[str, Decimal] = {}
    for effect in ORDER:
        exchanged |= {effect}
        after = value(exchanged)
        if effect is ORDER[-1]:
            after = _valued(after)
        if after is not None:
            found[effect.value] = exact_sum((after, reached.copy_negate()))
            reached = after
    return Effects(**found)


def _valued(value: Decimal | None) -> Decimal:
    if value is None:
        raise InvalidInput("One of the two states has no value.", mend="Compare states that can be calculated.")
    return value
