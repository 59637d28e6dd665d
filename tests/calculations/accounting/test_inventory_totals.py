"""Totals by scope, with biogenic CO2, memo gases and embedded GWPs apart."""

from decimal import Decimal

import pytest

from apps.calculations.accounting.errors import MixedGwpSets
from apps.calculations.accounting.totals import AccountedLine, Totals, consolidated
from greenlang.engine import GwpSet, compile_formula, method
from tests.calculations.accounting.inventory_lines import (
    AR5,
    AR6,
    CO2E_ONLY,
    accounted,
    factor,
    quantity,
    state,
)

WOOD = {"CO2-biogenic": ("93.8", "kg/mmBtu(HHV)"), "CH4": ("7.2", "g/mmBtu(HHV)")}


R_408A = {"HCFC-22": ("0.47", "kg/kg"), "HFC-125": ("0.07", "kg/kg"), "HFC-143a": ("0.46", "kg/kg")}


def lost_refrigerant(gwp: GwpSet, line_id: str = "leak") -> AccountedLine:
    formula = compile_formula(method("refrigerants/direct-loss").definition)
    outcome = formula.evaluate({"quantity": quantity("10", "kg")}, {"ef": factor(R_408A)}, gwp)
    return AccountedLine.of(line_id, "1", outcome, gwp_set=gwp.id)


REFRIGERANTS = GwpSet(
    "AR5", "AR5", {"HFC-125": Decimal(3170), "HFC-143a": Decimal(4800), "HCFC-22": Decimal(1760)}, "AR5"
)


def test_scope_2_is_counted_by_one_method_at_a_time() -> None:
    found = consolidated(
        [
            accounted("1", "1", state("10")),
            accounted("2", "2-location", state("20")),
            accounted("3", "2-market", state("5")),
            accounted("4", "3", state("1")),
        ],
        gwp_set="AR5",
    )
    unit = state("1").co2e
    assert found.total() == 31 * unit
    assert found.total(market_based=True) == 16 * unit
    assert found.as_document()["co2e_market_based"] == str((16 * unit).normalize())


def test_without_market_based_lines_there_is_no_market_based_total() -> None:
    assert "co2e_market_based" not in consolidated([accounted("2", "2-location", state())], gwp_set="AR5").as_document()


def test_biogenic_co2_is_outside_and_its_methane_inside() -> None:
    found = consolidated([accounted("1", "1", state("10", WOOD))], gwp_set="AR5")
    assert found.biogenic == {"1": Decimal(938)}
    assert found.total() == Decimal("2.016")
    assert found.by_gas == {("1", "CH4"): Decimal("2.016")}


def test_hcfc_are_a_memo_outside_the_scopes() -> None:
    found = consolidated([lost_refrigerant(REFRIGERANTS), lost_refrigerant(REFRIGERANTS, "other")], gwp_set="AR5")
    assert found.total() == 2 * Decimal(24299)
    assert ("1", "HCFC-22") not in found.by_gas
    memo = found.memo["1", "HCFC-22"]
    assert (memo.mass, memo.co2e) == (Decimal("9.4"), Decimal(16544))


def test_a_memo_without_a_figure_has_no_partial_sum() -> None:
    without = GwpSet("AR5", "AR5", {"HFC-125": Decimal(3170), "HFC-143a": Decimal(4800)}, "AR5")
    found = consolidated([lost_refrigerant(REFRIGERANTS), lost_refrigerant(without, "other")], gwp_set="AR5")
    assert found.memo["1", "HCFC-22"].co2e is None
    document = found.as_document()
    assert isinstance(document["scopes"], dict)
    assert document["scopes"]["1"]["memo"] == {"HCFC-22": {"mass": "9.4"}}


def test_lines_that_embed_a_set_are_subtotalled_and_disclosed() -> None:
    found = consolidated(
        [
            accounted("1", "3", state("10", CO2E_ONLY, gwp_basis="AR4")),
            accounted("2", "3", state("20", CO2E_ONLY, gwp_basis="AR4")),
            accounted("3", "3", state("1", CO2E_ONLY, gwp_basis="AR5")),
            accounted("4", "3", state("1", CO2E_ONLY)),
            accounted("5", "3", state("1")),
        ],
        gwp_set="AR5",
    )
    assert found.embedded["3", "AR4"].lines == 2
    assert found.embedded["3", "AR4"].co2e == Decimal("1593.435")
    assert found.disclosures() == (
        "2 lines with 1593.435 kg CO2e rest on factors that embed AR4; they cannot be re-based to AR5.",
        "1 lines with 53.1145 kg CO2e rest on factors that embed potentials that are not stated; "
        "they cannot be re-based to AR5.",
    )


@pytest.mark.parametrize("values", [WOOD, CO2E_ONLY])
def test_a_line_is_the_same_from_an_outcome_and_from_its_document(values: dict[str, tuple[str, str]]) -> None:
    outcome = state("10", values).outcome
    read = AccountedLine.of_document("1", "3", outcome.as_document(), gwp_set="AR5", gwp_basis="AR4")
    assert read == AccountedLine.of("1", "3", outcome, gwp_set="AR5", gwp_basis="AR4")


def test_a_memo_gas_is_read_from_a_document_too() -> None:
    formula = compile_formula(method("refrigerants/direct-loss").definition)
    outcome = formula.evaluate({"quantity": quantity("10", "kg")}, {"ef": factor(R_408A)}, REFRIGERANTS)
    read = AccountedLine.of_document("leak", "1", outcome.as_document(), gwp_set="AR5")
    assert read == lost_refrigerant(REFRIGERANTS)


def test_one_inventory_uses_one_set() -> None:
    with pytest.raises(MixedGwpSets, match="with AR6, the inventory with AR5"):
        consolidated([accounted("1", "1", state()), accounted("2", "1", state(gwp=AR6))], gwp_set="AR5")
    with pytest.raises(MixedGwpSets):
        Totals("AR5").include(Totals("AR6"))


def test_no_lines_are_a_total_of_zero() -> None:
    assert consolidated([], gwp_set=AR5.id).as_document() == {
        "gwp_set": "AR5",
        "lines": "0",
        "co2e": "0",
        "scopes": {},
        "disclosures": [],
    }
