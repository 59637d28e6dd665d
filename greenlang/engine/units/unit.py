"""A unit: named units with tags and powers, its canonical text, dimension and exact worth."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache

from greenlang.engine.errors import UnitError
from greenlang.engine.gases import gas_name
from greenlang.engine.units.dimension import (
    BASIS,
    CURRENCY,
    NAMED,
    PRICE_YEAR,
    REFERENCE,
    SUBSTANCE,
    Dimension,
)
from greenlang.engine.units.table import UNITS

MAX_POWER = 9
MAX_TERMS = 8
THE_GAS = "the gas"
"""Stands for the gas in question while a formula is checked."""

BASES = {
    "hhv": "HHV", "gcv": "HHV", "gross": "HHV", "gross cv": "HHV", "higher": "HHV",
    "lhv": "LHV", "ncv": "LHV", "net": "LHV", "net cv": "LHV", "lower": "LHV",
    # As bills in German say it: Brennwert is gross, Heizwert net.
    "brennwert": "HHV", "hs": "HHV", "ho": "HHV", "heizwert": "LHV", "hi": "LHV", "hu": "LHV",
}  # fmt: skip
REFERENCES = ("60F", "15C", "0C")


@dataclass(frozen=True, slots=True)
class Term:
    """A named unit, its tag ("HHV", "CO2", "60F" or empty) and its power, negative below the line."""

    symbol: str
    tag: str
    power: int

    @property
    def dimension(self) -> Dimension:
        """Of the named unit and its tag, to the power.

        A price year belongs to its currency, so that an exchange rate of one year is none of another.
        """
        base = UNITS[self.symbol].dimension
        kind = tag_kind(base)
        name = f"{self.symbol} {self.tag}" if kind == PRICE_YEAR else self.tag
        tag = Dimension.of([(f"{kind}:{name}", 1)]) if self.tag else Dimension()
        return (base * tag) ** self.power

    @property
    def text(self) -> str:
        """``kg(CO2)``, ``m^2``; the sign of the power is left to the unit."""
        tag = f"({self.tag})" if self.tag else ""
        power = f"^{abs(self.power)}" if abs(self.power) != 1 else ""
        return f"{self.symbol}{tag}{power}"


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number counts. Equal units have equal canonical text.

    Attributes:
        text: canonical text, which `parse_unit` reads back to an equal unit: "kg(CO2)/mmBtu(HHV)".
        dimension: what it measures, tags included.
        factor: exact worth in base units (kg, m, s, ...).
    """

    text: str
    dimension: Dimension = field(compare=False)
    factor: Fraction = field(compare=False)
    terms: tuple[Term, ...] = field(compare=False, repr=False)

    @classmethod
    def of(cls, terms: Iterable[Term]) -> "Unit":
        """The unit of these terms; equal terms on one side of the line are merged."""
        merged: dict[tuple[str, str, bool], int] = {}
        for term in terms:
            key = (term.symbol, term.tag, term.power > 0)
            merged[key] = merged.get(key, 0) + term.power
        kept = tuple(Term(symbol, tag, power) for (symbol, tag, _), power in merged.items())
        if len(kept) > MAX_TERMS or any(abs(term.power) > MAX_POWER for term in kept):
            raise UnitError("The unit is too complicated.", mend=f"At most {MAX_TERMS} names, powers to {MAX_POWER}.")
        above = "*".join(term.text for term in kept if term.power > 0) or "1"
        below = "".join(f"/{term.text}" for term in kept if term.power < 0)
        factor = Fraction(1)
        for term in kept:
            factor *= UNITS[term.symbol].factor ** term.power
        dimension = Dimension.of(pair for term in kept for pair in term.dimension.powers)
        return cls(above + below, dimension, factor, kept)

    def is_commensurable(self, other: "Unit") -> bool:
        """Whether quantities in the two units can be added and compared."""
        return self.dimension == other.dimension

    def with_gas(self, gas: str) -> "Unit":
        """The unit with its mass tagged: kg/mmBtu(HHV) of CO2 is kg(CO2)/mmBtu(HHV).

        The mass is the first one above the line. Raises `UnitError` where there is none, or where it is
        tagged with another gas.
        """
        return _with_gas(self, gas)

    def with_basis(self, basis: str) -> "Unit":
        """The unit with its fuel energy tagged HHV or LHV ("gross", "net" and other names are read).

        Raises `UnitError` where the unit has no energy, or says the other basis already.
        """
        return _with_basis(self, basis_name(basis))

    def __str__(self) -> str:
        return self.text


