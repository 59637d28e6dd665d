"""That an agent's code comes to an end, and soon: nothing refers to itself, and what can be done or built is counted.

What is counted are steps: one for each node of an expression, what a name stands for instead of the name, a body with
what is handed to it, an element times the length of what is looped over. Apart from these it is counted how often what
is handed over, a document or an answer of the engine, is taken. The count is above both the steps that are taken and
the size of what comes out, whatever is shared: a table of tables of tables is counted as if written out.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from apps.runtime.trust.listed import BUILTINS, CALLED, Refusal

MOST_STEPS, MOST_TAKEN = 2_000_000, 20_000
"""Room for more than a thousand factors in one pack; the largest example comes to 4,300 and 463."""
LOOP = 32
"""Members of what the engine hands over: the names of a formula."""
ANSWERS = frozenset({"applicable", "choose_formula", "formula_inputs", "inputs_document", "read_inputs", "with_units"})
"""Functions of the engine whose answer is no larger than what it was asked with."""
Place: TypeAlias = tuple[str, str]
"""File and name."""
Defined: TypeAlias = ast.FunctionDef | ast.expr


class Steps(NamedTuple):
    """Steps of the code's own, and how often what is handed over is taken."""

    own: int
    taken: int = 0

    def plus(self, other: "Steps") -> "Steps":
        """Both, one after the other."""
        return Steps(self.own + other.own, self.taken + other.taken)

    def times(self, count: int) -> "Steps":
        """Again and again."""
        return Steps(self.own * count, self.taken * count)

    def handed(self, given: "Steps") -> "Steps":
        """Of a body that is handed something: what it takes is that."""
        return Steps(self.own + self.taken * given.own, self.taken * given.taken)

    def as_value(self) -> "Steps":
        """Of a definition as others refer to it."""
        return Steps(self.own + self.taken)


_STEP, _TAKEN = Steps(1), Steps(0, 1)


def _sum(steps: Iterator[Steps], start: Steps = _STEP) -> Steps:
    total = start
    for each in steps:
        total = total.plus(each)
    return total


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
        found = count.of(place)
        if found.own > MOST_STEPS:
            raise Refusal(f"“{place[1]}” may take more than {MOST_STEPS:,} steps", defined.lineno, place[0])
        if found.taken > MOST_TAKEN:
            reason = f"“{place[1]}” may make more than {MOST_TAKEN:,} times of what it is handed"
            raise Refusal(reason, defined.lineno, place[0])


