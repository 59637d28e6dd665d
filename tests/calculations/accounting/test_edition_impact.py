"""What a change of activity, edition, GWP set or method does to a line: effects that add up exactly."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.calculations.accounting.impact import (
    Effect,
    Effects,
    ImpactLine,
    ImpactReport,
    LineState,
    decomposed,
    impact_of,
    impacts,
    line_state,
)
from greenlang.engine import (
    Binding,
    FactorComponent,
    FactorRequest,
    GwpSet,
    InvalidInput,
    MissingGwp,
    OutOfRange,
    ResolvedFactor,
    compile_formula,
    exact_sum,
    inputs_document,
    method,
)
from greenlang.engine.records import recipe_of
from tests.calculations.accounting.inventory_lines import (
    AR5,
    AR6,
    BY_ENERGY,
    CO2E_ONLY,
    GAS,
    GAS_REVISED,
    definition,
    factor,
    quantity,
    state,
    state_by_volume,
)


def line(before: LineState | None, after: LineState | None, line_id: str = "1", scope: str = "1") -> ImpactLine:
    return ImpactLine(line_id, scope, before, after)


def effects(before: LineState | None, after: LineState | None) -> Effects:
    return impact_of(line(before, after)).effects


def test_nothing_changed_is_no_effect() -> None:
    assert effects(state(), state()) == Effects()


def test_only_the_activity() -> None:
    assert effects(state("50"), state("60")) == Effects(activity=Decimal("531.145"))


def test_only_the_factor() -> None:
    # 50 mmBtu at 0.05 kg CO2 and 0.1 g CH4 more.
    assert effects(state(), state(values=GAS_REVISED)) == Effects(factor=Decimal("2.64"))


def test_only_the_potentials() -> None:
    # 50 g of methane at 27 instead of 28, 5 g of N2O at 273 instead of 265.
    assert effects(state(), state(gwp=AR6)) == Effects(gwp=Decimal("-0.05") + Decimal("0.04"))


def test_only_the_method() -> None:
    before, after = state("51.3"), state_by_volume("50000")
    assert effects(before, after) == Effects()
    smaller = state_by_volume("50000", heat_content="0.001")
    assert effects(before, smaller).method == smaller.co2e - before.co2e


def test_all_at_once_in_the_fixed_order() -> None:
    before, after = state("50"), state("60", GAS_REVISED, AR6)
    found = effects(before, after)
    assert found.activity == state("60").co2e - before.co2e
    assert found.factor == state("60", GAS_REVISED).co2e - state("60").co2e
    assert found.gwp == after.co2e - state("60", GAS_REVISED).co2e
    assert found.method == found.structure == 0


def test_a_line_that_appears_or_goes_is_structure() -> None:
    assert effects(None, state()) == Effects(structure=state().co2e)
    assert effects(state(), None) == Effects(structure=-state().co2e)


def test_a_factor_given_as_co2e_only_is_not_rebased() -> None:
    before = state(values=CO2E_ONLY, gwp_basis="AR4")
    found = impact_of(line(before, replace(before, gwp=AR6)))
    assert found.effects == Effects()
    assert found.not_rebased == ("natural-gas is published as CO2e only, with AR4 in it: it cannot be re-based to AR6.")
    assert impact_of(line(before, before)).not_rebased == ""


def test_going_over_to_co2e_only_leaves_no_gwp_effect() -> None:
    found = impact_of(line(state(), state(values=CO2E_ONLY, gwp=AR6)))
    assert found.effects.gwp == 0
    assert found.effects.factor == state(values=CO2E_ONLY).co2e - state().co2e
    assert "not stated" in found.not_rebased


def test_a_gas_published_as_co2e_is_rebased_and_its_published_total_left() -> None:
    """At the publisher's potentials the printed total wins; at others the parts are summed, with their own masses."""
    parts = (
        FactorComponent("CO2", "ef_co2", Decimal("0.17489"), "kg/kWh", as_co2e_at=Decimal(1)),
        FactorComponent("CH4", "ef_ch4", Decimal("0.00084"), "kg/kWh", as_co2e_at=Decimal(28)),
    )
    total = FactorComponent("CO2e", "ef_total", Decimal("0.17572"), "kg/kWh")
    grid = ResolvedFactor(parts, source="DESNZ", published_total=total)
    formula = compile_formula(method("purchased-electricity/location-based").definition)
    before = LineState(formula, {"quantity": quantity("1000", "kWh")}, {"ef": grid}, AR5)
    found = impact_of(line(before, replace(before, gwp=AR6)))
    assert found.before == Decimal("175.72")
    assert found.after == Decimal("174.89") + Decimal("0.81")
    assert found.effects == Effects(gwp=Decimal("-0.02"))
    assert found.not_rebased == ""