def basis_name(text: str) -> str:
    """HHV for gross, GCV and the like; LHV for net, NCV and the like. Raises `UnitError`."""
    name = BASES.get(" ".join(text.split()).casefold()) if isinstance(text, str) else None
    if name is None:
        raise UnitError(f"{str(text)[:40]!r} is no heating-value basis.", mend="Say gross (HHV) or net (LHV).")
    return name


def tag_kind(dimension: Dimension) -> str:
    """Which tag a named unit of this dimension may carry; empty for none."""
    if len(dimension.powers) == 1 and dimension.powers[0][0].startswith(f"{CURRENCY}:"):
        return PRICE_YEAR
    return _TAG_KINDS.get(dimension, "")


def tag_name(kind: str, text: str, *, unit: str) -> str:
    """The canonical tag of a kind. Raises `UnitError` or `UnknownGas`."""
    if kind == SUBSTANCE:
        return gas_name(text)
    if kind == BASIS:
        return basis_name(text)
    if kind == REFERENCE:
        name = text.replace("°", "").replace(" ", "").upper()
        if name in REFERENCES:
            return name
        raise UnitError(f"{text!r} is no reference condition.", mend=f"Known are {', '.join(REFERENCES)}.")
    if kind == PRICE_YEAR and len(text) == 4 and text.isascii() and text.isdigit():
        return text
    mend = "Write the price year, for instance USD(2022)." if kind else f"Leave ({text}) out."
    raise UnitError(f"{unit} cannot be qualified with ({text}).", mend=mend)


def _takes_gas(term: Term) -> bool:
    return term.power == 1 and tag_kind(UNITS[term.symbol].dimension) == SUBSTANCE


_TAG_KINDS = {
    NAMED["mass"]: SUBSTANCE,
    NAMED["amount"]: SUBSTANCE,
    NAMED["energy"]: BASIS,
    NAMED["volume"]: REFERENCE,
}


@lru_cache(maxsize=256)
def _with_gas(unit: Unit, gas: str) -> Unit:
    index = next((i for i, term in enumerate(unit.terms) if _takes_gas(term)), None)
    if index is None:
        raise UnitError(f"{unit.text} has no mass of a gas above the line.", mend="Write kg/... or g/...")
    term = unit.terms[index]
    if term.tag and term.tag != gas:
        mend = f"Write {term.symbol}({gas})."
        raise UnitError(f"{unit.text} is a mass of {term.tag}, not of {gas}.", mend=mend)
    return Unit.of((*unit.terms[:index], Term(term.symbol, gas, term.power), *unit.terms[index + 1 :]))


@lru_cache(maxsize=256)
def _with_basis(unit: Unit, basis: str) -> Unit:
    energies = [tag_kind(UNITS[term.symbol].dimension) == BASIS for term in unit.terms]
    if not any(energies):
        raise UnitError(f"A basis ({basis}) says nothing about {unit.text}.", mend="Leave the basis out.")
    terms = []
    for term, is_energy in zip(unit.terms, energies, strict=True):
        if is_energy and term.tag not in {"", basis}:
            raise UnitError(f"{unit.text} says {term.tag}, the basis says {basis}.", mend="Say one of the two.")
        terms.append(Term(term.symbol, basis if is_energy else term.tag, term.power))
    return Unit.of(terms)
