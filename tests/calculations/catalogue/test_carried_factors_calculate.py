"""The carried factors and warming potentials, put through the engine, give the hand-worked figures."""

from decimal import Decimal

import pytest

from apps.calculations.catalogue.bundles import Candidate
from apps.calculations.catalogue.content_id import ef_cid
from apps.calculations.catalogue.gwp_sets import gwp_set_of
from apps.calculations.catalogue.matching import match_factor
from apps.calculations.catalogue.reading import EDITIONS, read_edition
from greenlang.engine.contract import FactorRequest
from greenlang.engine.formula import (
    CompiledFormula,
    FactorSlot,
    FormulaDefinition,
    Outcome,
    ResolvedFactor,
    compile_formula,
)
from greenlang.engine.gases import Origin
from greenlang.engine.units import Quantity, parse_unit
from tests.calculations.catalogue.carried import editions

BY_ENERGY = compile_formula(
    FormulaDefinition(
        id="by_energy",
        version="1",
        title="Fuel energy times factor",
        scope="1",
        expression="quantity * ef",
        inputs={"quantity": "mmBtu(HHV)"},
        factors={"ef": FactorSlot("kg/mmBtu(HHV)", True)},
        output_name="co2e",
        output_unit="kg CO2e",
        source="40 CFR 98.33 Eq. C-1b, C-8b",
    )
)


def burn(fuel: str, mmbtu: str, gwp: str) -> Outcome:
    hub, potentials = read_edition(EDITIONS / "epa-hub-2025"), read_edition(EDITIONS / f"ipcc-gwp-{gwp}")
    rows = [Candidate(row, hub.edition, ef_cid(row, hub.edition)) for row in hub.factors]
    request = FactorRequest(
        slot="ef",
        category="stationary-combustion",
        activity=fuel,
        region="US",
        unit="kg/mmBtu(HHV)",
        gases=("CO2", "CH4", "N2O"),
    )
    quantity = Quantity(Decimal(mmbtu), parse_unit("mmBtu(HHV)"))
    gwp_set = gwp_set_of(potentials.edition, potentials.gwps)
    return BY_ENERGY.evaluate({"quantity": quantity}, {"ef": match_factor(rows, request)}, gwp_set)


@pytest.mark.parametrize(("gwp", "co2e"), [("ar4", "2655.74"), ("ar5", "2655.725"), ("ar6", "2655.715")])
def test_fifty_mmbtu_of_natural_gas(gwp: str, co2e: str) -> None:
    """50 x 53.06 + 0.05 kg CH4 x 25, 28, 27.0 + 0.005 kg N2O x 298, 265, 273."""
    outcome = burn("natural-gas", "50", gwp)
    assert outcome.result == Decimal(co2e)
    assert [(gas.gas, gas.mass) for gas in outcome.gases] == [
        ("CO2", Decimal("2653")),
        ("CH4", Decimal("0.05")),
        ("N2O", Decimal("0.005")),
    ]


def test_wood_counts_methane_and_nitrous_oxide_only() -> None:
    """50 x 93.80 kg of CO2 apart; 0.36 kg CH4 x 28 + 0.18 kg N2O x 265 inside."""
    outcome = burn("wood-and-wood-residuals", "50", "ar5")
    assert outcome.co2_biogenic == Decimal("4690")
    assert outcome.result == Decimal("57.78")


def formula(unit: str, factor: str, origin: Origin = "combustion") -> CompiledFormula:
    return compile_formula(
        FormulaDefinition(
            id="by_quantity",
            version="1",
            title="Quantity times factor",
            scope="1",
            expression="quantity * ef",
            inputs={"quantity": unit},
            factors={"ef": FactorSlot(factor, True)},
            output_name="co2e",
            output_unit="kg CO2e",
            source="these tests",
            origin=origin,
        )
    )


