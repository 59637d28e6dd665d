"""A method in plain language and as mathematics, for pages and reports."""

from greenlang.engine.formula.evaluator import compile_formula
from greenlang.engine.formula.mathml import to_mathml
from greenlang.engine.gases import CO2E
from greenlang.engine.methods.entry import Method
from greenlang.engine.units import parse_unit

_SIGNS = (("*", "×"), ("/", "÷"), (" - ", " − "))


def explained(method: Method) -> str:
    """The formula and the meaning of every name, one line each.

    "CO2e = sum over gases of (quantity × ef) × GWP,", "where quantity is the fuel burnt in the period, as gross
    energy, in mmBtu(HHV);", "ef is …", and the assumptions.
    """
    expression = compile_formula(method.definition).expression
    for sign, shown in _SIGNS:
        expression = expression.replace(sign, shown)
    meanings = [f"{name} is {words}, in {_unit(unit)}" for name, words, unit in _names(method)]
    meanings.append("GWP is the global warming potential of the gas over 100 years, in kg CO2e per kg")
    lines = [f"CO2e = sum over gases of ({expression}) × GWP,", f"where {meanings[0]};"]
    lines += [f"{meaning};" for meaning in meanings[1:-1]]
    lines.append(f"{meanings[-1]}.")
    return "\n".join([*lines, *(f"Assumed: {assumption}" for assumption in method.assumptions)])


def mathematics(method: Method) -> str:
    """The formula as presentation MathML: the sum over gases of the expression times the gas's GWP."""
    tree = compile_formula(method.definition).tree
    return to_mathml(tree, name=CO2E, over_gases=True)


def _names(method: Method) -> list[tuple[str, str, str]]:
    """Name, words and unit of the inputs, then of the factors."""
    definition = method.definition
    inputs = [(name, given.words, given.unit) for name, given in method.inputs.items()]
    return inputs + [(name, words, definition.factors[name].unit) for name, words in method.factors.items()]


def _unit(text: str) -> str:
    unit = parse_unit(text).text
    return "parts of one" if unit == "1" else unit
