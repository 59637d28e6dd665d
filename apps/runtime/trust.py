"""The allow-list of what an agent's code may be made of before it is loaded in this process. Pure.

A pack this installation's factory built and signed is still checked: the list is what our generator writes, so that
a change of the generator (or of the bytes) that goes further is seen here.
"""

import ast
from collections.abc import Mapping

from apps.runtime.errors import UntrustedCode

MODULES = frozenset(
    {
        "__future__",
        "collections.abc",
        "dataclasses",
        "datetime",
        "decimal",
        "enum",
        "fractions",
        "re",
        "types",
        "typing",
    }
)
ENGINE = "greenlang.engine"
NAMES_REFUSED = frozenset(
    {
        "eval", "exec", "compile", "open", "input", "globals", "locals", "vars", "getattr", "setattr", "delattr",
        "breakpoint", "__import__", "__builtins__", "memoryview", "super", "type", "help", "exit", "quit",
    }
)  # fmt: skip
DUNDERS_ALLOWED = frozenset({"__all__", "__name__", "__doc__", "__future__"})
NODES_REFUSED = (
    ast.AsyncFunctionDef,
    ast.AsyncFor,
    ast.AsyncWith,
    ast.Await,
    ast.Delete,
    ast.Global,
    ast.Nonlocal,
    ast.While,
    ast.With,
    ast.Yield,
    ast.YieldFrom,
    ast.NamedExpr,
)


def check_code(files: Mapping[str, bytes]) -> None:
    """Go on only when every module of ``agent/`` stays within the list.

    Raises:
        UntrustedCode: naming file and line.
    """
    for name, data in sorted(files.items()):
        if not (name.startswith("agent/") and name.endswith(".py")):
            continue
        try:
            tree = ast.parse(data, filename=name)
        except (SyntaxError, ValueError) as error:
            raise UntrustedCode(f"It is no Python: {error}.", where=name) from error
        for node in ast.walk(tree):
            if reason := _refusal(node):
                raise UntrustedCode(f"{reason}.", where=f"{name}, line {getattr(node, 'lineno', 1)}")


def _refusal(node: ast.AST) -> str:
    if isinstance(node, NODES_REFUSED):
        return f"“{type(node).__name__}” is not used by generated agents"
    if isinstance(node, ast.Import):
        outside = [alias.name for alias in node.names if not _may_import(alias.name)]
        return f"It imports {', '.join(outside)}" if outside else ""
    if isinstance(node, ast.ImportFrom):
        return "" if node.level == 1 or _may_import(node.module or "") else f"It imports {node.module}"
    if isinstance(node, ast.Name) and (node.id in NAMES_REFUSED or _dunder(node.id)):
        return f"It uses the name {node.id}"
    if isinstance(node, ast.Attribute) and _dunder(node.attr):
        return f"It uses the attribute {node.attr}"
    return ""


def _may_import(module: str) -> bool:
    return module in MODULES or module == ENGINE or module.startswith(ENGINE + ".")


def _dunder(name: str) -> bool:
    return name.startswith("__") and name.endswith("__") and name not in DUNDERS_ALLOWED
