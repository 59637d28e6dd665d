"""What a spreadsheet would run is text, and nothing else is touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenlang.spreadsheet_text import FORMULA_STARTS, inert


@pytest.mark.parametrize(
    "text", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "-", "-.5", "-1e5"]
)
def test_what_begins_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert inert(text).startswith("'")
    assert inert(text).replace("'", "") == text


@pytest.mark.parametrize("text", ["", "North plant", "-1", "-1200.50", "0.5", "1=1", "'=1"])
def test_plain_texts_and_numbers_stay(text: str) -> None:
    assert inert(text) == text


@pytest.mark.parametrize(
    ("text", "cell"),
    [("a;=1+1", "a;'=1+1"), ("a;\t @b", "a;\t '@b"), ("a\t-1", "a\t'-1"), ("North - South", "North - South")],
)
def test_a_cell_that_begins_within_the_text_in_other_dialects_is_inert_too(text: str, cell: str) -> None:
    assert inert(text) == cell
    assert inert(cell) == cell


@given(st.text())
def test_no_cell_begins_like_a_formula_unless_it_is_a_number(text: str) -> None:
    cell = inert(text)
    assert cell.replace("'", "") == text.replace("'", "")
    assert not cell.startswith(FORMULA_STARTS) or float(cell) < 0
