"""The language is closed: it reads what it knows, writes it back, and executes nothing else."""

import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenlang.engine.errors import FormulaError
from greenlang.engine.formula import names_used, parse_expression, render
from greenlang.engine.formula.ast import Node
from tests.engine.strategies import trees


@pytest.mark.parametrize(
    ("expression", "normal"),
    [
        ("a*b", "a * b"),
        (" a\n *\tb ", "a * b"),
        ("(a*b)*c", "a * b * c"),
        ("a*(b*c)", "a * (b * c)"),
        ("a+b*c", "a + b * c"),
        ("(a+b)*c", "(a + b) * c"),
        ("a-b-c", "a - b - c"),
        ("a-(b-c)", "a - (b - c)"),
        ("a/b/c", "a / b / c"),
        ("a/(b/c)", "a / (b / c)"),
        ("-a^2", "-a^2"),
        ("(-a)^2", "(-a)^2"),
        ("a^-2", "a^-2"),
        ("--a", "--a"),
        ("a*-b", "a * -b"),
        ("-a*b", "-a * b"),
        ("-(a*b)", "-(a * b)"),
        ("((((a))))", "a"),
        ("0.50*1e3", "0.5 * 1000"),
        (".5", "0.5"),
        ("min( a,b , c)", "min(a, b, c)"),
        ("abs(-a)", "abs(-a)"),
        ("if(a<=b,a,b)", "if(a <= b, a, b)"),
        ("if(a!=0,if(b>1,a,b),0)", "if(a != 0, if(b > 1, a, b), 0)"),
        ("min_of * abs1", "min_of * abs1"),
    ],
)
def test_an_expression_has_one_normal_text(expression: str, normal: str) -> None:
    assert render(parse_expression(expression)) == normal
    assert parse_expression(normal) == parse_expression(expression)


@given(trees)
def test_what_is_written_reads_back_to_the_same_tree(tree: Node) -> None:
    text = render(tree)
    try:
        again = parse_expression(text)
    except FormulaError as error:
        assert "too large" in error.message or "Nested" in error.message or "at most" in error.message
        return
    assert again == tree
    assert render(again) == text


REFUSED = [
    ("", 0, "too early"),
    ("a +", 3, "too early"),
    ("(a", 2, "')' is missing"),
    ("a)", 1, "')' cannot stand"),
    ("a b", 2, "operator"),
    ("2 a", 2, "operator"),
    ("2a", 1, "*"),
    ("1.2.3", 3, "decimal point"),
    ("a ** 2", 2, "^"),
    ("a^b", 2, "whole number"),
    ("a^0", 2, "whole number"),
    ("a^10", 2, "whole number"),
    ("a^999999999", 2, "whole number"),
    ("a^2.0", 2, "whole number"),
    ("a^2^3", 3, "(a^2)^3"),
    ("a^(2)", 2, "whole number"),
    ("a < b", 2, "if("),
    ("if(a, b, c)", 4, "comparison"),
    ("if(a < b < c, a, b)", 9, "one at a time"),
    ("if(a < b, a)", 11, "cannot stand"),
    ("if(a = b, a, b)", 5, "=="),
    ("if", 0, "arguments"),
    ("min", 0, "arguments"),
    ("min(a)", 0, "2 to 8"),
    ("min()", 4, "cannot stand"),
    ("abs(a, b)", 0, "one argument"),
    ("max(" + "a," * 8 + "a)", 0, "2 to 8"),
    ("mix(a, b)", 0, "min"),
    ("sum(a, b)", 0, "functions are"),
    ("a.b", 1, "attributes"),
    ("a.__class__", 1, "attributes"),
    ("().__class__.__mro__", 2, "attributes"),
    ("__import__('os').system('id')", 0, "double underscore"),
    ("a__b", 0, "double underscore"),
    ("_a", 0, "double underscore"),
    ("lambda: 1", 6, "Known are"),
    ("eval(a)", 0, "functions are"),
    ("open(a)", 0, "functions are"),
    ("a[0]", 1, "lists"),
    ("{a}", 0, "Known are"),
    ("'a'", 0, "text"),
    ('"a"', 0, "text"),
    ("a if b else c", 2, "operator"),
    ("a; b", 1, "Known are"),
    ("a := 1", 2, "Known are"),
    ("a, b", 1, "comma"),
    ("1,5 * a", 1, "comma"),
    ("a × b", 2, "*"),
    ("a − b", 2, "ASCII minus"),
    ("٣ * a", 0, "Known are"),
    ("ａ * b", 0, "Known are"),
    ("a\x00b", 1, "Known are"),
    ("a\u202eb", 1, "Known are"),
    ("1e999999999", 0, "between"),
    ("9" * 65, 0, "significant digits"),
    ("a * 5%", 5, "share"),
    ("x" * 65, 0, "At most"),
    ("a and b", 2, "operator"),
    ("a!", 1, "Known are"),
    ("+a", 0, "cannot stand"),
]


