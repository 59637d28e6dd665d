"""Reads a rule into its tree. The language is closed; nothing is ever executed.

::

    rule       = run "==" run | "hash" "(" run ")" "!=" "hash" "(" run ")" "when" name "!=" name
               | name "is" way "in" name | condition
    run        = "run" "(" name {"," "seed" "=" number} ")"
    condition  = either ["implies" condition]
    either     = both {"or" both}
    both       = negated {"and" negated}
    negated    = "not" negated | relation
    relation   = sum {comparison sum} | sum "is" ["not"] "null" | sum "matches" text
               | sum ["not"] "in" "[" literal {"," literal} "]"
    sum        = product {("+" | "-") product}
    product    = signed {("*" | "/") signed}
    signed     = "-" signed | atom
    atom       = number | text | "true" | "false" | "null" | name | function "(" sum {"," sum} ")" | "(" condition ")"
"""

from collections.abc import Callable
from decimal import Decimal
from typing import TypeVar, cast, get_args

from apps.agents.spec.properties.errors import NotUnderstood
from apps.agents.spec.properties.syntax import (
    Arithmetic,
    Binary,
    Compared,
    Comparison,
    Distinct,
    Function,
    FunctionName,
    Implies,
    IsNull,
    Joined,
    Matches,
    Monotone,
    Negative,
    Node,
    Not,
    Null,
    Number,
    OneOf,
    Reference,
    Repeatable,
    Rule,
    Side,
    Text,
    Truth,
    Way,
)
from apps.agents.spec.properties.tokens import Token, tokens_of
from greenlang.engine import InvalidInput, parse_number

MAX_DEPTH = 30
MAX_ARGUMENTS = 8
MAX_CHOICES = 50

_COMPARISONS = get_args(Comparison)
_WAYS = get_args(Way)
_FUNCTIONS = get_args(FunctionName)
_SIDES: dict[str, Side] = {"input": "input", "inputs": "input", "output": "output", "outputs": "output"}
_NULLS = ("null", "none")
_KEYWORDS = frozenset({"and", "or", "not", "implies", "is", "in", "matches", "when", "run", "hash", *_FUNCTIONS})

Found = TypeVar("Found")


def read_rule(text: str) -> Rule:
    """The tree of a rule of at most 500 characters, 200 words and 30 levels. Raises `NotUnderstood`."""
    reader = _Reader(text)
    rule = reader.rule()
    if reader.token.kind != "end":
        raise reader.fault()
    return rule