def found(edition: str, category: str, activity: str, region: str, unit: str) -> ResolvedFactor:
    published = editions()[edition]
    rows = [Candidate(row, published.edition, ef_cid(row, published.edition)) for row in published.factors]
    request = FactorRequest(
        slot="ef", category=category, activity=activity, region=region, unit=unit, gases=(), edition=edition
    )
    return match_factor(rows, request)


def computed(compiled: CompiledFormula, quantity: str, unit: str, factor: ResolvedFactor, gwp: str) -> Outcome:
    potentials = editions()[f"ipcc-gwp-{gwp}"]
    amount = Quantity(Decimal(quantity), parse_unit(unit))
    return compiled.evaluate({"quantity": amount}, {"ef": factor}, gwp_set_of(potentials.edition, potentials.gwps))


def test_gases_printed_as_co2e_are_masses_again_and_can_be_rebased() -> None:
    """1,000 kWh gross of UK gas, 2025: 182.59 kg CO2, 0.28/28 kg CH4, 0.09/265 kg N2O; at AR4 25 and 298."""
    factor = found("desnz-2025", "stationary-combustion", "gaseous-fuels-natural-gas", "GB", "kg/kWh(HHV)")
    by_energy = formula("kWh(HHV)", "kg/kWh(HHV)")
    own = computed(by_energy, "1000", "kWh(HHV)", factor, "ar5")
    masses = {gas.gas: gas.mass for gas in own.gases}
    assert (masses["CO2"], masses["CH4"]) == (Decimal("182.59"), Decimal("0.01"))
    assert masses["N2O"] * 265 - Decimal("0.09") < Decimal("1e-25")
    assert own.result == Decimal("182.96")
    other = computed(by_energy, "1000", "kWh(HHV)", factor, "ar4")
    expected = Decimal("182.59") + Decimal("0.01") * 25 + Decimal("0.09") / 265 * 298
    assert abs(other.result - expected) < Decimal("1e-20")


def test_a_blend_is_its_composition_at_the_potentials_of_the_set() -> None:
    """2 kg of R-404A: 0.88 kg HFC-125, 0.08 kg HFC-134a, 1.04 kg HFC-143a."""
    factor = found("epa-hub-2025", "refrigerant-composition", "r-404a", "GLO", "kg/kg")
    outcome = computed(formula("kg", "kg/kg", "fugitive"), "2", "kg", factor, "ar5")
    assert {gas.gas: gas.mass for gas in outcome.gases} == {
        "HFC-125": Decimal("0.88"),
        "HFC-134a": Decimal("0.08"),
        "HFC-143a": Decimal("1.04"),
    }
    assert outcome.result == Decimal("0.88") * 3170 + Decimal("0.08") * 1300 + Decimal("1.04") * 4800


def test_a_blend_of_memo_gases_counts_nothing() -> None:
    factor = found("epa-hub-2025", "refrigerant-composition", "r-406a", "GLO", "kg/kg")
    outcome = computed(formula("kg", "kg/kg", "fugitive"), "10", "kg", factor, "ar5")
    assert outcome.result == 0
    assert {memo.gas: memo.mass for memo in outcome.memo} == {"HCFC-22": Decimal("5.5"), "HCFC-142b": Decimal("4.1")}


def test_waste_cannot_be_separated_and_says_its_potentials() -> None:
    factor = found("epa-hub-2025", "waste-disposal", "mixed-msw-landfilled", "US", "t/short_ton")
    assert factor.gwp_basis == "AR4"
    outcome = computed(formula("short_ton", "t/short_ton"), "100", "short_ton", factor, "ar5")
    assert outcome.result == Decimal("58000")
    assert not outcome.separable


def test_an_upstream_spend_is_a_spend_in_dollars_of_its_year() -> None:
    industry = "541511-custom-computer-programming-services"
    factor = found("useeio-1-3", "spend", industry, "US", "kg/USD(2022)")
    assert computed(formula("USD(2022)", "kg/USD(2022)"), "1000", "USD(2022)", factor, "ar5").result == 84
