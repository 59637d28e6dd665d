"""Factors published as the CO2e of each gas, totals beside their parts, and gases outside the scopes."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenlang.engine.errors import DimensionMismatch, InvalidFactor
from greenlang.engine.formula import FactorComponent, FactorSlot, ResolvedFactor
from greenlang.engine.gases import BUILTIN_GWP, CO2E_ROUNDING, GwpSet
from greenlang.engine.numbers import round_output
from tests.engine.formulas import NATURAL_GAS, compiled, factor, quantity

AR5, AR6 = BUILTIN_GWP["AR5"], BUILTIN_GWP["AR6"]
REFRIGERANTS = GwpSet(
    "X", "x", {"CO2": Decimal(1), "HFC-32": Decimal(677), "HFC-125": Decimal(3170), "HCFC-22": Decimal(1760)}, "s"
)
ELECTRICITY = compiled(
    inputs={"quantity": "kWh"}, factors={"ef": FactorSlot("kg/kWh", per_gas=True)}, scope="2", id="electricity"
)
LEAK = compiled(
    "loss * ef", inputs={"loss": "kg"}, factors={"ef": FactorSlot("kg/kg", per_gas=True)}, origin="fugitive", id="leak"
)


def part(gas: str, value: str, potential: str, unit: str = "kg(CO2e)/kWh") -> FactorComponent:
    return FactorComponent(gas, f"ef_{gas.lower()}", Decimal(value), unit, Decimal(potential))


def total(value: str, unit: str = "kg(CO2e)/kWh") -> FactorComponent:
    return FactorComponent("CO2e", "ef_total", Decimal(value), unit)


# The three parts and the total of UK electricity, T&D: 0.01299 is printed beside parts that make 0.01300.
PARTS = (part("CO2", "0.01284", "1"), part("CH4", "0.00006", "28"), part("N2O", "0.00010", "265"))
WITH_TOTAL = ResolvedFactor(PARTS, "DESNZ", published_total=total("0.01299"))


def test_a_mass_is_the_published_co2e_over_its_potential() -> None:
    outcome = ELECTRICITY.evaluate({"quantity": quantity("7000", "kWh")}, {"ef": ResolvedFactor(PARTS, "x")}, AR5)
    assert outcome.of("CO2").mass == Decimal("89.88")
    assert outcome.of("CH4").mass == Decimal("0.015")
    assert outcome.of("N2O").mass == Decimal("0.002641509433962264150943396226")
    assert outcome.of("CH4").co2e == Decimal("0.42")
    assert outcome.of("CH4").ef_value == Decimal("0.00006")
    assert outcome.of("CH4").ef_unit == "kg(CO2e)/kWh"
    assert outcome.of("CH4").as_document()["as_co2e_at"] == "28"
    assert len(outcome.gases) == 3
    assert outcome.separable


@pytest.mark.parametrize("unit", ["kg(CO2e)/kWh", "kg/kWh", "g(CO2e)/Wh", "kgCO2e/kWh"])
def test_its_unit_says_co2e_or_no_gas(unit: str) -> None:
    resolved = ResolvedFactor((part("CH4", "0.00006", "28", unit),), "x")
    outcome = ELECTRICITY.evaluate({"quantity": quantity("7000", "kWh")}, {"ef": resolved}, AR5)
    assert outcome.of("CH4").mass == Decimal("0.015")


def test_a_unit_of_the_gas_itself_contradicts_it() -> None:
    resolved = ResolvedFactor((part("CH4", "0.00006", "28", "kg(CH4)/kWh"),), "x")
    with pytest.raises(InvalidFactor):
        ELECTRICITY.evaluate({"quantity": quantity("1", "kWh")}, {"ef": resolved}, AR5)
    with pytest.raises(DimensionMismatch):
        plain = ResolvedFactor((FactorComponent("CO2e", "c", Decimal(1), "kg/mile"),), "x")
        ELECTRICITY.evaluate({"quantity": quantity("1", "kWh")}, {"ef": plain}, AR5)


@given(
    st.decimals(0, 10**6, places=5, allow_nan=False), st.decimals("0.1", 20000, places=2, allow_nan=False).map(Decimal)
)
def test_the_mass_is_exact_and_rounded_once(value: Decimal, potential: Decimal) -> None:
    component = FactorComponent("CH4", "c", value, "kg(CO2e)/kWh", potential)
    outcome = ELECTRICITY.evaluate({"quantity": quantity("3", "MWh")}, {"ef": ResolvedFactor((component,), "x")}, AR5)
    exact = Fraction(value) / Fraction(potential) * 3000
    assert outcome.of("CH4").mass == round_output(Decimal(exact.numerator), Decimal(exact.denominator))


def test_the_published_total_wins_at_the_sources_own_potentials() -> None:
    outcome = ELECTRICITY.evaluate({"quantity": quantity("7000", "kWh")}, {"ef": WITH_TOTAL}, AR5)
    line = outcome.gases[-1]
    assert line.gas == CO2E_ROUNDING
    assert (line.ef_cid, line.ef_value, line.ef_unit) == ("ef_total", Decimal("0.01299"), "kg(CO2e)/kWh")
    assert line.gwp == 1
    assert line.mass == line.co2e
    assert round(line.mass, 20) == Decimal("-0.07")
    assert outcome.result == outcome.co2e == Decimal("90.93")
    assert outcome.separable


def test_under_another_set_the_parts_are_summed() -> None:
    outcome = ELECTRICITY.evaluate({"quantity": quantity("7000", "kWh")}, {"ef": WITH_TOTAL}, AR6)
    assert [gas.gas for gas in outcome.gases] == ["CO2", "CH4", "N2O"]
    assert round(outcome.result, 10) == round(Decimal("89.88") + Decimal("0.405") + Decimal("0.7") * 273 / 265, 10)


def test_without_a_difference_there_is_no_line() -> None:
    resolved = ResolvedFactor(PARTS[:2], "x", published_total=total("0.0129"))
    outcome = ELECTRICITY.evaluate({"quantity": quantity("7000", "kWh")}, {"ef": resolved}, AR5)
    assert [gas.gas for gas in outcome.gases] == ["CO2", "CH4"]
    assert outcome.result == Decimal("90.3")


def test_a_mass_that_was_measured_is_no_published_co2e() -> None:
    parts = (PARTS[0], FactorComponent("CH4", "m", Decimal("0.000002"), "kg/kWh"))
    resolved = ResolvedFactor(parts, "x", published_total=total("0.0129"))
    outcome = ELECTRICITY.evaluate({"quantity": quantity("7000", "kWh")}, {"ef": resolved}, AR5)
    assert [gas.gas for gas in outcome.gases] == ["CO2", "CH4"]


def test_biogenic_carbon_stands_beside_the_total() -> None:
    biogenic = FactorComponent("CO2_biogenic", "b", Decimal("0.3"), "kg/kWh")
    resolved = ResolvedFactor((*PARTS, biogenic), "x", published_total=total("0.01299"))
    outcome = ELECTRICITY.evaluate({"quantity": quantity("7000", "kWh")}, {"ef": resolved}, AR5)
    assert outcome.result == Decimal("90.93")
    assert outcome.co2_biogenic == 2100


def test_one_gass_mass_knows_no_total() -> None:
    only = compiled(
        inputs={"quantity": "kWh"}, factors={"ef": FactorSlot("kg/kWh", per_gas=True)}, output_unit="kg CO2"
    )
    outcome = only.evaluate({"quantity": quantity("7000", "kWh")}, {"ef": WITH_TOTAL}, AR5)
    assert outcome.result == Decimal("89.88")
    assert len(outcome.gases) == 3


def test_a_factor_given_as_co2e_only_cannot_be_separated() -> None:
    resolved = factor({"CO2e": ("0.2", "kg/kWh")}, gwp_basis="AR4")
    outcome = ELECTRICITY.evaluate({"quantity": quantity("5", "kWh")}, {"ef": resolved}, AR5)
    assert not outcome.separable
    assert outcome.result == 1


def test_hcfcs_are_a_memo_and_never_in_the_scope() -> None:
    blend = factor({"HCFC-22": ("0.47", "kg/kg"), "HFC-125": ("0.07", "kg/kg")})
    outcome = LEAK.evaluate({"loss": quantity("10", "kg")}, {"ef": blend}, REFRIGERANTS)
    assert outcome.of("HCFC-22").mass == Decimal("4.7")
    assert outcome.of("HCFC-22").gwp == outcome.of("HCFC-22").co2e == 0
    assert outcome.result == Decimal("2219")
    (memo,) = outcome.memo
    assert memo.as_document() == {"gas": "HCFC-22", "mass": "4.7", "gwp": "1760", "co2e": "8272"}
    assert outcome.as_document()["memo"] == [memo.as_document()]


def test_a_memo_gas_needs_no_potential_in_the_set() -> None:
    outcome = LEAK.evaluate({"loss": quantity("2", "kg")}, {"ef": factor({"CFC-12": ("1", "kg/kg")})}, AR5)
    assert outcome.result == 0
    assert outcome.memo[0].as_document() == {"gas": "CFC-12", "mass": "2"}


def test_documents_of_what_has_none_of_this_are_what_they_were() -> None:
    outcome = compiled().evaluate({"quantity": quantity("50", "mmBtu(HHV)")}, {"ef": NATURAL_GAS}, AR5)
    assert set(outcome.as_document()) == {"gases", "result", "result_unit", "co2_biogenic", "parameters"}
    for gas in outcome.gases:
        assert set(gas.as_document()) == {"gas", "ef_cid", "value", "unit", "mass", "mass_unit", "gwp", "co2e"}
    document = NATURAL_GAS.as_document()
    assert not {"gwp_basis", "published_total"} & set(document)
    assert all(set(c.as_document()) == {"gas", "ef_cid", "value", "unit"} for c in NATURAL_GAS.components)


@pytest.mark.parametrize("resolved", [WITH_TOTAL, NATURAL_GAS, factor({"CO2e": ("1", "kg/kWh")}, gwp_basis="AR4")])
def test_a_factor_reads_back_what_it_wrote(resolved: ResolvedFactor) -> None:
    assert ResolvedFactor.from_document(resolved.as_document()) == resolved


@pytest.mark.parametrize(("gas", "potential"), [("CH4", "0"), ("CH4", "-28"), ("CO2", "2"), ("CO2_biogenic", "0")])
def test_potentials_that_cannot_be_are_refused(gas: str, potential: str) -> None:
    with pytest.raises(InvalidFactor):
        part(gas, "1", potential)


def test_the_rounding_line_is_no_gas_of_a_factor_and_a_total_is_co2e() -> None:
    with pytest.raises(InvalidFactor):
        LEAK.evaluate({"loss": quantity("2", "kg")}, {"ef": factor({CO2E_ROUNDING: ("1", "kg/kg")})}, AR5)
    with pytest.raises(InvalidFactor):
        ResolvedFactor(PARTS, "x", published_total=PARTS[0])