def test_inputs_of_another_kind_fall_to_the_method() -> None:
    """The old formula takes energy, the new one volume: nothing can be exchanged before the formula is."""
    before, after = state("50"), state_by_volume("60000")
    found = effects(before, after)
    assert found == Effects(method=found.method)
    assert found.method == found.difference == after.co2e - before.co2e


def test_a_combination_without_a_value_falls_to_the_next_effect() -> None:
    """The later factor has a gas that the earlier set does not know: factor and potentials move together."""
    with_sf6 = {**GAS, "SF6": ("0.001", "g/mmBtu(HHV)")}
    knowing = GwpSet("AR5+", "with SF6", {**AR5.values, "SF6": Decimal(23500)}, "AR5")
    found = effects(state(), state(values=with_sf6, gwp=knowing))
    assert found.factor == 0
    assert found.gwp == Decimal("1.175")


def test_a_line_that_cannot_be_calculated_anew_is_refused_with_its_reason() -> None:
    with_sf6 = {**GAS, "SF6": ("0.001", "g/mmBtu(HHV)")}
    broken = line(state(), state(values=with_sf6), line_id="2")
    with pytest.raises(MissingGwp):
        impact_of(broken)
    good, refused = impacts([line(state(), state("60")), broken])
    assert good.refused == ""
    assert "SF6" in refused.refused
    assert refused.before == refused.after == state().co2e
    assert refused.effects == Effects()


def test_an_earlier_state_that_cannot_be_calculated_is_an_error() -> None:
    formula = definition("quantity / cap * ef", inputs={"quantity": "mmBtu(HHV)", "cap": "1"})
    inputs = {"quantity": quantity("1", "mmBtu(HHV)"), "cap": quantity("0", "1")}
    broken = LineState(compile_formula(formula), inputs, {"ef": factor(GAS)}, AR5)
    with pytest.raises(OutOfRange):
        list(impacts([line(broken, state())]))


def test_the_two_states_must_have_a_value() -> None:
    with pytest.raises(InvalidInput, match="has no value"):
        decomposed(lambda effects: None if Effect.METHOD in effects else Decimal(1))
    with pytest.raises(InvalidInput, match="has no value"):
        decomposed(lambda effects: Decimal(1) if effects else None)


amounts = st.decimals(0, 10**7, places=5, allow_nan=False).map(str)
values = st.decimals(0, 1000, places=6, allow_nan=False).map(str)


@st.composite
def states(draw: st.DrawFn) -> LineState:
    gwp = draw(st.sampled_from([AR5, AR6]))
    gases = {"CO2": (draw(values), "kg/mmBtu(HHV)"), "CH4": (draw(values), "g/mmBtu(HHV)")}
    only = {"CO2e": (draw(values), "lb/mmBtu(HHV)")}
    if draw(st.booleans()):
        return state_by_volume(draw(amounts), draw(values), gwp)
    return state(draw(amounts), draw(st.sampled_from([gases, only])), gwp)


