"""Mutants: an agent's sources with one small fault each, made from their syntax trees, the same ones every time.

Changed are arithmetic, comparisons, logic, numbers, texts, truth values, conditions, what is returned, assigned,
raised and called, entries of collections and keywords of calls. What no test can or should notice is left out by
construction, never for one agent:

- docstrings, annotations, imports, code for type checkers and behind ``__name__ == "__main__"``;
- texts for readers: the pieces of an f-string, the message and the ``mend`` of what is raised;
- a change that gives the same tree, and two changes that give the same source.

A mutant that cannot be loaded shows nothing about the tests; whoever runs it says so, and it counts for nothing.
"""

import ast
import hashlib
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from apps.evaluation.instruments.parsing import PARSING
from greenlang.engine import InvalidInput, canonical_number, parse_number

_SHOWN = 60

_ARITHMETIC: Mapping[type[ast.operator], ast.operator] = {
    ast.Add: ast.Sub(), ast.Sub: ast.Add(), ast.Mult: ast.Div(), ast.Div: ast.Mult(),
    ast.FloorDiv: ast.Mult(), ast.Mod: ast.Mult(), ast.Pow: ast.Mult(),
}  # fmt: skip
_COMPARISONS: Mapping[type[ast.cmpop], tuple[ast.cmpop, ...]] = {
    ast.Lt: (ast.LtE(), ast.GtE()), ast.LtE: (ast.Lt(), ast.Gt()),
    ast.Gt: (ast.GtE(), ast.LtE()), ast.GtE: (ast.Gt(), ast.Lt()),
    ast.Eq: (ast.NotEq(),), ast.NotEq: (ast.Eq(),), ast.Is: (ast.IsNot(),), ast.IsNot: (ast.Is(),),
    ast.In: (ast.NotIn(),), ast.NotIn: (ast.In(),),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of one file.

    Attributes:
        line: where it begins, from 1.
        operator: what kind of change it is.
        before, after: what stands there, and what stands there then (empty: nothing); on one line, shortened.
        start, end: the bytes of the file that are exchanged for ``replacement``.
    """

    file: str
    line: int
    operator: str
    before: str
    after: str
    start: int
    end: int
    replacement: str

    def applied(self, source: str) -> str:
        """The file's source with the change."""
        content = source.encode()
        return (content[: self.start] + self.replacement.encode() + content[self.end :]).decode()


@dataclass(frozen=True, slots=True)
class _Change:
    """A node and what takes its place; ``dropped`` is the part of it that is left out, where it is one."""

    node: ast.expr | ast.stmt
    operator: str
    replacement: str
    dropped: ast.expr | ast.keyword | None = None


def mutants_of(sources: Mapping[str, str]) -> tuple[Mutant, ...]:
    """Every mutant of these Python files, in the order of file and place; none of a file that does not parse."""
    return tuple(mutant for file, source in sorted(sources.items()) for mutant in _of_file(file, source))


def in_order_of_trial(mutants: Sequence[Mutant]) -> tuple[Mutant, ...]:
    """The mutants so that the first ones, however many are taken, stand for all: each kind of change in each file
    with its share. The order follows from the mutants alone.
    """
    seed = hashlib.sha256("".join(f"{each.file}:{each.start}:{each.replacement}\n" for each in mutants).encode())
    chance = random.Random(seed.hexdigest())  # noqa: S311 - a sample that can be drawn again
    strata: dict[tuple[str, str], list[Mutant]] = defaultdict(list)
    for mutant in mutants:
        strata[mutant.file, mutant.operator].append(mutant)
    placed: list[tuple[float, float, Mutant]] = []
    for _, stratum in sorted(strata.items()):
        chance.shuffle(stratum)
        placed += [((rank + 0.5) / len(stratum), chance.random(), mutant) for rank, mutant in enumerate(stratum)]
    return tuple(mutant for _, _, mutant in sorted(placed, key=lambda place: place[:2]))


def _of_file(file: str, source: str) -> Iterator[Mutant]:
    try:
        with PARSING:
            tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    content = source.encode()
    starts = [0]
    for line in content.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    seen = {source}
    for change in _Maker().changes(tree):
        start, end = _span(change.node, starts)
        first, last = _span(change.dropped or change.node, starts)
        mutant = Mutant(
            file=file,
            line=(change.dropped or change.node).lineno,
            operator=change.operator,
            before=_short(content[first:last].decode()),
            after="" if change.dropped else _short(change.replacement),
            start=start,
            end=end,
            replacement=change.replacement,
        )
        made = mutant.applied(source)
        if made not in seen and _is_python(made):
            seen.add(made)
            yield mutant


def _is_python(source: str) -> bool:
    try:
        compile(source, "mutant", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _span(node: ast.expr | ast.stmt | ast.keyword, starts: Sequence[int]) -> tuple[int, int]:
    """First byte and the one after the last."""
    end = starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
    return starts[node.lineno - 1] + node.col_offset, end


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


class _Maker:
    """Walks a tree and gives every change, outer ones first."""

    def changes(self, node: ast.AST) -> Iterator[_Change]:
        """Those of a node and of everything below it that is meant to be tested."""
        if _is_passed_over(node):
            return
        if isinstance(node, ast.stmt):
            yield from self.statement(node)
        elif isinstance(node, ast.expr):
            yield from self.expression(node)
        elif isinstance(node, ast.comprehension):
            yield from (_Change(test, "condition dropped", "True") for test in node.ifs)
        for child in _tested_children(node):
            yield from self.changes(child)

    def statement(self, node: ast.stmt) -> Iterator[_Change]:
        match node:
            case ast.Return(value) if value is not None and not _is_none(value):
                yield _Change(value, "returned", "None")
            case ast.Assign(value=value) | ast.AnnAssign(value=ast.expr() as value) if not _is_none(value):
                yield _Change(value, "assigned", "None")
            case ast.AugAssign(target, operator) if type(operator) in _ARITHMETIC:
                other = ast.AugAssign(target, _ARITHMETIC[type(operator)], node.value)
                yield _Change(node, "arithmetic", ast.unparse(other))
            case ast.Raise() | ast.Assert() | ast.Delete():
                yield _Change(node, "statement dropped", "pass")
            case ast.Expr(ast.Call() | ast.Await() | ast.Yield() | ast.YieldFrom()):
                yield _Change(node, "statement dropped", "pass")
            case ast.If(test):
                yield _Change(test, "branches swapped", _denied(test))
            case ast.While(test):
                yield _Change(test, "loop not entered", "False")
            case ast.For(iter=source):
                yield _Change(source, "loop not entered", "()")
            case ast.Break():
                yield _Change(node, "loop", "continue")
            case ast.Continue():
                yield _Change(node, "loop", "break")

    def expression(self, node: ast.expr) -> Iterator[_Change]:
        match node:
            case ast.BinOp(left, operator, right) if type(operator) in _ARITHMETIC:
                yield _Change(node, "arithmetic", _enclosed(ast.BinOp(left, _ARITHMETIC[type(operator)], right)))
            case ast.UnaryOp(ast.USub() | ast.Not(), operand):
                kind = "logic" if isinstance(node.op, ast.Not) else "arithmetic"
                yield _Change(node, kind, _enclosed(operand))
            case ast.BoolOp(operator, values):
                other = ast.Or() if isinstance(operator, ast.And) else ast.And()
                yield _Change(node, "logic", _enclosed(ast.BoolOp(other, values)))
            case ast.Compare():
                yield from self.comparison(node)
            case ast.IfExp(test, body, orelse):
                yield _Change(node, "branches swapped", _enclosed(ast.IfExp(test, orelse, body)))
            case ast.Lambda(body=body) if not _is_none(body):
                yield _Change(body, "returned", "None")
            case ast.Constant(value):
                yield from self.constant(node, value)
            case ast.Call(keywords=keywords):
                yield from (self.without(node, keyword) for keyword in keywords)
            case ast.Dict(keys, values):
                for index in range(len(values)):
                    kept = ast.Dict(keys[:index] + keys[index + 1 :], values[:index] + values[index + 1 :])
                    yield _Change(node, "entry dropped", ast.unparse(kept), values[index])
            case ast.List(elements) | ast.Tuple(elements, ast.Load()) | ast.Set(elements):
                yield from self.fewer(node, elements)

    def comparison(self, node: ast.Compare) -> Iterator[_Change]:
        for index, operator in enumerate(node.ops):
            for other in _COMPARISONS.get(type(operator), ()):
                operators = [*node.ops[:index], other, *node.ops[index + 1 :]]
                yield _Change(node, "comparison", _enclosed(ast.Compare(node.left, operators, node.comparators)))

    def constant(self, node: ast.Constant, value: object) -> Iterator[_Change]:
        if isinstance(value, bool):
            yield _Change(node, "truth value", repr(not value))
        elif isinstance(value, int):
            yield _Change(node, "number", repr(value + 1))
        elif isinstance(value, str):
            yield _Change(node, "text", repr(_other_text(value)))

    def without(self, call: ast.Call, keyword: ast.keyword) -> _Change:
        kept = [each for each in call.keywords if each is not keyword]
        return _Change(call, "keyword dropped", ast.unparse(ast.Call(call.func, call.args, kept)), keyword)

    def fewer(self, node: ast.List | ast.Tuple | ast.Set, elements: list[ast.expr]) -> Iterator[_Change]:
        for index in range(len(elements)):
            kept = elements[:index] + elements[index + 1 :]
            if kept or not isinstance(node, ast.Set):
                yield _Change(node, "entry dropped", ast.unparse(type(node)(kept)), elements[index])


def _other_text(text: str) -> str:
    """A number as the next one, any other text with a letter more."""
    try:
        return canonical_number(parse_number(text) + 1)
    except InvalidInput:
        return f"{text}X"


def _denied(test: ast.expr) -> str:
    return f"not ({ast.unparse(test)})"


def _enclosed(node: ast.expr) -> str:
    return f"({ast.unparse(node)})"


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _is_passed_over(node: ast.AST) -> bool:
    """What is for readers, for type checkers, or no part of the agent's work."""
    if isinstance(node, ast.Import | ast.ImportFrom | ast.JoinedStr | ast.Global | ast.Nonlocal):
        return True
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True
    return isinstance(node, ast.If) and any(
        isinstance(name, ast.Name) and name.id in ("TYPE_CHECKING", "__name__") for name in ast.walk(node.test)
    )


def _tested_children(node: ast.AST) -> Iterator[ast.AST]:
    """Without annotations, and without the message and the ``mend`` of what is raised."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            yield from (*node.args.defaults, *(each for each in node.args.kw_defaults if each), *node.body)
        case ast.AnnAssign(value=value):
            yield from [value] if value is not None else []
        case ast.Raise(ast.Call(keywords=keywords)):
            yield from (keyword.value for keyword in keywords if keyword.arg != "mend")
        case ast.Raise():
            return
        case _:
            yield from ast.iter_child_nodes(node)
