"""The carried factors and warming potentials, put through the engine, give the hand-worked figures."""

from decimal import Decimal

import pytest

from apps.calculations.catalogue.bundles import Candidate
from apps.calculations.catalogue.content_id import ef_cid
from apps.calculations.catalogue.gwp_sets import gwp_set_of
from apps.calculations.catalogue.matching import match_factor
from apps.calculations.catalogue.reading import EDITIONS, read_edition
from greenlang.engine.contract import FactorRequest
from greenlang.engine.formula import FactorSlot, FormulaDefinition, Outcome, compile_formula
from greenlang.engine.units import Quantity, parse_unit

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
