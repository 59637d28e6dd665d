"""What moved a total from one period to another, source by source, in effects that add up to it exactly.

Two periods have different activities, so that lines cannot be paired; sources can: one activity at one site. Of a
source in both periods the same things are exchanged in the same order as between two states of a line: activity,
factor, potentials, method. A source in one of them only is a structure effect.

Between the two ends a source is not calculated line by line. A method is linear in what was done, so that a later line
calculated with earlier things stands to itself as all the lines of its recipe do; one of them, the sample, is
calculated, and the recipe's sum is scaled by it. These stations are rounded to 28 digits, as every output is; the ends
are the exact sums, and each effect is the exact difference of two stations, whatever these are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import partial

from apps.calculations.accounting.impact.effects import ORDER, Effect, Effects, decomposed
from apps.calculations.accounting.impact.states import LineState
from greenlang.engine import GreenLangError, exact_sum

_STATION = Context(prec=28, rounding=ROUND_HALF_EVEN)
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class RecipeSum:
    """The lines of one recipe of a source.

    Args:
        co2e: kg, exact.
        sample: one of the lines, one that emits where there is such a line.
    """

    co2e: Decimal
    sample: LineState


@dataclass(frozen=True, slots=True)
class SourceSums:
    """A source, or many sources that the same recipes calculated, in both periods.

    Args:
        before, after: by recipe. Each of after is calculated with the things of the recipe of before that fits it best.
        only_before, only_after: kg CO2e of the sources that are in one period only.
    """

    before: Sequence[RecipeSum] = ()
    after: Sequence[RecipeSum] = ()
    only_before: Decimal = _ZERO
    only_after: Decimal = _ZERO

    @property
    def total_before(self) -> Decimal:
        """kg CO2e of the earlier period."""
        return exact_sum((*(part.co2e for part in self.before), self.only_before))

    @property
    def total_after(self) -> Decimal:
        """kg CO2e of the later period."""
        return exact_sum((*(part.co2e for part in self.after), self.only_after))


def source_effects(source: SourceSums) -> Effects:
    """The effects on a source; they add up to the difference of its totals exactly."""
    structure = Effects(structure=exact_sum((source.only_after, source.only_before.copy_negate())))
    if not source.before or not source.after:
        gone = [part.co2e.copy_negate() for part in source.before]
        return Effects.of((structure, Effects(structure=exact_sum((*(part.co2e for part in source.after), *gone)))))
    pairs = [(part, _reference(part, source.before)) for part in source.after]
    if all(reference is None for _, reference in pairs):
        moved = exact_sum((*(part.co2e for part in source.after), *(part.co2e.copy_negate() for part in source.before)))
        return Effects.of((structure, Effects(method=moved)))
    return Effects.of((structure, decomposed(partial(_station, source, pairs))))


def _reference(part: RecipeSum, before: Sequence[RecipeSum]) -> LineState | None:
    """The earlier recipe that a later part is held against; None where none takes what it measures.

    One of the same formula comes first, then one for the same region, then the one with most emissions.
    """
    later = part.sample
    fitting = [earlier for earlier in before if _takes(earlier.sample, later)]
    if not fitting:
        return None

    def closeness(earlier: RecipeSum) -> tuple[bool, bool, Decimal]:
        same_formula = earlier.sample.formula.definition.id == later.formula.definition.id
        return same_formula, earlier.sample.emission_factor.region == later.emission_factor.region, abs(earlier.co2e)

    return max(fitting, key=closeness).sample


def _takes(reference: LineState, later: LineState) -> bool:
    """Whether a recipe can be calculated with a later line's inputs: a volume tells no recipe for energy anything."""
    return all(
        name in later.inputs and later.inputs[name].unit.dimension == quantity.unit.dimension
        for name, quantity in reference.inputs.items()
    )


def _station(
    source: SourceSums, pairs: Sequence[tuple[RecipeSum, LineState | None]], effects: frozenset[Effect]
) -> Decimal | None:
    """kg CO2e of the source with these things exchanged; None where a recipe's lines cannot be calculated so.

    A part that no earlier recipe takes stands there as it is: as activity that was not there before.
    """
    if not effects:
        return exact_sum(part.co2e for part in source.before)
    if effects == frozenset(ORDER):
        return exact_sum(part.co2e for part in source.after)
    found = [part.co2e if reference is None else _scaled(part, reference, effects) for part, reference in pairs]
    return None if None in found else exact_sum(part for part in found if part is not None)


def _scaled(part: RecipeSum, reference: LineState, effects: frozenset[Effect]) -> Decimal | None:
    if not _rebased(reference, part.sample):
        effects -= {Effect.GWP}
    try:
        station = reference.exchanged(part.sample, effects).co2e
    except GreenLangError:
        return None
    if not part.sample.co2e:
        # Nothing is emitted, by all lines or by no line: how much was done cannot be told from it.
        return None if station else _ZERO
    if part.co2e == part.sample.co2e:
        return station
    if station == part.sample.co2e:
        return part.co2e
    return _STATION.divide(_STATION.multiply(part.co2e, station), part.sample.co2e)


def _rebased(before: LineState, after: LineState) -> bool:
    """Whether the potentials can be exchanged: a factor of CO2e only does not say which gases it is of."""
    return before.gwp.values == after.gwp.values or after.separable
