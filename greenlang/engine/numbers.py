"""Exact decimal numbers: reading, canonical text, and the one rounding of this system."""

import re
from collections.abc import Iterable
from decimal import (
    ROUND_HALF_EVEN,
    Context,
    Decimal,
    DivisionByZero,
    Inexact,
    InvalidOperation,
    Overflow,
    Underflow,
)

from greenlang.engine.errors import InvalidNumber as InvalidNumber

MAX_DIGITS = 64
MAX_EXPONENT = 100
MAX_TEXT = 200
OUTPUT_DIGITS = 28

CONTEXT = Context(prec=64, rounding=ROUND_HALF_EVEN, traps=[InvalidOperation, DivisionByZero, Overflow, Underflow])
"""Conversions are made in this context; nothing depends on the caller's own context."""

_OUTPUT = Context(
    prec=OUTPUT_DIGITS, rounding=ROUND_HALF_EVEN, traps=[InvalidOperation, DivisionByZero, Overflow, Underflow]
)
_EXACT = Context(prec=2000, traps=[InvalidOperation, Overflow, Inexact])
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?")
_NOT_A_NUMBER = {"nan", "snan", "inf", "infinity"}


def parse_number(text: str | int | Decimal, *, where: str = "") -> Decimal:
    """Read a decimal number of at most 64 significant digits and a magnitude of 1e-100 to 1e100.

    Text is ASCII: sign, digits, a decimal point, an exponent. Raises `InvalidNumber` for anything else:
    floats, booleans, NaN, infinities, other scripts' digits, commas, blanks, underscores.
    """
    if isinstance(text, bool) or not isinstance(text, str | int | Decimal):
        mend = 'Write it as a decimal string, for instance "50".'
        raise InvalidNumber(f"A {type(text).__name__} is not an exact number.", where=where, mend=mend)
    if isinstance(text, str):
        return _bounded(_read(text, where), where)
    if isinstance(text, int):
        if text.bit_length() > 400:
            raise InvalidNumber("The number is too large.", where=where, mend=_bounds())
        return _bounded(Decimal(text), where)
    return _bounded(text, where)


def canonical_number(number: Decimal) -> str:
    """Plain notation: no exponent, no trailing fractional zeros, no negative zero, no sign but minus."""
    if not number.is_finite():
        raise InvalidNumber(f"{number} has no canonical form.", mend="Only finite numbers have one.")
    if not number:
        return "0"
    if abs(number.adjusted()) > 10 * MAX_EXPONENT:
        raise InvalidNumber("The number is too large or too small to be written out.", mend=_bounds())
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def round_output(number: Decimal, divisor: Decimal = Decimal(1)) -> Decimal:
    """Round to 28 significant digits, half to even: the one rounding, at a formula's output.

    A quotient is handed in undivided, however many digits its sides have: dividing first would round twice.
    """
    return _OUTPUT.divide(number, divisor)


def exact_product(left: Decimal, right: Decimal) -> Decimal:
    """Every digit of a product."""
    return _EXACT.multiply(left, right)


def exact_power(base: Decimal, exponent: int) -> Decimal:
    """Every digit of a power. Raises `decimal.Inexact`, as a product does, beyond 2,000 digits."""
    return _EXACT.power(base, exponent)


def exact_sum(numbers: Iterable[Decimal]) -> Decimal:
    """Every digit of a sum; adding rounded outputs never rounds again."""
    total = Decimal(0)
    for number in numbers:
        total = _EXACT.add(total, number)
    return total


def _read(text: str, where: str) -> Decimal:
    if len(text) > MAX_TEXT:
        message = f"The number is {len(text)} characters long; at most {MAX_TEXT} are read."
        raise InvalidNumber(message, where=where, mend=_bounds())
    if not _NUMBER.fullmatch(text):
        raise InvalidNumber(f"{text!r} is not a number.", where=where, mend=_advice(text))
    return Decimal(text)


def _advice(text: str) -> str:
    bare = text.strip().lstrip("+-").casefold()
    hints = (
        (not bare, "A number is missing."),
        (bare in _NOT_A_NUMBER, "Only finite numbers are accepted."),
        ("," in text, "Write a decimal point and no thousands separators, for instance 1234.5."),
        (not text.isascii(), "Only the digits 0 to 9, a sign, a decimal point and an exponent are read."),
        (text != text.strip(), "Leave out the blanks around it."),
        ("_" in text, "Leave out the underscores."),
        (bool(re.fullmatch(r"[0-9.]+e[+-]?[0-9]+", bare)), _bounds()),
        (True, "Write plain digits with an optional decimal point, for instance 53.06."),
    )
    return next(hint for holds, hint in hints if holds)


def _bounded(number: Decimal, where: str) -> Decimal:
    if not number.is_finite():
        raise InvalidNumber(f"{number} is not a number.", where=where, mend="Only finite numbers are accepted.")
    if not number:
        return Decimal(0)
    if abs(number.adjusted()) > MAX_EXPONENT:
        raise InvalidNumber("The number is too large or too small.", where=where, mend=_bounds())
    if _significant_digits(number) > MAX_DIGITS:
        raise InvalidNumber("The number has too many digits.", where=where, mend=_bounds())
    return number


def _significant_digits(number: Decimal) -> int:
    digits = number.as_tuple().digits
    zeros = 0
    for digit in reversed(digits):
        if digit:
            break
        zeros += 1
    return len(digits) - zeros


def _bounds() -> str:
    return f"At most {MAX_DIGITS} significant digits, between 1e-{MAX_EXPONENT} and 1e{MAX_EXPONENT}."
