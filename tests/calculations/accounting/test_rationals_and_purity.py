"""Fractions as decimals only where they end; and floats only where they are allowed."""

import ast
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.calculations import accounting
from apps.calculations.accounting.rationals import finite_decimal, rational_text, rounded, to_places

ROOM = Path(accounting.__file__).parent
FLOATING = {"uncertainty/monte_carlo.py"}
"""The one place that may work in binary floats."""
MODULES = sorted(str(path.relative_to(ROOM)) for path in ROOM.rglob("*.py"))


@given(st.decimals(allow_nan=False, allow_infinity=False, places=9, min_value=-(10**30), max_value=10**30))
def test_a_decimal_comes_back_as_it_was(number: Decimal) -> None:
    assert finite_decimal(Fraction(number)) == number


@pytest.mark.parametrize("value", [Fraction(1, 3), Fraction(31, 365), Fraction(1, 2**100), Fraction(1, 2**2000)])
def test_what_does_not_end_in_time_has_no_decimal(value: Fraction) -> None:
    assert finite_decimal(value) is None


def test_texts_and_roundings() -> None:
    assert rational_text(Fraction(62, 730)) == "31/365"
    assert rounded(Fraction(1, 3)) == Decimal("0.3333333333333333333333333333")
    assert to_places(Fraction(5, 3), 2) == "1.67"
    assert to_places(Fraction(1, 8), 2) == "0.12"
    assert to_places(Fraction(2), 2) == "2"


def test_the_room_has_modules() -> None:
    assert set(MODULES) > FLOATING
    assert len(MODULES) > 20


@pytest.mark.parametrize("module", [module for module in MODULES if module not in FLOATING])
def test_no_float_and_no_numpy_elsewhere(module: str) -> None:
    tree = ast.parse((ROOM / module).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float))
        assert not (isinstance(node, ast.Name) and node.id == "float")
        assert not (isinstance(node, ast.Import) and any(name.name.startswith("numpy") for name in node.names))
        assert not (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("numpy"))
