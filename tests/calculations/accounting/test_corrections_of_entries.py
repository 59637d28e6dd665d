"""Which calculation counts, and zero, missing and negative as three things."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.calculations.accounting.corrections import Entry, check_quantity, counting
from apps.calculations.accounting.errors import InvalidCorrection, MissingQuantity, NegativeQuantity
from greenlang.engine import InvalidNumber, exact_sum


def made(entry_id: str, co2e: str = "10", activity: str = "a") -> Entry:
    return Entry(entry_id, activity, Decimal(co2e))


def taken_back(entry_id: str, reverses: str, co2e: str = "-10", activity: str = "a") -> Entry:
    return Entry(entry_id, activity, Decimal(co2e), "reversal", reverses)


def test_a_calculation_counts() -> None:
    assert counting([made("1"), made("2", activity="b")]).standing == {
        "a": made("1"),
        "b": made("2", activity="b"),
    }


def test_a_reversed_calculation_does_not_count_and_the_new_one_does() -> None:
    found = counting([made("1"), taken_back("2", "1"), made("3", "12")])
    assert found.standing["a"].id == "3"
    assert found.reversed == {"1": "2"}


def test_a_calculation_made_anew_takes_the_place_of_the_one_before() -> None:
    assert counting([made("1"), made("2", "12")]).standing["a"].id == "2"


def test_what_was_replaced_does_not_come_back_when_its_successor_is_taken_back() -> None:
    assert counting([made("1"), made("2"), taken_back("3", "2")]).standing == {}


def test_an_activity_reversed_for_good_has_none() -> None:
    assert counting([made("1"), taken_back("2", "1")]).standing == {}


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ([made("1"), made("1")], "there twice"),
        ([taken_back("2", "1")], "no calculation"),
        ([made("1"), taken_back("2", "")], "Nothing is no calculation"),
        ([made("1"), taken_back("2", "1", activity="b")], "no calculation of the activity b"),
        ([made("1"), taken_back("2", "1"), taken_back("3", "1")], "reversed before, by 2"),
        ([made("1"), taken_back("2", "1", "-9")], "takes back 9 of 10 kg"),
        ([made("1"), taken_back("2", "1"), taken_back("3", "2", "10")], "no calculation"),
        ([Entry("1", "a", Decimal(1), "calculation", "0")], "reverses nothing"),
    ],
)
def test_what_does_not_fit_is_refused(entries: list[Entry], words: str) -> None:
    with pytest.raises(InvalidCorrection, match=words):
        counting(entries)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 10**6)), max_size=30))
def test_all_entries_add_up_to_what_counts(steps: list[tuple[str, int]]) -> None:
    entries: list[Entry] = []
    standing: dict[str, Entry] = {}
    for activity, amount in steps:
        if activity in standing:
            old = standing.pop(activity)
            entries.append(Entry(f"r{old.id}", activity, old.co2e.copy_negate(), "reversal", old.id))
        standing[activity] = Entry(str(len(entries)), activity, Decimal(amount))
        entries.append(standing[activity])
    found = counting(entries)
    assert found.standing == standing
    assert exact_sum(entry.co2e for entry in entries) == exact_sum(entry.co2e for entry in standing.values())


@pytest.mark.parametrize("zero", ["0", "0.000", 0, Decimal("-0")])
def test_zero_is_a_measurement(zero: str | int | Decimal) -> None:
    assert check_quantity(zero) == 0


@pytest.mark.parametrize("blank", [None, "", "   "])
def test_blank_is_missing_and_not_zero(blank: str | None) -> None:
    with pytest.raises(MissingQuantity, match="not zero"):
        check_quantity(blank, where="row 7")


def test_negative_is_refused_unless_it_reverses_a_named_line() -> None:
    with pytest.raises(NegativeQuantity, match="is -5"):
        check_quantity("-5")
    assert check_quantity("-5", reverses="line-1", lines={"line-1": Decimal(5)}) == -5


@pytest.mark.parametrize(("value", "reverses"), [("-5", "line-2"), ("-4", "line-1"), ("5", "line-1")])
def test_a_reversal_is_the_negative_of_its_line(value: str, reverses: str) -> None:
    with pytest.raises(NegativeQuantity, match=f"{reverses}|line-1"):
        check_quantity(value, reverses=reverses, lines={"line-1": Decimal(5)})


def test_what_is_no_number_stays_refused() -> None:
    with pytest.raises(InvalidNumber):
        check_quantity("five")
