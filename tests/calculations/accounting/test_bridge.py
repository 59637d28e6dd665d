"""What moved a total between two periods: effects by source that add up to the difference exactly."""

from collections.abc import Sequence
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from apps.calculations.accounting.impact import Effects, LineState, RecipeSum, SourceSums, impact_of, source_effects
from apps.calculations.accounting.impact.lines import ImpactLine
from greenlang.engine import exact_sum
from tests.calculations.accounting.inventory_lines import (
    AR5,
    AR6,
    CO2E_ONLY,
    GAS,
    GAS_REVISED,
    state,
    state_by_volume,
)
from tests.calculations.accounting.test_edition_impact import states

ZERO = {"CO2": ("0", "kg/mmBtu(HHV)"), "CH4": ("0", "g/mmBtu(HHV)")}
sums = st.decimals(-(10**15), 10**15, places=12, allow_nan=False)


def of(*lines: LineState) -> RecipeSum:
    """The lines of one recipe, the first of them its sample."""
    return RecipeSum(exact_sum(line.co2e for line in lines), lines[0])


@st.composite
def recipe_sums(draw: st.DrawFn) -> list[RecipeSum]:
    return [RecipeSum(draw(sums), draw(states())) for _ in range(draw(st.integers(0, 3)))]


@given(recipe_sums(), recipe_sums(), sums, sums)
def test_the_effects_add_up_to_the_difference_exactly(
    before: Sequence[RecipeSum], after: Sequence[RecipeSum], gone: Decimal, come: Decimal
) -> None:
    source = SourceSums(before, after, gone, come)
    assert source_effects(source).difference == exact_sum((source.total_after, source.total_before.copy_negate()))


@given(states(), states())
def test_a_source_of_one_line_is_split_as_the_line_is(before: LineState, after: LineState) -> None:
    found = source_effects(SourceSums([of(before)], [of(after)]))
    if before.formula.definition.id != after.formula.definition.id:
        assert found == Effects(method=exact_sum((after.co2e, before.co2e.copy_negate())))
    elif after.co2e:
        assert found == impact_of(ImpactLine("1", "1", before, after)).effects


def test_more_of_the_same_is_activity_however_many_lines_it_is() -> None:
    source = SourceSums([of(state("50"), state("30"))], [of(state("7"), state("43"), state("60"))])
    assert source_effects(source) == Effects(activity=source.total_after - source.total_before)


def test_each_cause_is_told_apart() -> None:
    source = SourceSums([of(state("50"))], [of(state("20", GAS_REVISED, AR6), state("40", GAS_REVISED, AR6))])
    found = source_effects(source)
    assert found.activity == state("60").co2e - state("50").co2e
    assert found.factor == state("60", GAS_REVISED).co2e - state("60").co2e
    assert found.gwp == state("60", GAS_REVISED, AR6).co2e - state("60", GAS_REVISED).co2e
    assert (found.method, found.structure) == (Decimal(0), Decimal(0))


def test_a_source_of_one_period_only_is_structure() -> None:
    assert source_effects(SourceSums(only_before=Decimal(5), only_after=Decimal(7))) == Effects(structure=Decimal(2))
    assert source_effects(SourceSums([of(state("50"))])) == Effects(structure=-state("50").co2e)


def test_a_factor_of_nothing_is_a_factor_effect_and_an_activity_of_nothing_one_of_activity() -> None:
    before = [of(state("50"))]
    assert source_effects(SourceSums(before, [of(state("90", ZERO))])) == Effects(factor=-state("50").co2e)
    assert source_effects(SourceSums(before, [of(state("0"))])) == Effects(activity=-state("50").co2e)


def test_what_cannot_be_rebased_has_no_effect_of_potentials() -> None:
    source = SourceSums([of(state("50", CO2E_ONLY, AR5))], [of(state("50", CO2E_ONLY, AR6))])
    assert source_effects(source) == Effects()


def test_what_was_measured_otherwise_is_held_against_its_like_and_else_is_activity() -> None:
    before = [of(state("50")), of(state_by_volume("50000"))]
    grown = SourceSums(before, [of(state("60")), of(state_by_volume("70000"))])
    assert source_effects(grown) == Effects(activity=grown.total_after - grown.total_before)
    begun = SourceSums(before[:1], [of(state("50")), of(state_by_volume("7"))])
    assert source_effects(begun) == Effects(activity=state_by_volume("7").co2e)


def test_the_largest_recipe_of_before_is_what_later_lines_are_held_against() -> None:
    source = SourceSums([of(state("1", GAS_REVISED)), of(state("50", GAS))], [of(state("51", GAS))])
    found = source_effects(source)
    assert found.factor == 0
    assert found.activity == state("51").co2e - source.total_before
