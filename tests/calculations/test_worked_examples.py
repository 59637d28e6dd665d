"""Answers that publishers print, reproduced by the engine within the precision they are printed in."""

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from apps.calculations.catalogue.editions import ReadEdition
from apps.calculations.catalogue.gwp_sets import gwp_set_of
from apps.calculations.catalogue.reading import read_editions
from greenlang.engine import (
    BUILTIN_GWP,
    CompiledFormula,
    FactorComponent,
    FactorSlot,
    FormulaDefinition,
    GwpSet,
    Outcome,
    Quantity,
    ResolvedFactor,
    compile_formula,
    exact_sum,
    method,
    parse_unit,
)

BOOK = json.loads((Path(__file__).parent / "worked_examples.json").read_text(encoding="utf-8"))
EXAMPLES: list[dict[str, Any]] = BOOK["examples"]
PRINTED_WRONG: list[dict[str, Any]] = BOOK["printed_wrong"]
FROM_CATALOGUE = [example for example in EXAMPLES + PRINTED_WRONG if "catalogue" in example]
BLENDS = [example for example in EXAMPLES + PRINTED_WRONG if "gwp_values" in example]


@pytest.fixture(scope="module")
def editions() -> dict[str, ReadEdition]:
    return {read.edition.slug: read for read in read_editions()}


def by_id(example: Mapping[str, Any]) -> str:
    return str(example["id"])


@pytest.mark.parametrize("example", EXAMPLES, ids=by_id)
def test_the_engine_gives_the_published_answer(example: dict[str, Any]) -> None:
    assert abs(answer(example) - Decimal(example["published"])) <= Decimal(example["tolerance"])


def test_every_example_is_there_once() -> None:
    assert len(EXAMPLES) == len({example["id"] for example in EXAMPLES}) == 52


@pytest.mark.parametrize("example", PRINTED_WRONG, ids=by_id)
def test_a_figure_that_contradicts_its_own_composition_is_not_reproduced(example: dict[str, Any]) -> None:
    found = answer(example)
    assert abs(found - Decimal(example["published"])) <= Decimal(example["tolerance"])
    assert abs(found - Decimal(example["printed"])) > 890
    assert found == Decimal("2211.85")


@pytest.mark.parametrize("example", BLENDS, ids=by_id)
def test_a_blends_hcfc_are_a_memo_and_its_hydrocarbons_uncounted(example: dict[str, Any]) -> None:
    outcome = outcomes(example)[0]
    assert {gas.gas for gas in outcome.memo} == {gas for gas in example["gwp_values"] if gas.startswith("HCFC")}
    assert all(outcome.of(gas.gas).co2e == 0 and gas.co2e for gas in outcome.memo)
    parts = [*(gas.mass for gas in outcome.gases), *map(Decimal, example.get("not_counted", {}).values())]
    assert exact_sum(parts) == 1, "the composition is the whole kilogram"


@pytest.mark.parametrize("example", FROM_CATALOGUE, ids=by_id)
def test_its_figures_stand_in_the_catalogue(example: dict[str, Any], editions: dict[str, ReadEdition]) -> None:
    place = example["catalogue"]
    rows = [
        row
        for row in editions[place["edition"]].factors
        if (row.activity, row.region) == (place["activity"], place["region"])
    ]
    figures = {(row.gas, row.value) for row in rows}
    for part in components(example):
        gas = "" if part["gas"] == "heat-content" else part["gas"]
        assert (gas, Decimal(part["value"])) in figures
    if place.get("printed"):
        assert Decimal(example["published"]) in {row.value for row in rows}


@pytest.mark.parametrize("example", BLENDS, ids=by_id)
def test_a_blends_potentials_stand_in_the_catalogue(example: dict[str, Any], editions: dict[str, ReadEdition]) -> None:
    read = editions["ipcc-gwp-ar5"]
    gwp = gwp_set_of(read.edition, read.gwps)
    assert {gas: gwp.published(gas) for gas in example["gwp_values"]} == {
        gas: Decimal(value) for gas, value in example["gwp_values"].items()
    }


def components(example: Mapping[str, Any]) -> list[dict[str, str]]:
    """Every published figure of the example's calculations."""
    return [
        part for calculation in example["calculations"] for parts in calculation["factors"].values() for part in parts
    ]


def answer(example: Mapping[str, Any]) -> Decimal:
    """The example's calculations added up, in the unit of the published answer."""
    kilograms = exact_sum(kilograms_of(outcome, example["gas"]) for outcome in outcomes(example))
    return Quantity(kilograms, parse_unit("kg")).to(parse_unit(example["unit"]))


def kilograms_of(outcome: Outcome, gas: str) -> Decimal:
    return outcome.co2e if gas == "CO2e" else outcome.of(gas).mass


def outcomes(example: Mapping[str, Any]) -> list[Outcome]:
    return [calculated(calculation, potentials(example)) for calculation in example["calculations"]]


def potentials(example: Mapping[str, Any]) -> GwpSet:
    standard = BUILTIN_GWP[example["gwp"]]
    more = {gas: Decimal(value) for gas, value in example.get("gwp_values", {}).items()}
    return GwpSet(standard.id, standard.name, {**standard.values, **more}, standard.source)


def calculated(calculation: Mapping[str, Any], gwp: GwpSet) -> Outcome:
    inputs = {name: Quantity.from_document(document) for name, document in calculation["inputs"].items()}
    factors = {
        name: ResolvedFactor(tuple(FactorComponent.from_document(part) for part in parts), source="as published")
        for name, parts in calculation["factors"].items()
    }
    return formula(calculation).evaluate(inputs, factors, gwp)


def formula(calculation: Mapping[str, Any]) -> CompiledFormula:
    if "method" in calculation:
        return compile_formula(method(calculation["method"]).definition)
    written = calculation["formula"]
    return compile_formula(
        FormulaDefinition(
            id="worked_example",
            version="1",
            title="Worked example",
            scope="1",
            expression=written["expression"],
            inputs=written["inputs"],
            factors={name: FactorSlot(**slot) for name, slot in written["factors"].items()},
            output_name="co2e",
            output_unit="kg CO2e",
            source="as published",
            origin=written.get("origin", "combustion"),
        )
    )
