"""Rules in pseudo-code: what is understood, what it means, and why the rest is not."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.agents.spec import read_spec, validate_spec
from apps.agents.spec.findings import Finding
from apps.agents.spec.properties import Law, Limit, NotUnderstood, laws_of, limits_on, read_rule
from apps.agents.spec.properties.syntax import (
    Binary,
    Compared,
    Distinct,
    Function,
    Implies,
    IsNull,
    Joined,
    Matches,
    Monotone,
    Not,
    Number,
    OneOf,
    Reference,
    Repeatable,
    Text,
)
from tests.agents.codegen.agent_samples import EVERYTHING_PACK

CO2E, QUANTITY = Reference("output", "co2e"), Reference("input", "quantity")
LAST_RULE = "    - {name: odd, rule: outputs.total is a prime}\n"


def number(value: object) -> Number:
    return Number(Decimal(str(value)))


@pytest.mark.parametrize(
    ("rule", "meaning"),
    [
        ("outputs.co2e >= 0", Compared((CO2E, number(0)), (">=",))),
        ("output.co2e>=0", Compared((CO2E, number(0)), (">=",))),
        ("0.0 <= outputs.co2e <= 1.0", Compared((number("0.0"), CO2E, number("1.0")), ("<=", "<="))),
        ("output.co2e <= input.quantity * 0.01", Compared((CO2E, Binary("*", QUANTITY, number("0.01"))), ("<=",))),
        ("output.co2e is nondecreasing in input.quantity", Monotone(CO2E, QUANTITY, "nondecreasing")),
        ("a is Decreasing IN b", Monotone(Reference(None, "a"), Reference(None, "b"), "decreasing")),
        ("run(i, seed=42) == run(i, seed=42)", Repeatable(seed=True)),
        ("run(inputs) == run(inputs)", Repeatable()),
        ("hash(run(a)) != hash(run(b)) when a != b", Distinct()),
        (
            "input.quantity == 0 implies output.co2e == 0",
            Implies(Compared((QUANTITY, number(0)), ("==",)), Compared((CO2E, number(0)), ("==",))),
        ),
        ("output.co2e != null AND NOT input.quantity is null",
         Joined("and", (IsNull(CO2E, True), Not(IsNull(QUANTITY, False))))),
        ("outputs.x matches '^ef://'", Matches(Reference("output", "x"), "^ef://")),
        ("fuel in ['a', 2]", OneOf(Reference(None, "fuel"), (Text("a"), number(2)), False)),
        ("fuel not in [-1]", OneOf(Reference(None, "fuel"), (number(-1),), True)),
        (
            "abs(a - b) / max(a, b) < 0.01",
            Compared(
                (
                    Binary(
                        "/",
                        Function("abs", (Binary("-", Reference(None, "a"), Reference(None, "b")),)),
                        Function("max", (Reference(None, "a"), Reference(None, "b"))),
                    ),
                    number("0.01"),
                ),
                ("<",),
            ),
        ),
    ],
)  # fmt: skip
def test_the_forms_that_are_read(rule: str, meaning: object) -> None:
    assert read_rule(rule) == meaning


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ("", "ends too early"),
        ("outputs.total is a prime", "'a' at character 18 cannot stand there"),
        ("run(i) == run(j)", "a run of 'i' with one of 'j'"),
        ("hash(run(a)) != hash(run(a)) when a != a", "two different inputs"),
        ("p99_latency > 500ms", "no unit is read"),
        ("difference > 5%", "no unit is read"),
        ("outputs.x >= 1e999", "1e999 is no number"),
        ("is_hex(outputs.x)", "no function 'is_hex'"),
        ("abs(1, 2) > 0", "abs takes 1, not 2"),
        ("x ** 2 > 1", "cannot stand there"),
        ("x; import os", "';' at character 2 has no meaning"),
        ("(" * 40 + "x" + ")" * 40, "deeper than 30"),
        ("- " * 40 + "x > 1", "deeper than 30"),
        ("not " * 40 + "x", "deeper than 30"),
        ("x > 1 or " * 60 + "x > 1", "at most 500"),
        ("1 < " * 110 + "x", "more than 200"),
        ("x in [" + ",".join("1" * 60) + "]", "more than 50"),
        ("x matches y", "a pattern in quotes"),
        ("hash(run(a)) != hash(run(b))", "'when' is expected"),
    ],
)
def test_what_cannot_be_read_says_why(rule: str, reason: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        read_rule(rule)
    assert reason in caught.value.message


@given(st.text(max_size=60) | st.text("()<>=!-+*/'\"., abinotrul0129[]", max_size=80))
def test_any_text_is_read_or_refused_by_name(rule: str) -> None:
    try:
        read_rule(rule)
    except NotUnderstood as error:
        assert error.message


def law_of(rule: str, pack: str = EVERYTHING_PACK) -> Law:
    """What a rule means to the pack of every kind of input."""
    said = f"    - {{name: it, rule: {rule!r}}}\n" if "'" not in rule else f'    - {{name: it, rule: "{rule}"}}\n'
    assert LAST_RULE in pack
    return laws_of(read_spec(pack.replace(LAST_RULE, said).encode()).spec)[-1]


def test_names_are_found_among_inputs_and_results() -> None:
    meaning = law_of("total <= load * 5 and carrier != 3 and not return_empty").meaning
    assert isinstance(meaning, Joined)
    first, second, third = meaning.operands
    assert first == Compared(
        (Reference("output", "total"), Binary("*", Reference("input", "load"), number(5))), ("<=",)
    )
    assert second == Compared((Reference("input", "carrier"), Text("3")), ("!=",))
    assert third == Not(Reference("input", "return_empty"))


@pytest.mark.parametrize(
    "rule", ["ch4 >= 0", "day > '2024-12-31'", "return_empty == true", "outputs.co2_biogenic == 0"]
)
def test_gases_dates_and_truth_values_may_be_spoken_of(rule: str) -> None:
    assert law_of(rule).is_tested


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ("Q_water < 1", "'Q_water' is neither an input nor a result"),
        ("outputs.provenance.hash != null", "No formula yields 'outputs.provenance.hash'"),
        ("inputs.colour == 'red'", "There is no input 'colour'"),
        ("total == 'high'", "compares a number with 'high'"),
        ("carrier < 'rail'", "compared by == and !="),
        ("carrier > load", "compares a number with a text"),
        ("total", "no truth value"),
        ("1 < 2", "no input and of no result"),
        ("total matches '^1'", "`matches` takes a text"),
        ("site matches '(a'", "pattern"),
        ("day < 'tomorrow'", "no date"),
        ("total is nondecreasing in carrier", "no number that can grow"),
        ("load is nondecreasing in total", "No formula yields 'outputs.load'"),
        ("total + 1", "A value stands where a condition"),
        ("(total > 1) + 1 > 2", "A condition stands where a value"),
        ("total + null > 1", "null stands in"),
        ("(total + 1) is null", "Only an input or a result"),
        ("return_empty > false", "compared with true or false only"),
    ],
)
def test_what_no_document_and_no_result_has_is_not_understood(rule: str, reason: str) -> None:
    law = law_of(rule)
    assert law.meaning is None
    assert reason in law.reason


def test_a_name_on_both_sides_needs_its_side() -> None:
    pack = EVERYTHING_PACK.replace("name: load", "name: total").replace("load: {value", "total: {value")
    pack = pack.replace("* load *", "* total *").replace("load: t,", "total: t,")
    assert "an input and an output" in law_of("total >= 0", pack).reason
    assert law_of("inputs.total >= 0", pack).is_tested


@pytest.mark.parametrize(
    ("rule", "limits"),
    [
        ("outputs.x >= 0", (Limit(">=", Decimal(0)),)),
        ("0 <= outputs.x < 5", (Limit(">=", Decimal(0)), Limit("<", Decimal(5)))),
        ("outputs.x >= 0 and 9 > outputs.x", (Limit(">=", Decimal(0)), Limit("<", Decimal(9)))),
        ("outputs.x >= 0 or outputs.x < -5", ()),
        ("outputs.x >= 0 and outputs.y >= 0", ()),
        ("outputs.x != 0", ()),
        ("outputs.x >= inputs.y", ()),
    ],
)
def test_plain_bounds_of_an_output(rule: str, limits: tuple[Limit, ...]) -> None:
    assert limits_on("x", read_rule(rule)) == limits


RULES = """\
validation:
  rules:
    - {id: kept, condition: total >= 0, severity: error}
    - {id: warned, condition: total < 10, severity: warning}
    - {id: strange, condition: error_rate > 0.01, severity: error}
