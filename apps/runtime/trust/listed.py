"""The list of what a generated agent's modules are made of: imports, statements and expressions, nothing besides."""

import ast
import re
from collections.abc import Iterator

NAMES = {
    "collections.abc": frozenset({"Callable", "Mapping"}),
    "decimal": frozenset({"Decimal"}),
    "types": frozenset({"MappingProxyType"}),
    "greenlang.engine": frozenset(
        {
            "Agent", "Binding", "CompiledFormula", "FactorComponent", "FactorRequest", "FactorSlot",
            "FormulaDefinition", "InputField", "NumberUnit", "OutOfRange", "Outcome", "PinnedFactor", "Quantity",
            "applicable", "choose_formula", "compile_formula", "formula_inputs", "inputs_document", "meaning_of",
            "parse_number", "parse_unit", "read_inputs", "with_units",
        }
    ),
}  # fmt: skip
"""What may be imported, by module. None of it leads to a module, a file or a process."""
CALLED = frozenset({"isinstance", "str"})
BUILTINS = CALLED | {"bool", "dict", "int", "list", "object", "tuple"}
METHODS = frozenset({"get", "items"})
MEMBERS = frozenset({"definition", "factors", "id", "inputs", "result", "result_unit"})
"""What is read of the engine's objects. A method that is not called there and then would be called by others."""
_STATEMENTS = (ast.Assign, ast.AnnAssign, ast.Expr, ast.FunctionDef, ast.ImportFrom, ast.If, ast.Return, ast.Raise)
_EXPRESSIONS = (
    ast.Attribute, ast.BoolOp, ast.Call, ast.Compare, ast.Constant, ast.Dict, ast.DictComp, ast.FormattedValue,
    ast.GeneratorExp, ast.IfExp, ast.JoinedStr, ast.Lambda, ast.List, ast.ListComp, ast.Name, ast.Subscript,
    ast.Tuple, ast.UnaryOp,
)  # fmt: skip
_AT_THE_TOP = (ast.Assign, ast.AnnAssign, ast.Expr, ast.FunctionDef, ast.ImportFrom)
_DECIMAL = re.compile(r"-?[0-9]{1,60}(\.[0-9]{1,60})?(E[+-]?[0-9]{1,2})?", re.ASCII).fullmatch


class Refusal(Exception):
    """Something that is not on the list, and where it stands."""

    def __init__(self, reason: str, line: int = 1, file: str = "") -> None:
        super().__init__(reason)
        self.reason, self.line, self.file = reason, line, file


def module_check(tree: ast.Module, file: str) -> None:
    """Go on only when a module is made of what is listed.

    Raises:
        Refusal: with the line.
    """
    for statement in tree.body:
        if not isinstance(statement, _AT_THE_TOP):
            raise _refused(statement, f"“{type(statement).__name__}” does not stand in a module", file)
    annotations = {id(node) for node in _annotations(tree)}
    raised = {id(node) for each in ast.walk(tree) if isinstance(each, ast.Raise) for node in ast.walk(each)}
    called = {id(each.func) for each in ast.walk(tree) if isinstance(each, ast.Call)}
    for node in ast.walk(tree):
        reason = _annotation(node) if id(node) in annotations else _reason(node)
        if isinstance(node, ast.JoinedStr) and id(node) not in raised:
            reason = "It makes a text where it raises nothing"
        if isinstance(node, ast.Attribute) and id(node) not in called and node.attr not in MEMBERS:
            reason = f"It uses the attribute {node.attr}"
        if reason:
            raise _refused(node, reason, file)


def _refused(node: ast.AST, reason: str, file: str) -> Refusal:
    return Refusal(reason, getattr(node, "lineno", 1), file)


def _annotations(tree: ast.Module) -> Iterator[ast.AST]:
    """Every node within an annotation."""
    for node in ast.walk(tree):
        found: list[ast.expr | None] = []
        if isinstance(node, ast.AnnAssign):
            found = [node.annotation]
        elif isinstance(node, ast.FunctionDef):
            found = [node.returns]
        elif isinstance(node, ast.arg):
            found = [node.annotation]
        for each in found:
            if each is not None:
                yield from ast.walk(each)


