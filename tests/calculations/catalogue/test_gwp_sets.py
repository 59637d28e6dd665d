"""The sets of warming potentials a calculation uses, from the editions carried."""

from decimal import Decimal

import pytest

from apps.calculations.catalogue.gwp_sets import gwp_set_name, gwp_set_of
from apps.calculations.catalogue.reading import EDITIONS, read_edition
from greenlang.engine.gases import BUILTIN_GWP, GwpSet


def carried(name: str) -> GwpSet:
    read = read_edition(EDITIONS / f"ipcc-gwp-{name.lower()}")
    return gwp_set_of(read.edition, read.gwps)


@pytest.mark.parametrize("name", ["AR4", "AR5", "AR6"])
@pytest.mark.parametrize("origin", ["combustion", "process", "fugitive", "biogenic"])
def test_agrees_with_the_engine_on_the_three_gases(name: str, origin: str) -> None:
    for gas in ("CO2", "CH4", "N2O"):
        assert carried(name).of(gas, origin=origin) == BUILTIN_GWP[name].of(gas, origin=origin)


@pytest.mark.parametrize(
    ("name", "gas", "origin", "value"),
    [
        ("AR4", "CH4", "combustion", "25"),
        ("AR4", "N2O", "combustion", "298"),
        ("AR5", "CH4", "combustion", "28"),
        ("AR5", "CH4", "fugitive", "28"),
        ("AR5", "N2O", "combustion", "265"),
        ("AR6", "CH4", "combustion", "27"),
        ("AR6", "CH4", "biogenic", "27"),
        ("AR6", "CH4", "fugitive", "29.8"),
        ("AR6", "CH4", "process", "29.8"),
        ("AR6", "N2O", "combustion", "273"),
        ("AR4", "SF6", "fugitive", "22800"),
        ("AR5", "SF6", "fugitive", "23500"),
        ("AR6", "SF6", "fugitive", "25200"),
        ("AR5", "NF3", "process", "16100"),
        ("AR4", "HFC-134a", "fugitive", "1430"),
        ("AR5", "HFC-134a", "fugitive", "1300"),
        ("AR6", "HFC-134a", "fugitive", "1530"),
        ("AR5", "CH2FCF3", "fugitive", "1300"),
        ("AR5", "PFC-14", "process", "6630"),
    ],
)
def test_values(name: str, gas: str, origin: str, value: str) -> None:
    assert carried(name).of(gas, origin=origin) == Decimal(value)


def test_feedback_is_another_set_than_the_report() -> None:
    read = read_edition(EDITIONS / "ipcc-gwp-ar5-feedback")
    feedback = gwp_set_of(read.edition, read.gwps)
    assert feedback.id == "AR5-CCF"
    assert [each.of("CH4") for each in (feedback, carried("AR5"), carried("SAR"))] == [34, 28, 21]


def test_memo_gases_are_in_every_set_and_count_nothing() -> None:
    for name, potential in {"SAR": 1500, "AR4": 1810, "AR5": 1760, "AR6": 1960}.items():
        assert carried(name).published("HCFC-22") == potential
        assert carried(name).of("HCFC-22", origin="fugitive") == 0


def test_reference_values_never_serve() -> None:
    assert Decimal("27.9") not in carried("AR6").values.values()
    kept = {(r.published_value, str(r.use)) for r in read_edition(EDITIONS / "ipcc-gwp-ar6").gwps if r.gas == "CH4"}
    assert kept == {("27.0", "inventory"), ("29.8", "inventory"), ("27.9", "reference")}


def test_a_set_is_named_as_records_name_it() -> None:
    ar5 = carried("AR5")
    assert (ar5.id, ar5.name) == ("AR5", "IPCC Fifth Assessment Report")
    assert "Table 8.A.1" in ar5.source


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("AR5", "AR5"),
        ("ar6", "AR6"),
        ("AR5GWP100", "AR5"),
        ("ipcc-gwp-ar5", "AR5"),
        ("IPCC AR4", "AR4"),
        ("IPCC_AR6_GWP100", "AR6"),
        ("AR5-CCF", "AR5-CCF"),
        ("ipcc-gwp-ar5-feedback", "AR5-CCF"),
        ("SAR", "SAR"),
        ("AR5GWP20", ""),
        ("AR", ""),
        ("", ""),
        ("x" * 10_000, ""),
    ],
)
def test_names_people_use(text: str, name: str) -> None:
    assert gwp_set_name(text) == name
