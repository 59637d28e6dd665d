"""A row of a batch is to the byte what a single calculation gives, or raises the same."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenlang.engine import Binding, FactorRequest, GwpSet, Outcome, Quantity, contract, inputs_document, read_inputs
from greenlang.engine.batch import BatchCalculator, Computed, Refusal, calculator
from greenlang.errors import GreenLangError
from tests.engine.batch_agents import AGENT_DOCUMENT, AGENTS, GWP, WITH_HALONS, agent, in_full, resolve

GAS = {"fuel": "natural-gas", "quantity": {"value": "50", "unit": "mmBtu", "basis": "gross"}}

plain_numbers = st.decimals(-10, 10**6, places=3).map(str) | st.integers(-3, 10**18).map(str) | st.just("0")
odd_numbers: st.SearchStrategy[object] = st.sampled_from(
    [
        "-0", "0.000", "00", "007", "+5", ".5", "5.", "1e3", "1E-7", "1e99", "1e101", " 1", "1 ", "1,5", "1_000", "٣",
        "", "NaN", "Infinity", "-5", "0." + "0" * 30 + "1", "9" * 64, "9" * 65, "1" + "0" * 40, "0.1234567890123456",
        "1234567890123456.1234567890123456", "12345678901234567", 5, 0, -7, 10**200, 0.5, True, None, Decimal("12.50"),
        Decimal("1E+3"), Decimal("NaN"), [], {},
    ]
)  # fmt: skip
units = st.sampled_from(
    ["mmBtu", "kWh", "scf", "GJ", "therm", "m3(15C)", "kg", "t", "1", "mmBtu(HHV)", "", "barrel", 1, None]
)
basis = st.sampled_from(["gross", "net", "HHV", "", None, 5, "brutto"])
LONG = st.sampled_from(
    [
        "0",
        "-0.0",
        "0.1234567890123456",
        "1234567890123456.1234567890123457",
        "7777777777777777.333333333",
        "1.00000000001",
    ]
)
quantities = st.fixed_dictionaries(
    {"value": plain_numbers | odd_numbers, "unit": st.just("mmBtu") | units},
    optional={"basis": st.just("gross") | basis},
)
ordinary = st.fixed_dictionaries({"value": plain_numbers, "unit": st.just("mmBtu"), "basis": st.just("gross")})
volumes = st.fixed_dictionaries({"value": plain_numbers, "unit": st.sampled_from(["scf", "ft3(60F)"])})
anything = st.sampled_from(
    [None, "", "x", 5, "5", True, "2025-01-31", "2023-12-31", "US", 'naïve ☃ "q" \\ %s', "\ud800"]
)
documents = st.fixed_dictionaries(
    {
        "fuel": st.sampled_from(["natural-gas", "biogas", "flat", "total", "blend"]) | anything,
        "quantity": ordinary | volumes | quantities | anything,
    },
    optional={
        "region": st.sampled_from(["US", "GB", "us", None]),
        "note": anything,
        "day": st.sampled_from(["2025-01-31", "2024-02-30", "2023-12-31", None, 5]),
        "count": st.sampled_from(["3", 3, "3.0", "3.5", -1, None, "x", True]),
        "checked": st.sampled_from([True, False, None, 1, "true"]),
        "other": quantities | st.just({"value": "2.50", "unit": "kg"}),
        "share": st.sampled_from(["0.25", "0.75", "0", "1", 1, True, "2", None]),
        "surplus": anything,
    },
)  # fmt: skip


def batch(of: Any, gwp: GwpSet = GWP) -> BatchCalculator:
    return BatchCalculator(of, resolve, gwp, AGENT_DOCUMENT)


def outcome_of(work: Callable[[], Computed]) -> tuple[object, ...]:
    """The result, or everything an error says."""
    try:
        return tuple(work())
    except GreenLangError as error:
        return (type(error), error.message, error.where, error.mend, error.errors)
    except Exception as error:
        return (type(error), str(error))


@pytest.mark.parametrize("name", AGENTS)
@given(rows=st.lists(documents, min_size=1, max_size=8), gwp=st.sampled_from([GWP, WITH_HALONS]))
def test_a_row_is_what_a_single_calculation_gives(name: str, rows: list[dict[str, object]], gwp: GwpSet) -> None:
    calculating = batch(AGENTS[name], gwp)
    for document in rows:
        found = outcome_of(lambda document=document: calculating.row(document))  # type: ignore[misc]
        assert found == outcome_of(lambda document=document: in_full(AGENTS[name], document, gwp))  # type: ignore[misc]


@pytest.mark.parametrize("name", AGENTS)
@given(
    fuel=st.sampled_from(["natural-gas", "biogas", "flat", "total", "blend"]),
    share=st.sampled_from(["0.25", "0.5"]),
    unit=st.sampled_from(["kWh", "mmBtu"]),
    values=st.lists(plain_numbers | LONG, min_size=3, max_size=12),
)
def test_rows_of_one_shape_differ_in_their_numbers_only(
    name: str, fuel: str, share: str, unit: str, values: list[str]
) -> None:
    tried = AGENTS[name]
    extra = {"share": share} if "share" in {field.name for field in tried.INPUTS} else {}
    calculating = batch(tried, WITH_HALONS)
    for value in values:
        document = {"fuel": fuel, "quantity": {"value": value, "unit": unit, "basis": "gross"}, **extra}
        found = outcome_of(lambda document=document: calculating.row(document))  # type: ignore[misc]
        assert found == outcome_of(lambda document=document: in_full(tried, document, WITH_HALONS))  # type: ignore[misc]


def calculated_in_full(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    calls: list[object] = []
    inside = contract.calculate

    def counted(agent: Any, document: Any, *rest: Any) -> Any:
        calls.append(document)
        return inside(agent, document, *rest)

    monkeypatch.setattr(calculator, "calculate", counted)
    return calls


@pytest.mark.parametrize("name", AGENTS)
def test_ordinary_rows_are_planned(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = AGENTS[name]
    extra = {"share": "0.5"} if "share" in {field.name for field in tried.INPUTS} else {}
    calls = calculated_in_full(monkeypatch)
    calculating = batch(tried)
    for number in range(1, 15):
        calculating.row(
            {"fuel": "natural-gas", "quantity": {"value": str(number), "unit": "mmBtu", "basis": "gross"}, **extra}
        )
    assert len(calls) <= 3


def test_texts_the_agent_does_not_look_at_belong_to_no_shape(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = calculated_in_full(monkeypatch)
    calculating = batch(agent())
    rows = [
        {**GAS, "note": f'row {number} \\ % "', "day": f"2025-01-{number:02d}", "count": number}
        for number in range(1, 28)
    ]
    assert [calculating.row(row) for row in rows] == [in_full(agent(), row) for row in rows]
    assert len(calls) <= 3


def test_a_total_beside_its_parts_has_a_line_only_where_they_differ() -> None:
    calculating = batch(agent())
    rows = [
        {"fuel": "total", "quantity": {"value": value, "unit": "mmBtu(HHV)"}}
        for value in ("0", "3", "0.0", "7.5", "0", "1")
    ]
    found = [calculating.row(row) for row in rows]
    assert found == [in_full(agent(), row) for row in rows]
    assert len({computed.recipe.hash for computed in found}) == 2


def test_a_factor_is_looked_up_once_and_refused_once() -> None:
    asked: list[FactorRequest] = []

    def counting(request: FactorRequest) -> Any:
        asked.append(request)
        return resolve(request)

    calculating = BatchCalculator(agent(), counting, GWP, AGENT_DOCUMENT)
    rows = [{**GAS, "region": region} for region in ("US", "GB", "US", "GB", "US")]
    refused = [row for row in calculating.run(rows) if isinstance(row, Refusal)]
    assert [(row.row, row.pointer) for row in refused] == [(2, "region"), (4, "region")]
    assert len(asked) == len(set(asked)) == 2


def test_a_refused_row_stops_nothing_and_says_where() -> None:
    bad = {**GAS, "quantity": {"value": "1,5", "unit": "mmBtu", "basis": "gross"}}
    first, second, third = batch(agent()).run([GAS, bad, GAS])
    assert isinstance(first, Computed)
    assert first == third
    assert isinstance(second, Refusal)
    assert (second.row, second.pointer) == (2, "/quantity/value")
    assert "decimal point" in second.reason


def peeks(look: Callable[[Mapping[str, object], Mapping[str, Any]], bool]) -> Any:
    """An agent whose choice of a factor depends on more than texts and units."""
    honest = agent()

    def bind(document: Mapping[str, object]) -> Binding:
        values = read_inputs(honest.INPUTS, document)
        quantity: Any = values["quantity"]
        documents = inputs_document(values)
        fuel = (
            "biogas"
            if look(document, {"quantity": quantity, "documents": documents, "values": values})
            else "natural-gas"
        )
        request = FactorRequest("ef", "stationary-combustion", fuel, "US", "kg/mmBtu(HHV)")
        return Binding("by_energy", {"quantity": quantity}, {"ef": request}, documents)

    return agent(bind=bind)


LOOKS: dict[str, Callable[[Any, Any], bool]] = {
    "the value": lambda document, found: found["quantity"].value > 100,
    "the text of the quantity": lambda document, found: len(str(found["quantity"])) > 15,
    "equality": lambda document, found: found["quantity"] == Quantity.from_document(GAS["quantity"]),
    "a hash": lambda document, found: hash(found["quantity"]) % 2 == 0,
    "a conversion": lambda document, found: found["quantity"].to(found["quantity"].unit) > 100,
    "the document": lambda document, found: document["quantity"]["value"] > "5",
    "whether it is a dictionary": lambda document, found: len(document) > 1 and "9" in repr(document),
    "the documents": lambda document, found: "50" in str(found["documents"]),
    "a member of the documents": lambda document, found: found["documents"]["quantity"]["value"] == "50",
    "all values": lambda document, found: "50" in str(list(found["values"].values())),
    "swallowed": lambda document, found: swallowed(found["quantity"]),
    "a pattern of the document": lambda document, found: matched(document),
    "a pattern of the documents": lambda document, found: matched(found["documents"]),
    "whether it can be read": lambda document, found: readable(found["values"].values()),
    "half of it": lambda document, found: (
        [value // 2 for value in found["values"].values() if isinstance(value, int)] == [3]
    ),
    "the kind of the values": lambda document, found: isinstance(found["values"], dict) and found["quantity"].value > 9,
    "any text": lambda document, found: any(value == "x" for value in found["values"].values()),
}


def swallowed(quantity: Quantity) -> bool:
    try:
        return quantity.value > 100
    except BaseException:
        return False


def readable(values: Any) -> bool:
    try:
        return any(Decimal(value) > 4 for value in values if isinstance(value, int) and not isinstance(value, bool))
    except TypeError:
        return False


def matched(document: Any) -> bool:
    match document:
        case {"quantity": {"value": "50"}}:
            return True
    return False


@pytest.mark.parametrize("name", LOOKS)
def test_an_agent_that_looks_at_its_numbers_is_believed_nothing(name: str) -> None:
    tried = peeks(LOOKS[name])
    calculating = batch(tried)
    for value in ("50", "500", "5", "50", "99999", "50.0"):
        for note, count in (("x", 1), ("y", 6)):
            document = {
                **GAS,
                "note": note,
                "count": count,
                "quantity": {"value": value, "unit": "mmBtu", "basis": "gross"},
            }
            assert calculating.row(document) == in_full(tried, document), (value, note)


OTHERS: tuple[object, ...] = (5, None)
RULES: dict[str, Callable[[Outcome], bool]] = {
    "a bound": lambda outcome: outcome.result <= Decimal(1000),
    "two bounds": lambda outcome: 100 < outcome.result < Decimal("20000"),
    "one number": lambda outcome: outcome.result != Decimal("2655.7247"),
    "its text": lambda outcome: not str(outcome.result).startswith("2"),
    "a gas": lambda outcome: outcome.of("CH4").mass < 1,
    "the sum": lambda outcome: outcome.co2e < 1000 and not outcome.co2_biogenic and not outcome.memo,
    "a product": lambda outcome: outcome.result * 2 < 1000,
    "the number of gases": lambda outcome: len(outcome.gases) == 3 and outcome.result < 3000,
    "the whole": lambda outcome: outcome not in OTHERS and outcome.result < 1000,
}


@pytest.mark.parametrize("name", RULES)
def test_rules_of_the_output_hold_for_every_row(name: str) -> None:
    def check_output(outcome: Outcome) -> None:
        if not RULES[name](outcome):
            raise GreenLangError(f"{outcome.result} breaks the rule.", where="outputs.co2e")

    tried = agent(check_output=check_output)
    calculating = batch(tried)
    for value in ("1", "50", "5", "500", "0", "50.000", "5000", "2"):
        document = {**GAS, "quantity": {"value": value, "unit": "mmBtu", "basis": "gross"}}
        found = outcome_of(lambda document=document: calculating.row(document))  # type: ignore[misc]
        assert found == outcome_of(lambda document=document: in_full(tried, document)), value  # type: ignore[misc]


def test_many_shapes_do_not_pile_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calculator, "MAX_SHAPES", 4)
    monkeypatch.setattr(calculator, "MAX_TEXTS", 4)
    calculating = batch(agent())
    for number in range(40):
        document: dict[str, object] = {
            **GAS,
            "note": str(number),
            "quantity": {"value": "2", "unit": "mmBtu^1" if number % 9 else "kWh", "basis": "HHV"},
        }
        document["checked"] = number % 2 == 0
        document["fuel"] = ("natural-gas", "biogas", "flat")[number % 3]
        assert calculating.row(document) == in_full(agent(), document)
    assert len(calculating._plans) <= 4
    assert all(len(texts) <= 4 for texts in calculating._texts.values())
