"""Gases have one name each; a GWP set answers for the gas and where it comes from."""

import pickle
from decimal import Decimal

import pytest

from greenlang.engine.errors import InvalidNumber, MissingGwp, UnknownGas
from greenlang.engine.gases import BUILTIN_GWP, CO2E_ROUNDING, GwpSet, gas_name, gas_order, is_memo


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("CO2", "CO2"),
        ("co2", "CO2"),
        ("Carbon dioxide", "CO2"),
        ("Methane", "CH4"),
        ("n2o", "N2O"),
        ("Nitrous  oxide", "N2O"),
        ("CO2-biogenic", "CO2_biogenic"),
        ("biogenic CO2", "CO2_biogenic"),
        ("co2e", "CO2e"),
        ("CO2eq", "CO2e"),
        ("sf6", "SF6"),
        ("HFC-134a", "HFC-134a"),
        ("hfc-134A", "HFC-134a"),
        ("CH2FCF3", "HFC-134a"),
        ("HFC-43-10mee", "HFC-43-10mee"),
        ("PFC-14", "PFC-14"),
        ("CF4", "PFC-14"),
        ("R-410a", "R-410A"),
        ("R-134a", "HFC-134a"),
        ("r-22", "HCFC-22"),
        ("R-13B1", "Halon-1301"),
        ("HCFC-22", "HCFC-22"),
        ("Halon-1301", "Halon-1301"),
        ("HFE-347mcc3", "HFE-347mcc3"),
        ("CH4_fossil", "CH4_fossil"),
    ],
)
def test_a_gas_has_one_name(text: str, name: str) -> None:
    assert gas_name(text) == name
    assert gas_name(name) == name


@pytest.mark.parametrize("text", ["", "CO", "CO3", "gas", "HFC", "HFC-", "R410A", "x" * 1000, "CO₂", "heat-content"])
def test_an_unknown_gas_is_refused(text: str) -> None:
    with pytest.raises(UnknownGas) as caught:
        gas_name(text, where="components[0]")
    assert caught.value.where == "components[0]"
    assert caught.value.mend
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize("value", [None, 5, ["CO2"]])
def test_what_is_no_text_is_no_gas(value: object) -> None:
    with pytest.raises(UnknownGas):
        gas_name(value)  # type: ignore[arg-type]


def test_gases_are_listed_carbon_dioxide_first() -> None:
    listed = sorted(["SF6", CO2E_ROUNDING, "N2O", "CH4", "CO2", "CO2_biogenic", "HFC-32"], key=gas_order)
    assert listed == ["CO2", "CO2_biogenic", "CH4", "N2O", "HFC-32", "SF6", CO2E_ROUNDING]


@pytest.mark.parametrize("gas", ["HCFC-22", "R-22", "CFC-11", "Halon-1301", "CCl4", "CH3CCl3", "CH3Br"])
def test_gases_of_the_montreal_protocol_are_a_memo(gas: str) -> None:
    gwp = GwpSet("X", "x", {"HCFC-22": Decimal(1760)}, "s")
    assert is_memo(gas)
    assert gwp.of(gas) == gwp.of(gas, origin="fugitive") == 0
    assert gwp.published(gas) == (1760 if gas.endswith("22") else None)


@pytest.mark.parametrize("gas", ["CO2", "CO2e", "CO2_biogenic", "HFC-134a", "PFC-14", "SF6", "NF3", "CHCl3", "R-410A"])
def test_other_gases_are_none(gas: str) -> None:
    assert not is_memo(gas)


@pytest.mark.parametrize(
    ("name", "ch4", "n2o", "fossil"),
    [("AR4", "25", "298", "25"), ("AR5", "28", "265", "28"), ("AR6", "27.0", "273", "29.8")],
)
def test_the_sets_for_combustion(name: str, ch4: str, n2o: str, fossil: str) -> None:
    gwp = BUILTIN_GWP[name]
    assert gwp.id == name
    assert gwp.of("CO2") == gwp.of("CO2e") == 1
    assert gwp.of("CO2_biogenic") == 0
    assert gwp.of("CH4") == gwp.of("CH4", origin="biogenic") == Decimal(ch4)
    assert gwp.of("CH4", origin="fugitive") == gwp.of("CH4", origin="process") == Decimal(fossil)
    assert gwp.of("N2O", origin="fugitive") == Decimal(n2o)


def test_a_gas_without_a_potential_is_refused_by_name() -> None:
    with pytest.raises(MissingGwp) as caught:
        BUILTIN_GWP["AR5"].of("SF6")
    assert "AR5" in caught.value.message
    assert "SF6" in caught.value.message
    with pytest.raises(MissingGwp):
        BUILTIN_GWP["AR5"].of("CH4", origin="elsewhere")


def test_names_in_a_set_are_normalised_and_the_set_cannot_change() -> None:
    gwp = GwpSet("X", "x", {"Methane": Decimal(28), "CH2FCF3": Decimal(1300)}, "s")
    assert gwp.of("HFC-134a") == 1300
    assert hash(gwp) == hash(GwpSet("X", "x", {"CH4": Decimal("28.0"), "HFC-134a": Decimal(1300)}, "s"))
    assert pickle.loads(pickle.dumps(gwp)) == gwp  # noqa: S301 - our own bytes
    assert gwp.as_document()["values"] == {"CH4": "28", "HFC-134a": "1300"}
    with pytest.raises(TypeError):
        gwp.values["CH4"] = Decimal(1)  # type: ignore[index]


@pytest.mark.parametrize(
    "values",
    [{"CH4": Decimal(-1)}, {"CO2": Decimal(2)}, {"CO2_biogenic": Decimal(1)}, {"CH4": Decimal("NaN")}, {"CH4": 28.0}],
)
def test_values_that_cannot_be_are_refused(values: dict[str, Decimal]) -> None:
    with pytest.raises(InvalidNumber):
        GwpSet("X", "x", values, "s")