def _annotation(node: ast.AST) -> str:
    """An annotation names types and does nothing."""
    allowed = (ast.Name, ast.Subscript, ast.Tuple, ast.List, ast.BinOp, ast.BitOr, ast.Load)
    if isinstance(node, ast.Constant) and (node.value is None or node.value is Ellipsis):
        return ""
    return "" if isinstance(node, allowed) else f"“{type(node).__name__}” is no part of an annotation"


def _reason(node: ast.AST) -> str:  # noqa: PLR0912 - a case for each kind of node
    match node:
        case ast.ImportFrom():
            return _import(node)
        case ast.FunctionDef():
            return _function(node)
        case ast.Lambda():
            return _arguments(node.args)
        case ast.Call():
            return _call(node)
        case ast.Expr():
            return "" if isinstance(node.value, ast.Constant) else "It works something out for nothing"
        case ast.Assign(targets=[ast.Name()]) | ast.AnnAssign(target=ast.Name()):
            return ""
        case ast.Assign() | ast.AnnAssign():
            return "It assigns to something else than a name"
        case ast.Raise():
            raised = isinstance(node.exc, ast.Call) and node.cause is None
            return "" if raised else "It raises something else than an error it makes"
        case ast.Name():
            return f"It uses the name {node.id}" if node.id.startswith("__") and node.id != "__all__" else ""
        case ast.FormattedValue():
            return "It formats a value in a way of its own" if node.format_spec or node.conversion != -1 else ""
        case ast.DictComp() | ast.GeneratorExp() | ast.ListComp():
            return "" if len(node.generators) == 1 else "It loops within a loop"
        case ast.comprehension():
            return "It loops over what it computes" if node.is_async or not _over(node.iter) else ""
        case ast.stmt():
            return "" if isinstance(node, _STATEMENTS) else f"“{type(node).__name__}” is not used by generated agents"
        case ast.expr():
            return "" if isinstance(node, _EXPRESSIONS) else f"“{type(node).__name__}” is not used by generated agents"
    return ""


def _import(node: ast.ImportFrom) -> str:
    if any(alias.asname for alias in node.names) or any(alias.name == "*" for alias in node.names):
        return "It imports under another name"
    if node.level == 1 and node.module and "." not in node.module:
        return ""
    known = NAMES.get(node.module or "", frozenset()) if node.level == 0 else frozenset()
    outside = [alias.name for alias in node.names if alias.name not in known]
    return f"It imports {', '.join(outside)} from {'.' * node.level}{node.module or ''}" if outside else ""


def _function(node: ast.FunctionDef) -> str:
    if node.decorator_list or node.name.startswith("__"):
        return "It defines a function that others call"
    if any(isinstance(each, ast.FunctionDef | ast.ImportFrom) for each in ast.walk(node) if each is not node):
        return "It defines or imports within a function"
    return _arguments(node.args)


def _arguments(found: ast.arguments) -> str:
    plain = not (found.posonlyargs or found.vararg or found.kwonlyargs or found.kwarg or found.defaults)
    return "" if plain else "It takes arguments in a way of its own"


def _call(node: ast.Call) -> str:
    """A name, a member of a table, or one of the methods; whether the name may be called is seen by `bounds`."""
    if any(keyword.arg is None for keyword in node.keywords):
        return "It hands over arguments without naming them"
    match node.func:
        case ast.Name(id="Decimal"):
            plain = (
                len(node.args) == 1
                and not node.keywords
                and isinstance(node.args[0], ast.Constant)
                and isinstance(node.args[0].value, str)
                and _DECIMAL(node.args[0].value)
            )
            return "" if plain else "It makes a number of something else than plain digits"
        case ast.Name() | ast.Subscript(value=ast.Name()):
            return ""
        case ast.Attribute(attr=method) if method in METHODS:
            return ""
    return "It calls what cannot be told beforehand"


def _over(node: ast.expr) -> bool:
    """A name, a member, or the items of one."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(), attr="items"), args=[], keywords=[]):
            return True
        case ast.Attribute(value=inner):
            return _over(inner)
    return isinstance(node, ast.Name)
