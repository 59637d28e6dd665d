"""11 Reusability: shared components among all the agent is made of.

Read from the syntax trees of ``agent/``. Shared is each distinct public name of the engine that the code uses (an
import that is not used, or stands only in ``__all__``, counts for nothing), and each formula that is one of the method
library: the same expression, inputs, factors and units. Its own is each function, method, class and lambda it
defines, and each formula that no method of the library is. Plain declarations (fields, texts, tables) are neither.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from apps.evaluation.dimensions.reading import Reading
from apps.evaluation.figures import percent
from apps.evaluation.observations import Observations
from apps.evaluation.results import Finding
from greenlang.engine.methods import METHODS

NUMBER = 11
_ENGINE = "greenlang.engine"
_NAME = re.compile(r"[A-Za-z_]\w*")


def read(observed: Observations) -> Reading:
    """Shared components in percent."""
    try:
        trees = {file: ast.parse(text) for file, text in observed.agent.sources("agent").items()}
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return Reading(failure="Not every source can be read.", evidence=[Finding("high", "components", str(error))])
    used = sorted({name for tree in trees.values() for name in _engine_names(tree)})
    own = [(file, *found) for file, tree in trees.items() for found in _definitions(tree)]
    formulas = list((observed.probe.description or {}).get("formulas", ()))
    methods = {str(formula["id"]): method_of(formula.get("definition")) for formula in formulas}
    library = [f"{id_} is {method}" for id_, method in methods.items() if method]
    shared, all_ = len(used) + len(library), len(used) + len(own) + len(formulas)
    evidence = [
        Finding("note", "components", f"{shared} of {all_} components are shared."),
        Finding("note", "components", f"Of the engine: {', '.join(used) or 'nothing'}."),
        Finding("note", "components", f"Of the method library: {', '.join(library) or 'nothing'}."),
        *(Finding("note", "components", f"Its own: {kind} {name}.", file, line) for file, kind, name, line in own),
        *(
            Finding("note", "components", f"Its own: formula {id_}.", "agent/formulas.py")
            for id_, method in methods.items()
            if not method
        ),
    ]
    return Reading({"shared components": percent(shared, all_)}, evidence=evidence)


def method_of(definition: object) -> str:
    """The method of the library that calculates the same from the same kinds of things; empty where none does.

    Names do not matter: each is replaced by its unit and its place in the expression.

    Args:
        definition: a formula's canonical document.
    """
    try:
        return _library().get(_signature(definition), "")
    except (LookupError, TypeError, AttributeError):
        return ""


@lru_cache(maxsize=1)
def _library() -> Mapping[str, str]:
    return {_signature(method.definition.as_document()): method.id for method in METHODS.values()}


def _signature(definition: Any) -> str:
    units = {name: f"[{unit}]" for name, unit in definition["inputs"].items()}
    units |= {
        name: f"[{slot['unit']}{' per gas' if slot['per_gas'] else ''}]" for name, slot in definition["factors"].items()
    }
    places: dict[str, str] = {}

    def named(found: re.Match[str]) -> str:
        name = found.group()
        return places.setdefault(name, f"{len(places)}{units[name]}") if name in units else name

    return f"scope {definition['scope']}: {_NAME.sub(named, definition['expression'])} = {definition['output_unit']}"


def _engine_names(tree: ast.Module) -> Iterator[str]:
    """Public names of the engine that are imported and read."""
    imported = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and _is_engine(node)
        for alias in node.names
    }
    read_ = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    yield from (name for bound, name in imported.items() if bound in read_ and not name.startswith("_"))


def _is_engine(node: ast.ImportFrom) -> bool:
    module = node.module or ""
    return node.level == 0 and (module == _ENGINE or module.startswith(f"{_ENGINE}."))


def _definitions(tree: ast.Module) -> Iterator[tuple[str, str, int]]:
    kinds = {ast.FunctionDef: "function", ast.AsyncFunctionDef: "function", ast.ClassDef: "class", ast.Lambda: "lambda"}
    for node in ast.walk(tree):
        kind = kinds.get(type(node))
        if kind:
            yield kind, getattr(node, "name", "lambda"), getattr(node, "lineno", 0)