@pytest.mark.parametrize(("expression", "position", "says"), REFUSED)
def test_what_the_language_does_not_have_is_refused_at_its_place(expression: str, position: int, says: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse_expression(expression)
    assert caught.value.position == position
    assert says in str(caught.value)


BOMBS = [
    "(" * 1900 + "a" + ")" * 50,
    "-" * 1999 + "a",
    "min(a," * 300 + "a" + ")" * 100,
    "if(a<b," * 200 + "a",
    "a" + "+a" * 900,
    "a" + "^2" * 900,
    "a*" * 999 + "a",
    "9" * 1999,
    "a" * 100_000,
    "(" * 1_000_000,
    "a+" * 125 + "(" + "b+" * 124 + "b)",
]


@pytest.mark.parametrize("expression", BOMBS, ids=range(len(BOMBS)))
def test_bombs_are_refused_quickly_and_never_exhaust_the_stack(expression: str) -> None:
    start = time.perf_counter()
    with pytest.raises(FormulaError) as caught:
        parse_expression(expression)
    assert time.perf_counter() - start < 0.5
    assert len(str(caught.value)) < 600


def test_the_deepest_formula_needs_little_of_the_callers_stack() -> None:
    deepest = "(" * 39 + "a" + ")" * 39
    limit = sys.getrecursionlimit()
    depth = 0
    frame = sys._getframe()
    while frame is not None:
        depth, frame = depth + 1, frame.f_back  # type: ignore[assignment]
    try:
        sys.setrecursionlimit(depth + 200)
        assert render(parse_expression(deepest)) == "a"
    finally:
        sys.setrecursionlimit(limit)


@pytest.mark.parametrize("value", [None, 5, b"a", ["a"]])
def test_an_expression_is_text(value: object) -> None:
    with pytest.raises(FormulaError):
        parse_expression(value)  # type: ignore[arg-type]


@given(st.text(max_size=60) | st.text("ab0123.+-*/^(),<>=! minaxsf", max_size=60))
def test_any_text_is_read_or_refused_with_a_formula_error(text: str) -> None:
    try:
        tree = parse_expression(text)
    except FormulaError as error:
        assert -1 <= error.position <= len(text)
        return
    assert parse_expression(render(tree)) == tree


def test_the_message_shows_the_line_and_a_caret_under_the_place() -> None:
    with pytest.raises(FormulaError) as caught:
        parse_expression("a * b\n  + c.d\n  + e")
    assert caught.value.pointer == "    + c.d\n       ^"
    assert "    + c.d\n       ^" in str(caught.value)
    assert caught.value.as_dict()["position"] == 11


def test_a_long_line_is_shown_around_the_place() -> None:
    with pytest.raises(FormulaError) as caught:
        parse_expression("a + " * 100 + "$ + a" + " + a" * 30)
    line, caret = caught.value.pointer.split("\n")
    assert line[caret.index("^")] == "$"
    assert len(line) < 110


def test_names_are_listed_in_order_of_appearance() -> None:
    assert names_used("b * a + if(c > b, a, d)") == ("b", "a", "c", "d")
