"""Reading units: ``mmBtu(HHV)``, ``kg(CO2)/mmBtu(HHV)``, and the published ``kg CO2e/mmBtu``."""

import difflib
import re
from functools import lru_cache

from greenlang.engine.errors import AmbiguousUnit, UnitError, UnknownGas, UnknownUnit
from greenlang.engine.gases import gas_name
from greenlang.engine.units.currencies import CURRENCIES
from greenlang.engine.units.dimension import REFERENCE, SUBSTANCE
from greenlang.engine.units.table import AMBIGUOUS, NAMES, ONE, POWER, UNITS, WORDS
from greenlang.engine.units.unit import MAX_POWER, Term, Unit, tag_kind, tag_name
from greenlang.errors import GreenLangError

MAX_LENGTH = 120
MAX_GROUPS = 4
MONEY = "money"

_TOKEN = re.compile(r"\s*(\*\*|[*·⋅×/^()]|[²³]|[^\s*·⋅×/^()²³](?:[^*·⋅×/^()²³]*[^\s*·⋅×/^()²³])?)\s*")
_PER = re.compile(r"\s+per\s+")
_OPERATORS = {"**": "^", "·": "*", "⋅": "*", "×": "*"}
_SUPERSCRIPTS = {"²": 2, "³": 3}
# A cubic metre has names of its own, and one at 0 or 15 degrees is no cube of a nautical mile.
_CUBIC = re.compile(r"(?<![^\W\d_])([NS]?m)³")


def parse_unit(text: str, *, where: str = "") -> Unit:
    """Read a unit: named units, tags in parentheses, ``*``, ``/``, ``^`` with small whole powers, groups.

    Raises `UnknownUnit` with the nearest names, `AmbiguousUnit` with the choices (a bare ton, gallon,
    barrel, Mcf), `UnitError` for anything else that cannot be read; never guesses.
    """
    if not isinstance(text, str):
        raise UnitError(f"A {type(text).__name__} is no unit.", where=where, mend="Hand in text.")
    try:
        return _parse(text)
    except GreenLangError as error:
        error.where = where
        raise


@lru_cache(maxsize=1024)
def _parse(text: str) -> Unit:
    if len(text) > MAX_LENGTH:
        raise UnitError(f"The unit is {len(text)} characters long.", mend=f"At most {MAX_LENGTH} are read.")
    if not text.strip():
        raise UnitError("The unit is missing.", mend="Say what is counted, for instance mmBtu(HHV), kWh or t.")
    reader = _Reader(text)
    terms = reader.product(0)
    if reader.ahead:
        raise reader.fault()
    return Unit.of(terms)


class _Reader:
    """Recursive descent over the tokens of one unit; ``ahead`` is the next one, empty at the end."""

    def __init__(self, text: str) -> None:
        self.text = text
        plain = _CUBIC.sub(r"\g<1>3", _PER.sub("/", text))
        self.parts = [_OPERATORS.get(token, token) for token in _TOKEN.findall(plain)]
        self.parts.reverse()

    @property
    def ahead(self) -> str:
        return self.parts[-1] if self.parts else ""

    def take(self) -> str:
        return self.parts.pop() if self.parts else ""

    def fault(self) -> UnitError:
        found = f"{self.ahead!r} cannot stand there" if self.ahead else "it ends too early"
        return UnitError(f"The unit {self.text!r} cannot be read: {found}.", mend="Write it like kg(CO2)/mmBtu(HHV).")

    def product(self, depth: int) -> list[Term]:
        """Factors joined by * and /; after a / only further divisions, for a/b*c reads two ways."""
        terms = self.factor(depth)
        divided = False
        while self.ahead in {"*", "/"}:
            divides = self.take() == "/"
            if divided and not divides:
                message = f"The unit {self.text!r} multiplies after dividing."
                raise UnitError(message, mend="Write a*c/b, or a/(b*c).")
            divided = divided or divides
            factor = self.factor(depth)
            terms += [Term(t.symbol, t.tag, -t.power) for t in factor] if divides else factor
        return terms

    def factor(self, depth: int) -> list[Term]:
        if self.ahead == "(":
            terms = self.group(depth)
        elif self.ahead and self.ahead not in "*/^)²³":
            terms = self.named()
        else:
            raise self.fault()
        power = self.power()
        return [Term(t.symbol, t.tag, t.power * power) for t in terms]

    def group(self, depth: int) -> list[Term]:
        if depth >= MAX_GROUPS:
            raise UnitError("The unit is nested too deeply.", mend=f"At most {MAX_GROUPS} levels.")
        self.take()
        terms = self.product(depth + 1)
        if self.take() != ")":
            raise self.fault()
        return terms

    def named(self) -> list[Term]:
        phrase = self.take()
        tag = ""
        if self.ahead == "(":
            self.take()
            tag = self.take()
            if tag in {"", ")"} or self.take() != ")":
                raise self.fault()
        return _terms(phrase, tag)

    def power(self) -> int:
        if self.ahead in _SUPERSCRIPTS:
            return _SUPERSCRIPTS[self.take()]
        if self.ahead != "^":
            return 1
        self.take()
        digits = self.take()
        if not re.fullmatch(r"-?[1-9]", digits, re.ASCII):
            message = f"The unit {self.text!r} has the power {digits or 'missing'!r}."
            raise UnitError(message, mend=f"Powers are whole numbers from 1 to {MAX_POWER}.")
        return int(digits)