"""


def test_what_becomes_no_test_is_found_with_its_place_and_reason() -> None:
    spec = read_spec((EVERYTHING_PACK + RULES).encode()).spec
    found = {finding.path: finding for finding in validate_spec(spec) if isinstance(finding, Finding)}
    strange = found["validation", "rules", 2, "condition"]
    assert "'error_rate' is neither an input nor a result" in strange.detail
    assert "'warning'" in found["validation", "rules", 1, "condition"].detail
    assert "'a' at character 18" in found["tests", "properties", 2, "rule"].detail
    assert ("validation", "rules", 0, "condition") not in found


def test_a_seed_is_set_aside_and_said_so() -> None:
    pack = EVERYTHING_PACK.replace("outputs.total is a prime", '"run(i, seed=1) == run(i, seed=1)"')
    found = {finding.path: finding for finding in validate_spec(read_spec(pack.encode()).spec)}
    assert "its seed has no meaning" in found["tests", "properties", 2, "rule"].detail


def test_a_number_of_iterations_is_set_aside_and_said_so() -> None:
    pack = EVERYTHING_PACK.replace("outputs.total is a prime", '"outputs.total >= 0", iterations: 1000')
    spec = read_spec(pack.encode()).spec
    assert spec.tests.properties[2].iterations == 1000
    found = {finding.path: finding for finding in validate_spec(spec)}
    assert "the number is set aside" in found["tests", "properties", 2, "iterations"].detail


def test_a_rule_about_what_no_golden_test_gives_cannot_be_tried() -> None:
    pack = EVERYTHING_PACK.replace(" return_empty: true}", "}").replace("day: 2025-01-31,", "day: 2025-01-31")
    assert "No golden test gives the input 'return_empty'" in law_of("not return_empty", pack).reason
    assert law_of("return_empty is null", pack).is_tested
    assert law_of("day > '2024-12-31'", pack).is_tested
