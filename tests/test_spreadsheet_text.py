"""What a spreadsheet would run is text, and nothing else is touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenlang.spreadsheet_text import FORMULA_STARTS, inert


@pytest.mark.parametrize(
    "text", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "-", "-.5", "-1e5"]
)
def test_what_begins_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert inert(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "North plant", "-1", "-1200.50", "0.5", "1=1", "'=1"])
def test_plain_texts_and_numbers_stay(text: str) -> None:
    assert inert(text) == text


@given(st.text())
def test_no_cell_begins_like_a_formula_unless_it_is_a_number(text: str) -> None:
    cell = inert(text)
    assert cell in (text, f"'{text}")
    assert not cell.startswith(FORMULA_STARTS) or float(cell) < 0
