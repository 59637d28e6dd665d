"""The words of the formula language."""

import re
from dataclasses import dataclass
from decimal import Decimal

from greenlang.engine.errors import FormulaError, InvalidNumber
from greenlang.engine.numbers import parse_number

MAX_LENGTH = 2000
MAX_NAME = 64

_TOKEN = re.compile(
    r"(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<operator>\*\*|<=|>=|==|!=|[-+*/^(),<>])"
)
_BLANK = " \t\r\n"
_ADVICE = {
    "×": "Write * for times.",
    "·": "Write * for times.",
    "÷": "Write / for divided by.",
    "−": "Write the ASCII minus -.",
    "=": "Write == to compare.",
    ".": "Names have no attributes; only declared inputs and factors can be used.",
    "[": "There are no lists; use min(a, b) or max(a, b).",
    '"': "There is no text in formulas.",
    "'": "There is no text in formulas.",
    "%": "Write a share as a number, for instance 0.05.",
}


@dataclass(frozen=True, slots=True)
class Token:
    """A number, name, operator or the end; ``text`` as written, ``position`` its 0-based offset."""

    kind: str
    text: str
    position: int
    value: Decimal = Decimal(0)


def tokens_of(expression: str) -> list[Token]:
    """Split an expression; the last token has kind "end". Raises `FormulaError`."""
    if len(expression) > MAX_LENGTH:
        message = f"The expression is {len(expression)} characters long; at most {MAX_LENGTH} are read."
        raise FormulaError(message, mend="Split it into parameters.")
    tokens, position = [], 0
    while position < len(expression):
        if expression[position] in _BLANK:
            position += 1
            continue
        token = _token_at(expression, position)
        tokens.append(token)
        position += len(token.text)
    return [*tokens, Token("end", "", len(expression))]


def _token_at(expression: str, position: int) -> Token:
    match = _TOKEN.match(expression, position)
    if match is None:
        character = expression[position]
        mend = _ADVICE.get(character, "Known are numbers, names, + - * / ^, parentheses, min, max, abs and if.")
        raise FormulaError(f"{character!a} has no meaning here.", expression=expression, position=position, mend=mend)
    kind, text = match.lastgroup or "", match.group()
    if kind == "number":
        return Token(kind, text, position, _number(expression, text, position))
    if kind == "name":
        _check_name(expression, text, position)
    return Token(kind, text, position)


def _number(expression: str, text: str, position: int) -> Decimal:
    following = expression[position + len(text) : position + len(text) + 1]
    if following.isalpha() or following in {"_", "."}:
        mend = "Put * between a number and a name, and one decimal point into a number."
        raise FormulaError(
            f"{following!r} follows a number directly.",
            expression=expression,
            position=position + len(text),
            mend=mend,
        )
    try:
        return parse_number(text)
    except InvalidNumber as error:
        raise FormulaError(error.message, expression=expression, position=position, mend=error.mend) from None


def _check_name(expression: str, text: str, position: int) -> None:
    if len(text) > MAX_NAME:
        message = f"A name of {len(text)} characters."
        raise FormulaError(message, expression=expression, position=position, mend=f"At most {MAX_NAME}.")
    if text.startswith("_") or "__" in text:
        mend = "Names begin with a letter and have no double underscore."
        raise FormulaError(f"{text!r} is no name.", expression=expression, position=position, mend=mend)
