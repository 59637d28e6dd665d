"""That an agent's code comes to an end, and soon: nothing refers to itself, and what can be done or built is counted.

What is counted are steps: one for each node of an expression, what a name stands for instead of the name, a body times
what is handed to it, an element times the length of what is looped over. The count is above both the steps that are
taken and the size of what comes out, whatever is shared: a table of tables of tables is counted as if written out.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from apps.runtime.trust.listed import BUILTINS, CALLED, Refusal

MOST_STEPS = 5_000_000
LOOP = 32
"""Members of what the engine hands over: the names of a formula."""
ANSWERS = frozenset({"applicable", "choose_formula", "formula_inputs", "inputs_document", "read_inputs", "with_units"})
"""Functions of the engine whose answer is the document's own size, or one formula, whatever the agent hands them."""
Place: TypeAlias = tuple[str, str]
"""File and name."""
Defined: TypeAlias = ast.FunctionDef | ast.expr


@dataclass(frozen=True, slots=True)
class Definitions:
    """What the modules of an agent define and import.

    Args:
        own: functions and values by their place.
        links: names taken from another module of the agent.
        foreign: names of the engine or the standard library, by file.
    """

    own: dict[Place, Defined] = field(default_factory=dict)
    links: dict[Place, Place] = field(default_factory=dict)
    foreign: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, trees: Mapping[str, ast.Module]) -> "Definitions":
        """Read from modules that are made of what is listed.

        Raises:
            Refusal: a name stands for two things.
        """
        found = cls()
        for file, tree in trees.items():
            found.foreign[file] = set()
            for statement in tree.body:
                for name in _names(statement):
                    found._add(file, name, statement)
        return found

    def _add(self, file: str, name: str, statement: ast.stmt) -> None:
        place = (file, name)
        if place in self.own or place in self.links or name in self.foreign[file] or name in BUILTINS:
            raise Refusal(f"“{name}” stands for two things", statement.lineno, file)
        match statement:
            case ast.ImportFrom(level=1):
                self.links[place] = (f"agent/{statement.module}.py", name)
            case ast.ImportFrom():
                self.foreign[file].add(name)
            case ast.FunctionDef():
                self.own[place] = statement
            case ast.Assign(value=value) | ast.AnnAssign(value=ast.expr() as value):
                self.own[place] = value

    def place(self, file: str, name: str) -> Place | None:
        """Where a name is defined in the agent; None where it is not."""
        seen: set[Place] = set()
        found = (file, name)
        while found in self.links and found not in seen:
            seen.add(found)
            found = self.links[found]
        return found if found in self.own else None


def _names(statement: ast.stmt) -> Iterator[str]:
    match statement:
        case ast.ImportFrom():
            yield from (alias.name for alias in statement.names)
        case (
            ast.FunctionDef(name=name)
            | ast.Assign(targets=[ast.Name(id=name)])
            | ast.AnnAssign(target=ast.Name(id=name))
        ):
            yield name


def bounds_check(definitions: Definitions) -> None:
    """Go on only when everything that is defined ends within `MOST_STEPS`.

    Raises:
        Refusal: with file and line.
    """
    count = _Count(definitions)
    for place, defined in definitions.own.items():
        if count.of(place) > MOST_STEPS:
            raise Refusal(f"“{place[1]}” may take more than {MOST_STEPS:,} steps", defined.lineno, place[0])


class _Count:
    """Steps of definitions, each counted once."""

    def __init__(self, definitions: Definitions) -> None:
        self.definitions = definitions
        self.known: dict[Place, int] = {}
        self.begun: set[Place] = set()

    def of(self, place: Place) -> int:
        """The steps of a function's body, or of working out a value.

        Raises:
            Refusal: it refers to itself.
        """
        if place not in self.known:
            defined = self.definitions.own[place]
            if place in self.begun:
                raise Refusal(f"“{place[1]}” refers to itself", defined.lineno, place[0])
            self.begun.add(place)
            scope = _Scope(self, place[0])
            if isinstance(defined, ast.FunctionDef):
                self.known[place] = scope.within(defined.args).body(defined.body)
            else:
                self.known[place] = scope.steps(defined)
        return self.known[place]


