"""Which tests a suite's sources define, read without running them."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from apps.evaluation.instruments.parsing import PARSING


def defined_tests(sources: Mapping[str, str]) -> frozenset[str]:
    """Pytest's names without parameters: ``tests/test_a.py::TestB::test_c``. A source that does not parse
    defines none; collecting it then fails by itself."""
    found: set[str] = set()
    for name, text in sources.items():
        stem = PurePosixPath(name).stem
        if not (stem.startswith("test_") or stem.endswith("_test")):
            continue
        try:
            with PARSING:
                tree = ast.parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            found.add(name)
            continue
        found.update(f"{name}::{test}" for test in _tests(tree.body))
    return frozenset(found)


def _tests(body: list[ast.stmt]) -> Iterator[str]:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test"):
            yield node.name
        elif isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            yield from (f"{node.name}::{test}" for test in _tests(node.body))
        elif isinstance(node, ast.Assign):
            yield from _state_machines(node)
        elif isinstance(node, ast.If | ast.Try | ast.With):
            yield from _tests(node.body)


def _state_machines(node: ast.Assign) -> Iterator[str]:
    """``TestX = Machine.TestCase``, Hypothesis' stateful tests."""
    if isinstance(node.value, ast.Attribute) and node.value.attr == "TestCase":
        yield from (
            f"{target.id}::runTest"
            for target in node.targets
            if isinstance(target, ast.Name) and target.id.startswith("Test")
        )
