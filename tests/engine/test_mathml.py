"""Formulas are shown as well-formed MathML that keeps the order of operations."""

from xml.etree import ElementTree

import pytest
from hypothesis import given

from greenlang.engine.formula import parse_expression
from greenlang.engine.formula.ast import Node
from greenlang.engine.formula.mathml import to_mathml
from tests.engine.formulas import compiled
from tests.engine.strategies import trees


def shown(expression: str) -> str:
    """The text of the markup, fences and signs included."""
    return "".join(ElementTree.fromstring(to_mathml(parse_expression(expression))).itertext())  # noqa: S314 - our own


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("a * b", "a×b"),
        ("(a + b) * c", "(a+b)×c"),
        ("a - (b - c)", "a−(b−c)"),
        ("a - -b", "a−(−b)"),
        ("(a + b)^2", "(a+b)2"),
        ("-(a + b)", "−(a+b)"),
        ("max(a, 0.50)", "max(a,0.5)"),
        ("abs(a)", "|a|"),
        ("if(a < b, a, b)", "{aif a<bbotherwise"),
    ],
)
def test_the_order_of_operations_can_be_seen(expression: str, text: str) -> None:
    assert shown(expression) == text


@given(trees)
def test_every_tree_is_well_formed(tree: Node) -> None:
    assert ElementTree.fromstring(to_mathml(tree, name="co2e")).tag.endswith("math")  # noqa: S314 - our own


def test_an_outputs_name_stays_text() -> None:
    assert "<script>" not in compiled(output_name="<script>").to_mathml()
    assert compiled().to_mathml().count("<mi>co2e</mi>") == 1
