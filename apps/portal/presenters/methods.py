"""Methods of the library as the pages show them."""

from typing import Any

from django.utils.safestring import mark_safe

from apps.calculations.method_library import Group, category_title, method_document
from greenlang.engine.methods import Method, Refusal
from greenlang.engine.units import parse_unit

STEPS = {
    "country": "the average of the country",
    "contract": "a contract for electricity",
    "supplier": "the supplier’s rate",
    "residual-mix": "the residual mix",
    "regional-average": "the average of the grid region",
    "national-average": "the average of the country",
}
"""Steps of a fallback in words; one that is not here is shown by its name."""


def group_panel(group: Group) -> dict[str, Any]:
    """``{scope, title, anchor, methods}`` of one panel of the list."""
    return {
        "scope": group.scope,
        "title": group.title,
        "anchor": f"category-{group.scope3_category}"
        if group.scope3_category
        else group.title.lower().replace(" ", "-"),
        "methods": [method_row(found) for found in group.methods],
    }


def method_row(found: Method) -> dict[str, Any]:
    """``{id, title, expression, inputs}`` of one line; inputs as names with their units."""
    definition = found.definition
    return {
        "id": found.id,
        "title": definition.title,
        "expression": definition.expression,
        "inputs": [{"name": name, "unit": unit_words(unit)} for name, unit in definition.inputs.items()],
    }


def method_page(found: Method) -> dict[str, Any]:
    """Everything of one method; see the template for the names."""
    document = method_document(found)
    lines = document["explained"].splitlines()
    return {
        **document,
        "category": category_title(found.scope3_category, found.id.partition("/")[0]),
        # The engine's own markup: tags of its own, every name escaped.
        "mathematics": mark_safe(document["mathematics"]),  # noqa: S308
        "lines": [line for line in lines if not line.startswith("Assumed: ")],
        "inputs": [
            {**given, "unit": unit_words(given["unit"]), "bounds": bounds_words(given)} for given in document["inputs"]
        ],
        "factors": [{**factor, "unit": unit_words(factor["unit"])} for factor in document["factors"]],
        "fallback": [{"name": step, "words": STEPS.get(step, step)} for step in found.fallback],
        "not_served": [],
    }


def refusal_row(refused: Refusal) -> dict[str, str]:
    """``{category, case, missing, needed}``; the category with its name."""
    return {
        "category": category_title(refused.category),
        "case": refused.case,
        "missing": refused.missing,
        "needed": refused.needed,
    }


def unit_words(text: str) -> str:
    """A unit in its canonical spelling; a bare number as what it is."""
    unit = parse_unit(text).text
    return "number" if unit == "1" else unit


def bounds_words(given: dict[str, Any]) -> str:
    """What is accepted: "0 or more", "0 to 1", "any, below zero too"."""
    low, high = given["minimum"], given["maximum"]
    if low is None and high is None:
        return "any, below zero too"
    if low is None:
        return f"{high} or less"
    return f"{low} to {high}" if high is not None else f"{low} or more"
