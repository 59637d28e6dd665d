"""Numbers and dates as people of many countries write them: read back exactly, or asked about."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.inventory.readers.days import DayOrder, DayWriting, read_day, read_month
from apps.inventory.readers.numbers import NumberWriting, plain_number

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@given(
    st.decimals(min_value=0, max_value=10**12, places=3),
    st.sampled_from([(".", ","), (",", "."), (".", ""), (",", ""), (".", " "), (",", "\u202f"), (".", "'")]),
)
def test_a_number_is_read_back_digit_for_digit(number: Decimal, signs: tuple[str, str]) -> None:
    decimal, thousands = signs
    written = f"{number:,f}".replace(",", "t").replace(".", decimal).replace("t", thousands)
    assert Decimal(plain_number(written, decimal)) == number


@pytest.mark.parametrize("text", ["1,23,4", "1.2.3", "12,34.5", "NaN", "inf", "=1+1", "1e5x", "٥٠", "", "--1", "1 2"])
@pytest.mark.parametrize("sign", [".", ","])
def test_what_is_no_number_is_refused(text: str, sign: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        plain_number(text, sign)


@pytest.mark.parametrize(
    ("cells", "sign", "mixed"),
    [
        (["1.5", "20"], ".", False),
        (["1,5", "20"], ",", False),
        (["1.234,5"], ",", False),
        (["1,234.5"], ".", False),
        (["1,234"], "?", False),
        (["1.234"], "", False),
        (["1,234", "2,5"], ",", False),
        (["1,234,567"], ".", False),
        (["1,5", "2,5", "1.5"], ",", True),
        (["n/a", "20", ""], "", False),
    ],
)
def test_the_sign_before_decimals_is_learnt_from_the_whole_column(cells: list[str], sign: str, mixed: bool) -> None:
    writing = NumberWriting()
    for cell in cells:
        writing.add(cell)
    assert (writing.sign, writing.mixed) == (sign, mixed)


@given(DAYS, st.sampled_from(["%d/%m/%Y", "%d.%m.%Y", "%d-%m-%y", "%Y-%m-%d", "%Y/%m/%d", "%d %b %Y", "%d-%B-%Y"]))
def test_a_day_is_read_back_with_the_day_first(day: date, form: str) -> None:
    assert read_day(day.strftime(form), DayOrder.DAY_FIRST) == day


@given(DAYS, st.sampled_from(["%m/%d/%Y", "%m-%d-%Y", "%Y-%m-%dT00:00:00", "%B %d, %Y"]))
def test_a_day_is_read_back_with_the_month_first(day: date, form: str) -> None:
    assert read_day(day.strftime(form), DayOrder.MONTH_FIRST) == day


@given(DAYS, st.sampled_from(["%Y-%m", "%m/%Y", "%b %Y", "%B-%y", "%Y-%m-01", "%Y-%m-%d"]))
def test_a_month_is_read_back_with_its_days(day: date, form: str) -> None:
    first, last = read_month(day.strftime(form), DayOrder.DAY_FIRST)
    assert (first.year, first.month, first.day) == (day.year, day.month, 1)
    assert last.month == day.month
    assert first <= day <= last


@pytest.mark.parametrize("text", ["31.02.2025", "2025-13-01", "13/13/2025", "soon", "45658", "1/2", "", "2025"])
def test_what_is_no_day_is_refused(text: str) -> None:
    for order in ("", *DayOrder):
        with pytest.raises(ValueError, match="2025-01-31"):
            read_day(text, order)


@pytest.mark.parametrize(
    ("cells", "order", "mixed"),
    [
        (["2025-01-02"], "", False),
        (["03/04/2025"], "?", False),
        (["03/04/2025", "28/02/2025"], "day-first", False),
        (["03/04/2025", "02/28/2025"], "month-first", False),
        (["03.04.2025"], "day-first", False),
        (["05/05/2025"], "", False),
        (["28/02/2025", "02/28/2025"], "day-first", True),
    ],
)
def test_the_order_in_dates_is_learnt_or_asked_for(cells: list[str], order: str, mixed: bool) -> None:
    writing = DayWriting()
    for cell in cells:
        writing.add(cell)
    assert (writing.order, writing.mixed) == (order, mixed)
    if order == "?":
        with pytest.raises(ValueError, match="no date"):
            read_day(cells[0], "")