class _Reader:
    """Recursive descent over the tokens; ``token`` is the next one."""

    def __init__(self, text: str) -> None:
        self.source = text
        self.tokens = tokens_of(text)
        self.index = 0
        self.depth = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.index]

    def take(self) -> Token:
        token = self.token
        self.index += token.kind != "end"
        return token

    def taken(self, *words: str) -> bool:
        """Whether the next token is one of the words; it is taken then."""
        if not self.token.says(*words):
            return False
        self.take()
        return True

    def expect(self, word: str) -> None:
        if not self.taken(word):
            raise self.fault(f"{word!r} is expected")

    def fault(self, wanted: str = "") -> NotUnderstood:
        token = self.token
        if token.kind == "end":
            return NotUnderstood(f"It ends too early{': ' + wanted if wanted else ''}.")
        shown = token.text[:40]
        return NotUnderstood(
            f"{shown!r} at character {token.start + 1} cannot stand there{': ' + wanted if wanted else ''}."
        )

    def deeper(self, read: Callable[[], Found]) -> Found:
        """One level down, at most 30."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise NotUnderstood(f"It is nested deeper than {MAX_DEPTH} levels.")
        found = read()
        self.depth -= 1
        return found

    def called(self, name: str) -> bool:
        return self.token.says(name) and self.tokens[self.index + 1].says("(")

    def rule(self) -> Rule:
        if self.called("run"):
            return self.repeatable()
        if self.called("hash"):
            return self.distinct()
        return self.monotone() or self.condition()

    def repeatable(self) -> Rule:
        left, seeded = self.run()
        self.expect("==")
        right, _ = self.run()
        if left != right:
            raise NotUnderstood(f"It compares a run of {left!r} with one of {right!r}.")
        return Repeatable(seeded)

    def run(self) -> tuple[str, bool]:
        """The argument's name, and whether a seed stands beside it."""
        self.expect("run")
        self.expect("(")
        argument, seeded = self.plain_name(), False
        while self.taken(","):
            self.expect("seed")
            self.expect("=")
            if self.take().kind != "number":
                raise NotUnderstood("A seed is a number.")
            seeded = True
        self.expect(")")
        return argument, seeded

    def plain_name(self) -> str:
        token = self.token
        if token.kind != "name" or token.text.lower() in _KEYWORDS:
            raise self.fault("a name is expected")
        return self.take().text

    def distinct(self) -> Rule:
        left = self.hashed()
        self.expect("!=")
        right = self.hashed()
        self.expect("when")
        first = self.plain_name()
        self.expect("!=")
        second = self.plain_name()
        if left == right or {left, right} != {first, second}:
            raise NotUnderstood("It does not say of two different inputs that their hashes differ.")
        return Distinct()

    def hashed(self) -> str:
        self.expect("hash")
        self.expect("(")
        argument, _ = self.run()
        self.expect(")")
        return argument

    def monotone(self) -> Rule | None:
        """Looked for without taking anything: it begins like any condition."""
        named, verb, way = (self.tokens[min(self.index + step, len(self.tokens) - 1)] for step in range(3))
        if named.kind != "name" or not verb.says("is") or not way.says(*_WAYS):
            return None
        output = self.reference()
        self.index += 2
        self.expect("in")
        return Monotone(output, self.reference(), cast(Way, way.text.lower()))

    def condition(self) -> Node:
        premise = self.deeper(self.either)
        if self.taken("implies", "=>"):
            return Implies(premise, self.deeper(self.condition))
        return premise

    def either(self) -> Node:
        operands = [self.both()]
        while self.taken("or"):
            operands.append(self.both())
        return operands[0] if len(operands) == 1 else Joined("or", tuple(operands))

    def both(self) -> Node:
        operands = [self.negated()]
        while self.taken("and"):
            operands.append(self.negated())
        return operands[0] if len(operands) == 1 else Joined("and", tuple(operands))

    def negated(self) -> Node:
        return Not(self.deeper(self.negated)) if self.taken("not") else self.relation()

    def relation(self) -> Node:
        left = self.sum()
        if self.taken("is"):
            negated = self.taken("not")
            if not self.taken(*_NULLS):
                raise self.fault("null, or a way to grow, is expected")
            return IsNull(left, negated)
        if self.taken("matches"):
            if self.token.kind != "text":
                raise self.fault("a pattern in quotes is expected")
            return Matches(left, self.take().text)
        if self.token.says("not") and self.tokens[self.index + 1].says("in"):
            self.take()
            return self.one_of(left, negated=True)
        if self.token.says("in"):
            return self.one_of(left, negated=False)
        return self.compared(left)

    def one_of(self, operand: Node, *, negated: bool) -> Node:
        self.expect("in")
        self.expect("[")
        choices = [self.signed()]
        while self.taken(","):
            choices.append(self.signed())
        self.expect("]")
        if len(choices) > MAX_CHOICES:
            raise NotUnderstood(f"It lists more than {MAX_CHOICES} choices.")
        return OneOf(operand, tuple(choices), negated)

    def compared(self, left: Node) -> Node:
        operands, operators = [left], []
        while self.token.says(*_COMPARISONS):
            operators.append(cast(Comparison, self.take().text))
            operands.append(self.sum())
        if not operators:
            return left
        if len(operators) == 1 and Null() in operands and operators[0] in ("==", "!="):
            return IsNull(next((each for each in operands if each != Null()), Null()), operators[0] == "!=")
        return Compared(tuple(operands), tuple(operators))

    def sum(self) -> Node:
        found = self.product()
        while self.token.says("+", "-"):
            found = Binary(cast(Arithmetic, self.take().text), found, self.product())
        return found

    def product(self) -> Node:
        found = self.signed()
        while self.token.says("*", "/"):
            found = Binary(cast(Arithmetic, self.take().text), found, self.signed())
        return found

    def signed(self) -> Node:
        if not self.taken("-"):
            return self.atom()
        operand = self.deeper(self.signed)
        return Number(-operand.value) if isinstance(operand, Number) else Negative(operand)

    def atom(self) -> Node:
        token = self.token
        if token.kind == "number":
            return Number(_number(self.take().text))
        if token.kind == "text":
            return Text(self.take().text)
        if self.taken("("):
            inner = self.condition()
            self.expect(")")
            return inner
        if token.kind != "name":
            raise self.fault()
        if token.says("true", "false"):
            return Truth(self.take().text.lower() == "true")
        if self.taken(*_NULLS):
            return Null()
        return self.function() if self.tokens[self.index + 1].says("(") else self.reference()

    def function(self) -> Node:
        name = self.take().text
        if name not in _FUNCTIONS:
            raise NotUnderstood(f"There is no function {name[:40]!r}; there are {', '.join(_FUNCTIONS)}.")
        self.expect("(")
        arguments = [self.deeper(self.sum)]
        while self.taken(","):
            arguments.append(self.deeper(self.sum))
        self.expect(")")
        least, most = (1, 1) if name in ("abs", "len") else (2, MAX_ARGUMENTS)
        if not least <= len(arguments) <= most:
            raise NotUnderstood(
                f"{name} takes {least if least == most else f'{least} to {most}'}, not {len(arguments)}."
            )
        return Function(cast(FunctionName, name), tuple(arguments))

    def reference(self) -> Reference:
        token = self.token
        if token.kind != "name" or token.text.lower() in _KEYWORDS:
            raise self.fault("a name is expected")
        first, dot, rest = self.take().text.partition(".")
        side = _SIDES.get(first)
        return Reference(side, rest) if side and dot else Reference(None, token.text)


def _number(text: str) -> Decimal:
    try:
        return parse_number(text)
    except InvalidInput as error:
        raise NotUnderstood(f"{text[:40]} is no number: {error.message}") from None
