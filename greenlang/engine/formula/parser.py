"""Reads an expression into its syntax tree. The language is closed; nothing is ever executed.

::

    expression = term {("+" | "-") term}
    term       = signed {("*" | "/") signed}
    signed     = "-" signed | power
    power      = atom ["^" ["-"] digit]
    atom       = number | name | "(" expression ")" | function "(" expression {"," expression} ")"
               | "if" "(" expression comparison expression "," expression "," expression ")"
"""

import difflib
from functools import lru_cache
from typing import cast

from greenlang.engine.errors import FormulaError
from greenlang.engine.formula.ast import (
    Binary,
    BinaryOperator,
    Call,
    Choice,
    Comparison,
    Condition,
    Function,
    Name,
    Negation,
    Node,
    Number,
    Power,
    children,
)
from greenlang.engine.formula.lexer import Token, tokens_of

MAX_DEPTH = 40
MAX_NODES = 250
MAX_EXPONENT = 9
MAX_ARGUMENTS = 8
FUNCTIONS = ("min", "max", "abs")
RESERVED = frozenset({*FUNCTIONS, "if"})
COMPARISONS = frozenset({"<", "<=", ">", ">=", "==", "!="})

_SUM, _PRODUCT, _SIGN = 1, 2, 3
_BINDING = {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT}


def parse_expression(expression: str) -> Node:
    """The syntax tree of an expression of at most 2,000 characters, 250 nodes and 40 levels.

    Raises `FormulaError`, which points at the first place that cannot be read.
    """
    if not isinstance(expression, str):
        raise FormulaError(f"An expression is text, not a {type(expression).__name__}.")
    return _parsed(expression)


@lru_cache(maxsize=1024)
def _parsed(expression: str) -> Node:
    reader = _Reader(expression)
    tree = reader.expression(0, 0)
    if reader.token.kind != "end":
        raise reader.fault(reader.token)
    _check_size(tree, expression)
    return tree


class _Reader:
    """Precedence climbing over the tokens; ``token`` is the next one."""

    def __init__(self, expression: str) -> None:
        self.source = expression
        self.tokens = tokens_of(expression)
        self.index = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.index]

    def take(self) -> Token:
        token = self.token
        self.index += token.kind != "end"
        return token

    def error(self, message: str, position: int, mend: str = "") -> FormulaError:
        return FormulaError(message, expression=self.source, position=position, mend=mend)

    def fault(self, token: Token) -> FormulaError:
        if token.kind == "end":
            return self.error("The expression ends too early.", token.position, "A value is missing here.")
        mend = {
            "**": "Write ^ for powers.",
            ",": "A comma separates the arguments of min, max, abs and if; decimals have a point.",
            "(": "Put * between two values.",
        }.get(token.text, "")
        if token.text in COMPARISONS:
            mend = "Comparisons stand in the first place of if(condition, a, b) only, one at a time."
        elif token.kind in {"name", "number"}:
            mend = "Put an operator between two values."
        return self.error(f"{token.text!r} cannot stand here.", token.position, mend)

    def expect(self, text: str) -> Token:
        if self.token.text != text:
            if self.token.kind == "end":
                raise self.error("The expression ends too early.", self.token.position, f"{text!r} is missing here.")
            raise self.fault(self.token)
        return self.take()

    def expression(self, binding: int, depth: int) -> Node:
        """Everything that binds tighter than ``binding``."""
        if depth > MAX_DEPTH:
            raise self.error(f"Nested deeper than {MAX_DEPTH} levels.", self.token.position, "Split the formula.")
        left = self.operand(depth)
        while _BINDING.get(self.token.text, 0) > binding:
            operator = self.take()
            right = self.expression(_BINDING[operator.text], depth + 1)
            left = Binary(cast(BinaryOperator, operator.text), left, right, operator.position)
        return left

    def operand(self, depth: int) -> Node:
        token = self.take()
        if token.text == "-":
            return Negation(self.expression(_SIGN, depth + 1), token.position)
        if token.kind == "number":
            return self.power(Number(token.value, token.position))
        if token.kind == "name":
            return self.power(self.named(token, depth))
        if token.text == "(":
            inner = self.expression(0, depth + 1)
            self.expect(")")
            return self.power(inner)
        raise self.fault(token)

    def named(self, token: Token, depth: int) -> Node:
        if self.token.text != "(":
            if token.text in RESERVED:
                raise self.error(f"{token.text} needs its arguments.", token.position, f"Write {token.text}(a, b).")
            return Name(token.text, token.position)
        if token.text == "if":
            return self.choice(token, depth)
        if token.text not in FUNCTIONS:
            near = difflib.get_close_matches(token.text, RESERVED, n=1)
            mend = f"Did you mean {near[0]}?" if near else "The functions are min, max, abs and if."
            raise self.error(f"There is no function {token.text!r}.", token.position, mend)
        return self.call(token, depth)

    def call(self, token: Token, depth: int) -> Node:
        self.take()
        arguments = [self.expression(0, depth + 1)]
        while self.token.text == ",":
            self.take()
            arguments.append(self.expression(0, depth + 1))
        self.expect(")")
        least, most = (1, 1) if token.text == "abs" else (2, MAX_ARGUMENTS)
        if not least <= len(arguments) <= most:
            wanted = "one argument" if most == 1 else f"{least} to {most} arguments"
            raise self.error(f"{token.text} takes {wanted}, {len(arguments)} given.", token.position)
        return Call(cast(Function, token.text), tuple(arguments), token.position)

    def choice(self, token: Token, depth: int) -> Node:
        self.take()
        left = self.expression(0, depth + 1)
        comparison = self.take()
        if comparison.text not in COMPARISONS:
            mend = "Write if(a < b, x, y) with one of < <= > >= == !=."
            raise self.error("if needs a comparison first.", comparison.position, mend)
        right = self.expression(0, depth + 1)
        condition = Condition(cast(Comparison, comparison.text), left, right, comparison.position)
        self.expect(",")
        then = self.expression(0, depth + 1)
        self.expect(",")
        otherwise = self.expression(0, depth + 1)
        self.expect(")")
        return Choice(condition, then, otherwise, token.position)

    def power(self, base: Node) -> Node:
        if self.token.text != "^":
            return base
        operator = self.take()
        sign = -1 if self.token.text == "-" else 1
        if sign < 0:
            self.take()
        digit = self.take()
        if digit.kind != "number" or not digit.text.isdigit() or not 1 <= digit.value <= MAX_EXPONENT:
            mend = f"A power is a whole number from 1 to {MAX_EXPONENT}, or its negative."
            raise self.error("Not a power this language has.", digit.position, mend)
        if self.token.text == "^":
            raise self.error("A power of a power.", self.token.position, "Write (a^2)^3.")
        return Power(base, sign * int(digit.value), operator.position)


def _check_size(tree: Node, expression: str) -> None:
    count, level = 0, [tree]
    for _ in range(MAX_DEPTH + 1):
        count += len(level)
        level = [child for node in level for child in children(node)]
        if not level:
            break
    if level or count > MAX_NODES:
        message = f"The expression is too large: at most {MAX_NODES} parts, {MAX_DEPTH} levels."
        raise FormulaError(message, expression=expression, mend="Split it into parameters.")
