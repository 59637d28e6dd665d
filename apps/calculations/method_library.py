"""The library of methods as people and programs read it: every formula with its words, units, bounds and hash."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from greenlang.engine.canonical_json import sha256_of
from greenlang.engine.formula import compile_formula
from greenlang.engine.methods import METHODS, Method, Refusal, explained, mathematics, method, refusals
from greenlang.errors import InvalidInput, NotFound

MAX_WORDS = 8
SCOPE3_CATEGORIES = {
    "1": "Purchased goods and services",
    "2": "Capital goods",
    "3": "Fuel- and energy-related activities",
    "4": "Upstream transportation and distribution",
    "5": "Waste generated in operations",
    "6": "Business travel",
    "7": "Employee commuting",
    "8": "Upstream leased assets",
    "9": "Downstream transportation and distribution",
    "10": "Processing of sold products",
    "11": "Use of sold products",
    "12": "End-of-life treatment of sold products",
    "13": "Downstream leased assets",
    "14": "Franchises",
    "15": "Investments",
}
"""GHG Protocol, Corporate Value Chain (Scope 3) Standard, Table 5.3."""


class UnknownMethod(NotFound):
    """The library has no method of this id and version."""

    code = "unknown-method"
    title = "No such method"


@dataclass(frozen=True, slots=True)
class Group:
    """Methods of one activity, or of one category of scope 3, in the library's order."""

    scope: str
    scope3_category: str
    title: str
    methods: tuple[Method, ...]


def search_methods(text: str = "", *, scope: str = "", scope3_category: str = "") -> tuple[Method, ...]:
    """The methods in which every word occurs somewhere, of a scope and a category where they are said."""
    words = text.casefold().split()[:MAX_WORDS]
    return tuple(
        found
        for found in METHODS.values()
        if scope in ("", found.definition.scope)
        and scope3_category in ("", found.scope3_category)
        and all(word in _searched(found) for word in words)
    )


def grouped(methods: Iterable[Method]) -> tuple[Group, ...]:
    """By scope; in scopes 1 and 2 by activity, in scope 3 by category."""
    groups: dict[tuple[str, int, str], list[Method]] = {}
    for found in methods:
        category = int(found.scope3_category or 0)
        activity = "" if category else found.id.partition("/")[0]
        groups.setdefault((found.definition.scope, category, activity), []).append(found)
    # Sorted by scope and category only: activities keep the library's order.
    ordered = sorted(groups.items(), key=lambda item: item[0][:2])
    return tuple(
        Group(scope, str(category or ""), category_title(str(category or ""), activity), tuple(members))
        for (scope, category, activity), members in ordered
    )


def category_title(scope3_category: str, activity: str = "") -> str:
    """ "Category 5, Waste generated in operations"; the activity's words outside scope 3."""
    if scope3_category:
        return f"Category {scope3_category}, {SCOPE3_CATEGORIES[scope3_category]}"
    return activity.replace("-", " ").capitalize()


def method_get(method_id: str, version: str = "") -> Method:
    """The method of this id; spend in any money is found by the money's name too.

    Raises:
        UnknownMethod: there is none; the mend names the nearest.
    """
    try:
        return method(method_id, version or "1")
    except InvalidInput as error:
        raise UnknownMethod(error.message, where="method_id", mend=error.mend) from None


def method_document(found: Method) -> dict[str, Any]:
    """All there is to know of a method, in JSON's types; bounds are in the input's unit."""
    definition = found.definition
    return {
        **method_summary(found),
        "explained": explained(found),
        "mathematics": mathematics(found),
        "inputs": [
            {
                "name": name,
                "unit": given.unit,
                "meaning": given.words,
                "minimum": given.minimum,
                "maximum": given.maximum,
            }
            for name, given in found.inputs.items()
        ],
        "factors": [
            {
                "name": name,
                "unit": slot.unit,
                "meaning": found.factors.get(name, ""),
                "per_gas": slot.per_gas,
            }
            for name, slot in definition.factors.items()
        ],
        "output": {"name": definition.output_name, "unit": definition.output_unit},
        "origin": definition.origin,
        "assumptions": list(found.assumptions),
        "not_served": [refusal_document(each) for each in not_served(found.scope3_category)],
    }


def method_summary(found: Method) -> dict[str, Any]:
    """What a list says of a method."""
    definition = found.definition
    return {
        "id": found.id,
        "version": found.version,
        "title": definition.title,
        "scope": definition.scope,
        "scope3_category": found.scope3_category,
        "expression": compile_formula(definition).expression,
        "units": list(definition.inputs.values()),
        "fallback": list(found.fallback),
        "source": definition.source,
        "formula_hash": definition.formula_hash,
    }


def refusal_document(refused: Refusal) -> dict[str, str]:
    """``{"scope3_category", "case", "missing", "needed"}``."""
    return {
        "scope3_category": refused.category,
        "case": refused.case,
        "missing": refused.missing,
        "needed": refused.needed,
    }


def not_served(scope3_category: str = "", *, every: bool = False) -> tuple[Refusal, ...]:
    """What a category of scope 3 has no method for; none outside scope 3; ``every`` category's."""
    asked = tuple(SCOPE3_CATEGORIES) if every else (scope3_category,) if scope3_category else ()
    return tuple(refused for category in asked for refused in refusals(category))


@cache
def library_state() -> str:
    """A hash of everything the library says."""
    return sha256_of([method_document(found) for found in METHODS.values()])


@cache
def _searched(found: Method) -> str:
    definition = found.definition
    category = SCOPE3_CATEGORIES.get(found.scope3_category, "")
    meanings = [given.words for given in found.inputs.values()]
    texts = (found.id, definition.title, definition.source, category, *meanings, *found.factors.values())
    return " ".join(texts).casefold()
