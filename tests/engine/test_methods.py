"""The library of methods: each compiles, is what it was, says where it is from and what its names mean."""

import xml.etree.ElementTree as ET
from decimal import Decimal
from pathlib import Path

import pytest

from greenlang.engine import (
    BUILTIN_GWP,
    METHODS,
    DimensionMismatch,
    InvalidFactor,
    InvalidInput,
    compile_formula,
    method,
    names_used,
)
from greenlang.engine.inputs import read_inputs
from greenlang.engine.methods import Method, explained, mathematics, refusal, refusals, weighted_heat_content
from tests.engine.formulas import factor, quantity

# A method that is published does not change: a correction is a new version beside it, and a new line in the file.
HASHES = dict(line.split() for line in Path(__file__).with_name("method_hashes.txt").read_text().splitlines())
ALL = [pytest.param(entry, id=entry.id) for entry in METHODS.values()]
CATEGORIES = [str(number) for number in range(1, 16)]


def test_every_method_is_as_published() -> None:
    found = {
        f"{name}@{version}": compile_formula(entry.definition).formula_hash
        for (name, version), entry in METHODS.items()
    }
    assert found == HASHES


@pytest.mark.parametrize("entry", ALL)
def test_a_method_says_where_it_is_from_and_what_it_means(entry: Method) -> None:
    definition = entry.definition
    assert METHODS[entry.id, entry.version] is entry
    assert definition.source
    assert definition.title
    assert set(entry.inputs) == set(definition.inputs)
    assert set(entry.factors) == set(definition.factors)
    assert all([*(given.words for given in entry.inputs.values()), *entry.factors.values()])
    assert bool(entry.scope3_category) == (definition.scope == "3")


@pytest.mark.parametrize("entry", ALL)
def test_a_method_is_explained_in_words_and_as_mathematics(entry: Method) -> None:
    text = explained(entry)
    assert text.startswith("CO2e = sum over gases of (")
    for name in names_used(entry.definition.expression):
        assert f"{name} is " in text
    assert entry.definition.output_unit == "kg CO2e"
    root = ET.fromstring(mathematics(entry))  # noqa: S314 - our own markup
    assert root.tag.endswith("math")
    assert "∑" in "".join(root.itertext())


def test_an_explanation_reads_as_sentences() -> None:
    assert explained(method("mobile-combustion/fuel")).splitlines() == [
        "CO2e = sum over gases of (quantity × ef) × GWP,",
        "where quantity is the fuel bought for the vehicles in the period, in US_gallon;",
        "ef is the mass of each gas per volume of fuel, in kg/US_gallon;",
        "GWP is the global warming potential of the gas over 100 years, in kg CO2e per kg.",
        "Assumed: The biogenic part of a blended fuel is a line of its own with the blend's share.",
    ]


def test_every_category_of_scope_3_has_methods_and_says_what_it_refuses() -> None:
    assert {entry.scope3_category for entry in METHODS.values()} == {"", *CATEGORIES}
    for category in CATEGORIES:
        assert all(found.missing.endswith(".") and found.needed.endswith(".") for found in refusals(category))
        assert refusal(category)
    assert "Project finance" in refusal("15")
    for text in ("0", "16", "", "one"):
        with pytest.raises(InvalidInput):
            refusal(text)


