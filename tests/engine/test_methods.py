"""The library of methods: each compiles, is what it was, and gives the figures worked by hand."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from greenlang.engine import BUILTIN_GWP, METHODS, InvalidInput, ResolvedFactor, compile_formula, method
from tests.engine.formulas import HEAT_CONTENT_GAS, NATURAL_GAS, factor, quantity

# A method that is published does not change: a correction is a new version beside it.
HASHES = {
    "stationary-combustion/energy@1": "sha256:4824d76557bc0a0688049f56016e7b8795dd762744c5507d869cbe1ed9da735b",
    "stationary-combustion/gas-volume@1": "sha256:34836bc5faa58372374b20502530ab753154fef9fa324115372efc1b3e66c527",
    "stationary-combustion/liquid-volume@1": "sha256:21f74e0d7562f572220d2eb5d5faba5c02743f8ce24b3e1acbc9f35fa909dd28",
    "stationary-combustion/mass@1": "sha256:aa6159eadc7c6d64d092892f45a62008d3999eb24272b00b31ddf26c1221edee",
    "purchased-electricity/location-based@1": "sha256:6c493d7fd26b753afe57734666f0bbba89f628324cc2933d054bb0097213ed24",
}

OIL = factor({"CO2": ("73.96", "kg/mmBtu(HHV)"), "CH4": ("3.0", "g/mmBtu(HHV)"), "N2O": ("0.60", "g/mmBtu(HHV)")})
COAL = factor({"CO2": ("93.28", "kg/mmBtu(HHV)"), "CH4": ("11", "g/mmBtu(HHV)"), "N2O": ("1.6", "g/mmBtu(HHV)")})
CALIFORNIA = factor({"CO2": ("428.464", "lb/MWh"), "CH4": ("0.025", "lb/MWh"), "N2O": ("0.003", "lb/MWh")})
HEAT_CONTENT_OIL = factor({"heat-content": ("0.138", "mmBtu(HHV)/US_gallon")})
HEAT_CONTENT_COAL = factor({"heat-content": ("24.93", "mmBtu(HHV)/short_ton")})

# EPA Hub 2025, Table 1 and eGRID2023 Rev2, at AR5: 50 mmBtu x 53.06 + CH4 0.05 kg x 28 + N2O 0.005 kg x 265; ...
WORKED: list[tuple[str, tuple[str, str], Mapping[str, ResolvedFactor], str, str]] = [
    ("stationary-combustion/energy", ("50", "mmBtu(HHV)"), {"ef": NATURAL_GAS}, "2653", "2655.725"),
    (
        "stationary-combustion/gas-volume",
        ("10000", "scf"),
        {"ef": NATURAL_GAS, "heat_content_gas": HEAT_CONTENT_GAS},
        "544.3956",
        "544.95477",
    ),
    (
        "stationary-combustion/liquid-volume",
        ("1000", "US_gallon"),
        {"ef": OIL, "heat_content_liquid": HEAT_CONTENT_OIL},
        "10206.48",
        "10240.014",
    ),
    (
        "stationary-combustion/mass",
        ("10", "short_ton"),
        {"ef": COAL, "heat_content_solid": HEAT_CONTENT_COAL},
        "23254.704",
        "23437.1916",
    ),
    (
        "purchased-electricity/location-based",
        ("100", "MWh"),
        {"ef": CALIFORNIA},
        "19434.800121968",
        "19502.612181283",
    ),
]


def test_every_method_is_as_published() -> None:
    found = {
        f"{name}@{version}": compile_formula(entry.definition).formula_hash
        for (name, version), entry in METHODS.items()
    }
    assert found == HASHES


def test_every_method_says_where_it_is_from() -> None:
    for (name, version), entry in METHODS.items():
        assert (entry.id, entry.version) == (name, version)
        assert entry.definition.source
        assert entry.definition.title


def test_every_method_is_worked() -> None:
    assert {name for name, *_ in WORKED} == {name for name, _ in METHODS}


@pytest.mark.parametrize(("name", "given", "factors", "co2", "co2e"), WORKED)
def test_figures(name: str, given: tuple[str, str], factors: Mapping[str, ResolvedFactor], co2: str, co2e: str) -> None:
    formula = compile_formula(method(name).definition)
    outcome = formula.evaluate({"quantity": quantity(*given)}, factors, BUILTIN_GWP["AR5"])
    assert outcome.of("CO2").mass == Decimal(co2)
    assert outcome.result == Decimal(co2e)


def test_a_method_becomes_a_formula_under_the_agents_name_for_it() -> None:
    definition = method("stationary-combustion/energy").formula("by_energy")
    assert definition.id == "by_energy"
    assert definition.expression == "quantity * ef"
    assert method("stationary-combustion/energy").id == "stationary-combustion/energy"


@pytest.mark.parametrize(
    ("name", "version", "message"),
    [
        ("stationary-combustion/masses", "1", "Did you mean stationary-combustion/mass?"),
        ("", "1", "Methods are stationary-combustion/energy, "),
        ("stationary-combustion/mass", "2", "has no version '2'. There is version 1."),
    ],
)
def test_what_is_not_there_is_refused_with_what_is(name: str, version: str, message: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        method(name, version)
    assert message in str(caught.value)