@given(st.none() | states(), st.none() | states())
def test_the_effects_add_up_to_the_difference_exactly(before: LineState | None, after: LineState | None) -> None:
    found = impact_of(line(before, after))
    assert found.effects.difference == exact_sum((found.after, found.before.copy_negate()))
    assert not found.not_rebased or found.effects.gwp == 0


combinations = st.lists(st.none() | st.decimals(-(10**20), 10**20, places=9, allow_nan=False), min_size=3, max_size=3)


@given(st.decimals(0, 10**20, places=9), combinations, st.decimals(0, 10**20, places=9))
def test_any_values_between_add_up(before: Decimal, between: list[Decimal | None], after: Decimal) -> None:
    reached = [before, *between, after]
    assert decomposed(lambda effects: reached[len(effects)]).difference == exact_sum((after, before.copy_negate()))


def test_the_report_adds_up_by_factor_scope_and_over_all() -> None:
    lines = [
        line(state("50"), state("60", GAS_REVISED, AR6), "1"),
        line(state("10", CO2E_ONLY, cid="ef_only"), state("10", CO2E_ONLY, AR6, cid="ef_only"), "2", "3"),
        line(None, state("5", gwp=AR6), "3"),
        line(state(), state(values={**GAS, "SF6": ("1", "g/mmBtu(HHV)")}), "4"),
    ]
    report = ImpactReport()
    passed = list(report.passing(impacts(lines)))
    assert [impact.id for impact in passed] == ["1", "2", "3", "4"]
    assert set(report.by_scope) == {"1", "3"}
    assert set(report.by_factor) == {"ef_gas", "ef_only"}
    assert set(report.not_rebased) == {"2"}
    assert set(report.refused) == {"4"}
    for sums in (report.by_scope, report.by_factor):
        assert exact_sum(one.effects.difference for one in sums.values()) == report.total.effects.difference
    assert report.total.effects.difference == report.total.after - report.total.before
    assert report.as_document() == ImpactReport.of(reversed(passed)).as_document()
    assert report.as_document()["total"] == {
        "lines": "3",
        "before": "3186.87",
        "after": "3986.7365",
        "effects": Effects.of(impact.effects for impact in passed).as_document(),
        "refused_lines": "1",
        "refused_before": "2655.725",
    }
    assert passed[3].as_document()["after"] is None
    assert passed[1].as_document()["not_rebased"] == report.not_rebased["2"]


def test_a_state_is_read_from_a_recipe_and_an_input_document() -> None:
    formula = compile_formula(BY_ENERGY)
    inputs = {"quantity": quantity("50", "mmBtu(HHV)")}
    request = FactorRequest("ef", "stationary-combustion", "natural-gas", "US", "kg/mmBtu(HHV)")
    document = inputs_document({"fuel": inputs["quantity"], "site": "Leeds"})
    binding = Binding("by_energy", inputs, {"ef": request}, document)
    factors = {"ef": factor(GAS)}
    outcome = formula.evaluate(inputs, factors, AR5)
    agent = {"id": "a", "version": "1", "pack_sha256": ""}
    recipe = recipe_of(agent=agent, formula=formula, binding=binding, factors=factors, gwp=AR5, outcome=outcome)
    found = line_state(recipe.document, document, AR5)
    assert found.outcome == outcome
    assert found.formula == formula
    assert found.separable


def test_a_bare_number_of_the_input_document_is_read_too() -> None:
    formula = compile_formula(definition("quantity * share * ef", inputs={"quantity": "mmBtu(HHV)", "share": "1"}))
    inputs = {"quantity": quantity("50", "mmBtu(HHV)"), "share": quantity("0.5", "1")}
    document = {"quantity": inputs["quantity"].as_document(), "share": "0.5"}
    recipe = {
        "formula": {"definition": formula.definition.as_document()},
        "bound": {"quantity": "quantity", "share": "share"},
        "resolved": {"ef": factor(GAS).as_document()},
    }
    assert line_state(recipe, document, AR5).co2e == state("25").co2e