def test_a_lookup_may_step_aside_only_where_the_method_has_an_order() -> None:
    allowed = {entry.id: entry.fallback for entry in METHODS.values() if entry.fallback}
    assert allowed.pop("purchased-electricity/market-based") == (
        "contract", "supplier", "residual-mix", "regional-average", "national-average",
    )  # fmt: skip
    assert set(allowed.values()) == {("country",)}
    assert all("electric" in name or "floor-area" in name or "loss" in name for name in allowed)


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
        ("purchased-goods/spend-based/USD-2022", "1", "take purchased-goods/spend-based itself"),
        ("purchased-goods/spend-based/euros", "1", "like EUR-2024"),
        ("purchased-goods/spend-based/EUR-24", "1", "like EUR-2024"),
        ("purchased-goods/spend-based/XYZ-2024", "1", "There is no unit"),
        ("purchased-goods/average-data/EUR-2024", "1", "Did you mean purchased-goods/average-data?"),
    ],
)
def test_what_is_not_there_is_refused_with_what_is(name: str, version: str, message: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        method(name, version)
    assert message in str(caught.value)
    assert len(str(caught.value)) < 1000


@pytest.mark.parametrize("entry", ALL)
def test_below_zero_is_refused_where_the_amount_comes_in_and_zero_is_zero(entry: Method) -> None:
    for field, given in zip(entry.input_fields(), entry.inputs.values(), strict=True):
        below = {"value": "-1", "unit": given.unit}
        if given.minimum is None:
            field.read(below)
            continue
        with pytest.raises(InvalidInput, match="less than"):
            field.read(below)
        if given.minimum == "0":
            field.read({"value": "0", "unit": given.unit})
        with pytest.raises(InvalidInput, match="missing"):
            read_inputs([field], {})


def test_a_share_above_one_is_refused() -> None:
    fields = method("stationary-combustion/wet-wood").input_fields()
    with pytest.raises(InvalidInput, match="more than 1"):
        read_inputs(fields, {"quantity": {"value": "1", "unit": "t"}, "moisture": {"value": "112", "unit": "%"}})


class TestSpend:
    """Money of another currency or year needs its rate and its deflator, of the right years, the right way round."""

    EF = factor({"CO2e": ("0.5", "kg/USD(2022)")})
    EUROS = compile_formula(method("purchased-goods/spend-based/EUR-2024").definition)

    def test_spend_in_other_money_takes_rate_and_deflator(self) -> None:
        inputs = {
            "spend": quantity("1000", "EUR(2024)"),
            "exchange_rate": quantity("1.08", "USD(2024)/EUR(2024)"),
            "deflator": quantity("0.95", "USD(2022)/USD(2024)"),
        }
        outcome = self.EUROS.evaluate(inputs, {"ef": self.EF}, BUILTIN_GWP["AR5"])
        assert outcome.result == Decimal(513)
        assert not outcome.separable

    @pytest.mark.parametrize("missing", ["exchange_rate", "deflator"])
    def test_without_one_of_them_it_is_refused(self, missing: str) -> None:
        inputs = {
            "spend": quantity("1000", "EUR(2024)"),
            "exchange_rate": quantity("1.08", "USD(2024)/EUR(2024)"),
            "deflator": quantity("0.95", "USD(2022)/USD(2024)"),
        }
        del inputs[missing]
        with pytest.raises(InvalidFactor, match=f"{missing}.* is missing"):
            self.EUROS.evaluate(inputs, {"ef": self.EF}, BUILTIN_GWP["AR5"])

    @pytest.mark.parametrize(
        ("name", "unit"),
        [
            ("spend", "EUR(2023)"),
            ("spend", "EUR"),
            ("spend", "GBP(2024)"),
            ("spend", "USD(2022)"),
            ("exchange_rate", "EUR(2024)/USD(2024)"),
            ("exchange_rate", "USD(2023)/EUR(2023)"),
            ("deflator", "USD(2024)/USD(2022)"),
            ("deflator", "1"),
        ],
    )
    def test_money_of_another_year_or_the_wrong_way_round_does_not_fit(self, name: str, unit: str) -> None:
        inputs = {
            "spend": quantity("1000", "EUR(2024)"),
            "exchange_rate": quantity("1.08", "USD(2024)/EUR(2024)"),
            "deflator": quantity("0.95", "USD(2022)/USD(2024)"),
            name: quantity("1", unit),
        }
        with pytest.raises(DimensionMismatch) as caught:
            self.EUROS.evaluate(inputs, {"ef": self.EF}, BUILTIN_GWP["AR5"])
        assert caught.value.where == f"inputs.{name}"

    def test_spend_of_another_price_year_is_refused_with_the_mend(self) -> None:
        plain = compile_formula(method("purchased-goods/spend-based").definition)
        for unit in ("USD(2024)", "EUR(2022)", "USD"):
            with pytest.raises(DimensionMismatch, match="exchange rate and the deflator"):
                plain.evaluate({"spend": quantity("1", unit)}, {"ef": self.EF}, BUILTIN_GWP["AR5"])

    @pytest.mark.parametrize(
        ("money", "inputs"),
        [
            ("EUR-2024", {"spend", "exchange_rate", "deflator"}),
            ("EUR-2022", {"spend", "exchange_rate"}),
            ("USD-2024", {"spend", "deflator"}),
        ],
    )
    def test_only_what_differs_is_asked_for(self, money: str, inputs: set[str]) -> None:
        entry = method(f"capital-goods/spend-based/{money}")
        assert set(entry.definition.inputs) == inputs
        assert entry.scope3_category == "2"
        assert compile_formula(entry.definition).formula_hash == compile_formula(entry.definition).formula_hash
        assert f"in {money[:3]} at {money[4:]} prices" in entry.definition.title

    def test_a_rate_of_zero_is_no_rate(self) -> None:
        fields = {field.name: field for field in method("purchased-goods/spend-based/EUR-2024").input_fields()}
        for name in ("exchange_rate", "deflator"):
            with pytest.raises(InvalidInput, match="less than"):
                fields[name].read({"value": "0", "unit": fields[name].unit})


class TestWeightedHeatContent:
    """40 CFR 98.33 Eq. C-2b."""

    def test_the_mean_is_weighted_by_fuel(self) -> None:
        measured = [
            (quantity("24", "mmBtu(HHV)/short_ton"), quantity("100", "short_ton")),
            (quantity("26", "mmBtu(HHV)/short_ton"), quantity("300", "short_ton")),
        ]
        found = weighted_heat_content(measured, "mmBtu(HHV)/short_ton")
        assert str(found) == "25.5 mmBtu(HHV)/short_ton"

    def test_it_is_exact_whatever_the_units_and_the_order(self) -> None:
        measured = [
            (quantity("0.00102", "mmBtu(HHV)/scf"), quantity("3", "Mscf")),
            (quantity("1020", "Btu(HHV)/scf"), quantity("7", "scf")),
        ]
        found = weighted_heat_content(measured, "mmBtu(HHV)/scf")
        assert found == weighted_heat_content(reversed(measured), "mmBtu(HHV)/scf")
        assert found.value == Decimal("0.00102")

    def test_nothing_burnt_and_less_than_nothing_are_refused(self) -> None:
        content = quantity("24", "mmBtu(HHV)/short_ton")
        for measured in ([], [(content, quantity("0", "t"))], [(content, quantity("-1", "t"))]):
            with pytest.raises(InvalidInput):
                weighted_heat_content(measured, "mmBtu(HHV)/short_ton")
        with pytest.raises(DimensionMismatch):
            weighted_heat_content([(content, quantity("1", "scf")), (content, quantity("1", "t"))], content.unit.text)
        with pytest.raises(DimensionMismatch):
            weighted_heat_content([(content, quantity("1", "t"))], "mmBtu(LHV)/short_ton")