class _Scope:
    """The names of a function, with the steps of what each stands for."""

    def __init__(self, count: _Count, file: str, local: Mapping[str, int] | None = None) -> None:
        self.count, self.file = count, file
        self.local = dict(local or {})

    def within(self, arguments: ast.arguments) -> "_Scope":
        """The scope of a function in this one."""
        inner = _Scope(self.count, self.file, self.local)
        for argument in arguments.args:
            inner.give(argument.arg, 1, argument.lineno)
        return inner

    def give(self, name: str, steps: int, line: int) -> None:
        """Let a name stand for something of so many steps.

        Raises:
            Refusal: it stands for something already.
        """
        taken = name in self.local or name in BUILTINS or name in self.count.definitions.foreign[self.file]
        if taken or self.count.definitions.place(self.file, name) is not None:
            raise Refusal(f"“{name}” stands for two things", line, self.file)
        self.local[name] = steps

    def body(self, statements: list[ast.stmt]) -> int:
        """The steps of statements, all branches together."""
        return sum(self._statement(statement) for statement in statements)

    def _statement(self, statement: ast.stmt) -> int:
        match statement:
            case ast.If():
                return 1 + self.steps(statement.test) + self.body(statement.body) + self.body(statement.orelse)
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=value)
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
            ):
                steps = self.steps(value)
                self.give(name, 1 if self._is_answer(value) else steps, statement.lineno)
                return 1 + steps
            case ast.Return(value=ast.expr() as value) | ast.Raise(exc=ast.expr() as value):
                return 1 + self.steps(value)
        return 1

    def _is_answer(self, node: ast.expr) -> bool:
        match node:
            case ast.Call(func=ast.Name(id=name)):
                return name in ANSWERS and name in self.count.definitions.foreign[self.file]
        return False

    def steps(self, node: ast.AST) -> int:
        """The steps of working out an expression, and above the size of what comes out."""
        match node:
            case ast.Name():
                return self._name(node)
            case ast.Call():
                return self._call(node)
            case ast.Lambda():
                return 1 + self.within(node.args).steps(node.body)
            case ast.DictComp() | ast.GeneratorExp() | ast.ListComp():
                return self._loop(node)
            case ast.Subscript(value=table, slice=key) if (member := self._member(table)) is not None:
                return 1 + self.steps(key) + member
            case ast.Compare(left=key, ops=[ast.In()], comparators=[table]) if self._member(table) is not None:
                return 1 + self.steps(key)
        return 1 + sum(self.steps(each) for each in ast.iter_child_nodes(node))

    def _name(self, node: ast.Name) -> int:
        if node.id in self.local:
            return self.local[node.id]
        place = self.count.definitions.place(self.file, node.id)
        if place is not None:
            return self.count.of(place)
        if node.id in BUILTINS or node.id in self.count.definitions.foreign[self.file]:
            return 1
        raise Refusal(f"It uses the name {node.id}", node.lineno, self.file)

    def _call(self, node: ast.Call) -> int:
        handed = sum(self.steps(each) for each in (*node.args, *(keyword.value for keyword in node.keywords)))
        match node.func:
            case ast.Attribute(value=table):
                member = self._member(table)
                return 1 + handed + (self.steps(table) if member is None else member)
            case ast.Subscript(value=table, slice=key) if (body := self._member(table)) is not None:
                return 1 + self.steps(key) + body * (1 + handed)
            case ast.Name(id=name) if name not in self.local:
                place = self.count.definitions.place(self.file, name)
                if place is not None:
                    return 1 + self.count.of(place) * (1 + handed)
                if name in CALLED or name in self.count.definitions.foreign[self.file]:
                    return 1 + handed
        what = ast.unparse(node.func)[:60]
        raise Refusal(f"It calls {what}, which is no function it defines or imports", node.lineno, self.file)

    def _member(self, table: ast.expr) -> int | None:
        """The steps of the largest member, where this names a table the agent writes out; to find one is a step."""
        place = None
        if isinstance(table, ast.Name) and table.id not in self.local:
            place = self.count.definitions.place(self.file, table.id)
        written = None if place is None else self.count.definitions.own[place]
        if place is None or not isinstance(written, ast.Dict) or None in written.keys:
            return None
        self.count.of(place)
        inner = _Scope(self.count, place[0])
        return max((inner.steps(value) for value in written.values), default=1)

    def _loop(self, node: ast.DictComp | ast.GeneratorExp | ast.ListComp) -> int:
        [generator] = node.generators
        over = self.steps(generator.iter)
        inner = _Scope(self.count, self.file, self.local)
        for target in ast.walk(generator.target):
            if isinstance(target, ast.Name):
                inner.give(target.id, 1, target.lineno)
        elements = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        each = sum(inner.steps(part) for part in (*elements, *generator.ifs))
        return over + max(LOOP, over) * (1 + each)
