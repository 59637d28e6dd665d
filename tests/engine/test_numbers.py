"""Numbers are read exactly or refused, and have one canonical text."""

import time
from decimal import Context, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenlang.engine.errors import InvalidNumber
from greenlang.engine.numbers import CONTEXT, canonical_number, exact_sum, parse_number, round_output
from tests.engine.strategies import numbers

REFUSED = [
    ("", "missing"),
    ("  ", "missing"),
    ("NaN", "finite"),
    ("nan", "finite"),
    ("sNaN", "finite"),
    ("-inf", "finite"),
    ("Infinity", "finite"),
    ("1e999999999", "between"),
    ("1e101", "between"),
    ("1e-101", "between"),
    ("9" * 5000, "significant digits"),
    ("9" * 65, "significant digits"),
    ("٣", "digits 0 to 9"),
    ("１２", "digits 0 to 9"),
    ("1,234.5", "thousands"),
    ("53,06", "decimal point"),
    ("1_000", "underscores"),
    (" 50", "blanks"),
    ("50\n", "blanks"),
    ("0x10", "plain digits"),
    ("1/3", "plain digits"),
    ("--5", "plain digits"),
    (".", "plain digits"),
    ("1e", "plain digits"),
    ("five", "plain digits"),
    (0.1, "string"),
    (float("nan"), "string"),
    (True, "string"),
    (None, "string"),
    ([], "string"),
    (b"5", "string"),
    (10**5000, "between"),
    (Decimal("NaN"), "finite"),
    (Decimal("sNaN"), "finite"),
    (Decimal("Infinity"), "finite"),
    (Decimal("1e999999"), "between"),
    (Decimal("1" * 65), "significant digits"),
]


@pytest.mark.parametrize(("value", "hint"), REFUSED, ids=range(len(REFUSED)))
def test_what_is_no_plain_number_is_refused_quickly_with_a_hint(value: object, hint: str) -> None:
    start = time.perf_counter()
    with pytest.raises(InvalidNumber) as caught:
        parse_number(value, where="row 7, quantity")  # type: ignore[arg-type]
    assert time.perf_counter() - start < 0.1
    assert hint in caught.value.mend
    assert str(caught.value).startswith("row 7, quantity: ")
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("50", "50"),
        ("+50", "50"),
        ("-0.0", "0"),
        ("53.060", "53.06"),
        (".5", "0.5"),
        ("5.", "5"),
        ("1e3", "1000"),
        ("1.5E-3", "0.0015"),
        ("1e100", "1" + "0" * 100),
        ("0" * 150 + "7", "7"),
        ("1" + "0" * 90, "1" + "0" * 90),
        ("0e9999", "0"),
        (7, "7"),
        (-12, "-12"),
        (Decimal("1.2300"), "1.23"),
        (Decimal("0E+50"), "0"),
    ],
)
def test_a_number_is_read_exactly(text: str | int | Decimal, expected: str) -> None:
    assert canonical_number(parse_number(text)) == expected


@given(numbers)
def test_canonical_text_is_plain_and_reads_back_to_the_same_number(number: Decimal) -> None:
    text = canonical_number(number)
    assert Decimal(text) == number
    assert "e" not in text.lower()
    assert text != "-0"
    assert not text.startswith("+")
    assert "." not in text or not text.endswith(("0", "."))
    assert canonical_number(Decimal(text)) == text


@given(numbers, numbers)
def test_equal_numbers_and_only_they_have_equal_text(left: Decimal, right: Decimal) -> None:
    assert (canonical_number(left) == canonical_number(right)) == (left == right)


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_with_one_error(text: str) -> None:
    try:
        number = parse_number(text)
    except InvalidNumber:
        return
    assert number == Decimal(text)


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1e9999"])
def test_what_cannot_be_written_out_has_no_canonical_text(value: str) -> None:
    with pytest.raises(InvalidNumber):
        canonical_number(Decimal(value))


def test_outputs_round_half_to_even_at_28_digits() -> None:
    digits = "1234567890123456789012345678"
    assert round_output(Decimal(digits + "5")) == Decimal(digits + "0")
    assert round_output(Decimal(digits[:-1] + "9" + "5")) == Decimal(digits[:-2] + "800")
    assert round_output(Decimal(digits + "51")) == Decimal(digits[:-1] + "900")
    assert round_output(Decimal("0.1")) == Decimal("0.1")


def test_a_quotient_is_rounded_once_however_long_its_sides() -> None:
    odd = Decimal("1.0000000000000000000000000015")
    divisor = Decimal("3." + "1" * 60)
    wide = Context(prec=200)
    assert round_output(wide.multiply(odd, divisor), divisor) == Decimal("1.000000000000000000000000002")
    below = wide.subtract(wide.multiply(odd, divisor), Decimal("1e-150"))
    assert round_output(below, divisor) == Decimal("1.000000000000000000000000001")


def test_the_callers_own_decimal_context_changes_nothing() -> None:
    with localcontext() as context:
        context.prec = 3
        assert canonical_number(round_output(CONTEXT.multiply(Decimal("1.23456789"), Decimal(2)))) == "2.46913578"
        total = exact_sum([Decimal("1e30"), Decimal("1e-30")])
        assert canonical_number(total) == "1" + "0" * 30 + "." + "0" * 29 + "1"


@given(st.lists(numbers, max_size=20))
def test_a_sum_keeps_every_digit_in_any_order(values: list[Decimal]) -> None:
    assert exact_sum(values) == exact_sum(reversed(values))
