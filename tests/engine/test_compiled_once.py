"""A definition is compiled once, and one that differs in the order of its names only keeps that order."""

from dataclasses import replace

import pytest

from greenlang.engine import FormulaError, compile_formula, method, parse_expression


def test_the_same_definition_is_compiled_once() -> None:
    definition = method("stationary-combustion/gas-volume").definition
    assert compile_formula(definition) is compile_formula(replace(definition))


def test_the_order_of_names_is_kept() -> None:
    definition = method("stationary-combustion/measured-gas-volume").definition
    turned = replace(definition, inputs=dict(reversed(tuple(definition.inputs.items()))))
    assert turned == definition
    assert compile_formula(turned) == compile_formula(definition)
    assert list(compile_formula(definition).input_units) == ["quantity", "heat_content"]
    assert list(compile_formula(turned).input_units) == ["heat_content", "quantity"]


def test_a_refusal_is_made_each_time() -> None:
    for _ in range(2):
        with pytest.raises(FormulaError):
            parse_expression("1 +")