class _Count:
    """Steps of definitions, each counted once."""

    def __init__(self, definitions: Definitions) -> None:
        self.definitions = definitions
        self.known: dict[Place, Steps] = {}
        self.begun: set[Place] = set()

    def of(self, place: Place) -> Steps:
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

    def __init__(self, count: _Count, file: str, outer: "_Scope | None" = None) -> None:
        self.count, self.file = count, file
        self.local: dict[str, Steps] = dict(outer.local) if outer else {}
        self.parameters: set[str] = set(outer.parameters) if outer else set()
        self.answers: set[str] = set(outer.answers) if outer else set()

    def within(self, arguments: ast.arguments) -> "_Scope":
        """The scope of a function in this one."""
        inner = _Scope(self.count, self.file, self)
        for argument in arguments.args:
            inner.give(argument.arg, _TAKEN, argument.lineno)
            inner.parameters.add(argument.arg)
        return inner

    def give(self, name: str, steps: Steps, line: int) -> None:
        """Let a name stand for something of so many steps.

        Raises:
            Refusal: it stands for something already.
        """
        taken = name in self.local or name in BUILTINS or name in self.count.definitions.foreign[self.file]
        if taken or self.count.definitions.place(self.file, name) is not None:
            raise Refusal(f"“{name}” stands for two things", line, self.file)
        self.local[name] = steps

    def body(self, statements: list[ast.stmt]) -> Steps:
        """The steps of statements, all branches together."""
        return _sum(self._statement(statement) for statement in statements)

    def _statement(self, statement: ast.stmt) -> Steps:
        match statement:
            case ast.If():
                return self.steps(statement.test).plus(self.body(statement.body)).plus(self.body(statement.orelse))
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=value)
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
            ):
                steps, answered = self.steps(value), self._is_answer(value)
                self.give(name, _TAKEN if answered else steps, statement.lineno)
                if answered:
                    self.answers.add(name)
                return steps
            case ast.Return(value=ast.expr() as value) | ast.Raise(exc=ast.expr() as value):
                return self.steps(value)
        return _STEP

    def _is_answer(self, node: ast.expr) -> bool:
        """Whether this is an answer of the engine to what was handed over as it is; not to something built of it."""
        match node:
            case ast.Call(func=ast.Name(id=name), args=asked, keywords=[]):
                known = name in ANSWERS and name in self.count.definitions.foreign[self.file]
                return known and all(self._is_plain(each) or self._is_answer(each) for each in asked)
        return False

    def _is_plain(self, node: ast.expr) -> bool:
        if not isinstance(node, ast.Name):
            return False
        return node.id not in self.local or node.id in self.parameters or node.id in self.answers

    def steps(self, node: ast.AST) -> Steps:
        """The steps of working out an expression, and above the size of what comes out."""
        match node:
            case ast.Name():
                return self._name(node)
            case ast.Call():
                return self._call(node)
            case ast.Lambda():
                return _STEP.plus(self.within(node.args).steps(node.body))
            case ast.DictComp() | ast.GeneratorExp() | ast.ListComp():
                return self._loop(node)
            case ast.Subscript(value=table, slice=key) if (member := self._member(table)) is not None:
                return self.steps(key).plus(member.as_value())
            case ast.Compare(left=key, ops=[ast.In()], comparators=[table]) if self._member(table) is not None:
                return self.steps(key).plus(_STEP)
        return _sum(self.steps(each) for each in ast.iter_child_nodes(node))

    def _name(self, node: ast.Name) -> Steps:
        if node.id in self.local:
            return self.local[node.id]
        place = self.count.definitions.place(self.file, node.id)
        if place is not None:
            return self.count.of(place).as_value()
        if node.id in BUILTINS or node.id in self.count.definitions.foreign[self.file]:
            return _STEP
        raise Refusal(f"It uses the name {node.id}", node.lineno, self.file)

    def _call(self, node: ast.Call) -> Steps:
        given = _sum(self.steps(each) for each in (*node.args, *(keyword.value for keyword in node.keywords)))
        match node.func:
            case ast.Attribute(value=table):
                member = self._member(table)
                return given.plus(self.steps(table) if member is None else member.as_value())
            case ast.Subscript(value=table, slice=key) if (body := self._member(table)) is not None:
                return given.plus(self.steps(key)).plus(body.handed(given))
            case ast.Name(id=name) if name not in self.local:
                place = self.count.definitions.place(self.file, name)
                if place is not None:
                    return given.plus(self.count.of(place).handed(given))
                if name in CALLED or name in self.count.definitions.foreign[self.file]:
                    return given
        what = ast.unparse(node.func)[:60]
        raise Refusal(f"It calls {what}, which is no function it defines or imports", node.lineno, self.file)

    def _member(self, table: ast.expr) -> Steps | None:
        """The steps of the largest member, where this names a table the agent writes out; to find one is a step."""
        place = None
        if isinstance(table, ast.Name) and table.id not in self.local:
            place = self.count.definitions.place(self.file, table.id)
        written = None if place is None else self.count.definitions.own[place]
        if place is None or not isinstance(written, ast.Dict) or None in written.keys:
            return None
        self.count.of(place)
        inner = _Scope(self.count, place[0])
        members = [inner.steps(value) for value in written.values] or [_STEP]
        return Steps(max(each.own for each in members), max(each.taken for each in members))

    def _loop(self, node: ast.DictComp | ast.GeneratorExp | ast.ListComp) -> Steps:
        [generator] = node.generators
        named = [each.id for each in ast.walk(generator.iter) if isinstance(each, ast.Name)]
        if any(name in self.parameters for name in named):
            raise Refusal("It loops over what it is handed, unread", node.lineno, self.file)
        over = self.steps(generator.iter)
        inner = _Scope(self.count, self.file, self)
        for target in ast.walk(generator.target):
            if isinstance(target, ast.Name):
                inner.give(target.id, _TAKEN if over.taken else _STEP, target.lineno)
        elements = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        each = _sum(inner.steps(part) for part in (*elements, *generator.ifs))
        return over.plus(each.times(max(LOOP, over.own)))
