"""The formula language: definitions are read, dimension-checked and evaluated; nothing else is executed."""

from functools import lru_cache

from greenlang.engine.errors import FormulaError
from greenlang.engine.formula.ast import Node, names_of
from greenlang.engine.formula.definition import FactorSlot, FormulaDefinition
from greenlang.engine.formula.evaluator import CompiledFormula, compile_formula
from greenlang.engine.formula.factors import FactorComponent, ResolvedFactor
from greenlang.engine.formula.outcome import GasResult, MemoGas, Outcome, ParameterUsed
from greenlang.engine.formula.parser import parse_expression
from greenlang.engine.formula.render import render


@lru_cache(maxsize=1024)
def _names(expression: str) -> tuple[str, ...]:
    return tuple(names_of(parse_expression(expression)))


def names_used(expression: str) -> tuple[str, ...]:
    """The names of inputs and factors in an expression, in order of appearance. Raises `FormulaError`."""
    return _names(expression)


__all__ = [
    "CompiledFormula",
    "FactorComponent",
    "FactorSlot",
    "FormulaDefinition",
    "FormulaError",
    "GasResult",
    "MemoGas",
    "Node",
    "Outcome",
    "ParameterUsed",
    "ResolvedFactor",
    "compile_formula",
    "names_of",
    "names_used",
    "parse_expression",
    "render",
]