def _terms(phrase: str, tag: str) -> list[Term]:
    if phrase in ONE:
        if tag:
            raise UnitError(f"A bare number cannot be qualified with ({tag}).", mend="Leave it out.")
        return []
    symbol, trailing = _symbol(phrase)
    if tag and trailing:
        raise UnitError(f"{phrase}({tag}) names two substances.", mend=f"Write {symbol}({trailing}).")
    tag = tag or trailing
    if not tag:
        return [Term(symbol, "", 1)]
    unit = UNITS[symbol]
    own = unit.dimension.tags(REFERENCE)
    if own:
        return [Term(symbol, "", 1)] if tag_name(REFERENCE, tag, unit=symbol) in own else _contradicts(symbol, tag)
    return [Term(symbol, tag_name(tag_kind(unit.dimension), tag, unit=symbol), 1)]


def _contradicts(symbol: str, tag: str) -> list[Term]:
    own = "".join(UNITS[symbol].dimension.tags(REFERENCE))
    raise UnitError(f"{symbol} is at {own}, not at {tag}.", mend=f"Write m3({tag}) or ft3({tag}).")


def _symbol(phrase: str) -> tuple[str, str]:
    """The named unit of a phrase, and the substance that trails it: "kg CO2e", "kgCO2e"."""
    phrase = " ".join(phrase.split())
    found = _lookup(phrase)
    if found:
        return found, ""
    head, _, last = phrase.rpartition(" ")
    glued = re.fullmatch(r"(mg|kg|g|kt|Mt|t|lb)((?:CO2|CH4|N2O|SF6|NF3).*)", phrase)
    if glued:
        head, last = glued.groups()
    symbol = _lookup(head)
    if symbol and tag_kind(UNITS[symbol].dimension):
        try:
            kind = tag_kind(UNITS[symbol].dimension)
            return symbol, gas_name(last) if kind == SUBSTANCE else tag_name(kind, last, unit=symbol)
        except (UnknownGas, UnitError):
            pass
    raise _unknown(phrase)


def _lookup(phrase: str) -> str:
    if phrase in NAMES:
        return NAMES[phrase]
    folded = phrase.casefold()
    first = phrase.partition(" ")[0]
    for name in (folded, first.casefold()):
        if name in AMBIGUOUS and first not in NAMES and (name == folded or folded not in WORDS):
            raise AmbiguousUnit(f"{phrase!r} means several units.", mend=f"Say {AMBIGUOUS[name]}.")
    return WORDS.get(folded) or WORDS.get(folded.replace("-", " ").replace("_", " "), "")


def _unknown(phrase: str) -> UnknownUnit:
    known = {name.casefold(): symbol for name, symbol in (*NAMES.items(), *WORDS.items()) if name not in CURRENCIES}
    if phrase.isalpha() and phrase.isupper():
        known |= {code.casefold(): code for code in CURRENCIES}
    matches = difflib.get_close_matches(phrase.casefold(), known, n=6)
    near = _of_one_kind(list(dict.fromkeys(known[name] for name in matches)))[:3]
    mend = f"Did you mean {' or '.join(near)}?" if near else "Write it like mmBtu(HHV), kWh, t or scf."
    return UnknownUnit(f"There is no unit {phrase!r}.", mend=mend)


def _of_one_kind(symbols: list[str]) -> list[str]:
    """Those that measure what the nearest does; a power, which is no amount of anything, only where all are."""
    ranked = sorted(symbols, key=lambda symbol: UNITS[symbol].dimension == POWER)
    kinds = [MONEY if symbol in CURRENCIES else UNITS[symbol].dimension for symbol in ranked]
    return [symbol for symbol, kind in zip(ranked, kinds, strict=True) if kind == kinds[0]]
