"""Greenhouse gases, their names, and sets of 100-year global warming potentials."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal, get_args

from greenlang.engine.errors import InvalidNumber, MissingGwp, UnknownGas
from greenlang.engine.frozen import FrozenMap
from greenlang.engine.numbers import canonical_number, parse_number

CO2 = "CO2"
CO2_BIOGENIC = "CO2_biogenic"
CO2E = "CO2e"
CH4 = "CH4"
N2O = "N2O"
CO2E_ROUNDING = "CO2e_rounding"
"""Line of a result, no gas: what a published CO2e total differs by from the sum of its published parts."""
FOSSIL = "_fossil"
"""Suffix of a second value in a `GwpSet`: of the fossil gas where it is not burnt ("CH4_fossil")."""

Origin = Literal["combustion", "process", "fugitive", "biogenic"]
ORIGINS: tuple[str, ...] = get_args(Origin)
_FIXED = {CO2: Decimal(1), CO2E: Decimal(1), CO2E_ROUNDING: Decimal(1), CO2_BIOGENIC: Decimal(0)}
_ZERO = Decimal(0)
_FOSSIL_ORIGINS = ("process", "fugitive")

_FORMULAE = {
    "CHF3": "HFC-23", "CH2F2": "HFC-32", "CH3F": "HFC-41", "CHF2CF3": "HFC-125", "CHF2CHF2": "HFC-134",
    "CH2FCF3": "HFC-134a", "CH2FCHF2": "HFC-143", "CH3CF3": "HFC-143a", "CH2FCH2F": "HFC-152",
    "CH3CHF2": "HFC-152a", "CH3CH2F": "HFC-161", "CF3CHFCF3": "HFC-227ea", "CH2FCF2CF3": "HFC-236cb",
    "CHF2CHFCF3": "HFC-236ea", "CF3CH2CF3": "HFC-236fa", "CH2FCF2CHF2": "HFC-245ca",
    "CHF2CH2CF3": "HFC-245fa", "CH3CF2CH2CF3": "HFC-365mfc", "CF3CHFCHFCF2CF3": "HFC-43-10mee",
    "CF4": "PFC-14", "C2F6": "PFC-116", "C3F8": "PFC-218", "c-C4F8": "PFC-318", "C4F10": "PFC-31-10",
    "C5F12": "PFC-41-12", "C6F14": "PFC-51-14", "C10F18": "PFC-91-18",
}  # fmt: skip
_OTHERS = (
    "C7F16", "C8F18", "CCl4", "CH2Cl2", "CH3Br", "CH3CCl3", "CH3Cl", "CHCl3", "NF3", "PFPMIE", "SF5CF3",
    "SF6", "SO2F2", "cC3F6",
)  # fmt: skip
_SYNONYMS = {
    "carbon dioxide": CO2, "methane": CH4, "nitrous oxide": N2O, "sulfur hexafluoride": "SF6",
    "sulphur hexafluoride": "SF6", "nitrogen trifluoride": "NF3", "co2-biogenic": CO2_BIOGENIC,
    "co2 biogenic": CO2_BIOGENIC, "biogenic co2": CO2_BIOGENIC, "co2eq": CO2E, "co2-eq": CO2E,
    "ch4-fossil": CH4 + FOSSIL, "ch4 fossil": CH4 + FOSSIL,
}  # fmt: skip
_REFRIGERANTS = {
    "R-11": "CFC-11", "R-12": "CFC-12", "R-13": "CFC-13", "R-113": "CFC-113", "R-114": "CFC-114", "R-115": "CFC-115",
    "R-12B1": "Halon-1211", "R-13B1": "Halon-1301", "R-21": "HCFC-21", "R-22": "HCFC-22", "R-123": "HCFC-123",
    "R-124": "HCFC-124", "R-141B": "HCFC-141b", "R-142B": "HCFC-142b", "R-23": "HFC-23", "R-32": "HFC-32",
    "R-41": "HFC-41", "R-125": "HFC-125", "R-134": "HFC-134", "R-134A": "HFC-134a", "R-143A": "HFC-143a",
    "R-152A": "HFC-152a", "R-161": "HFC-161", "R-227EA": "HFC-227ea", "R-236FA": "HFC-236fa",
    "R-245FA": "HFC-245fa", "R-365MFC": "HFC-365mfc", "R-14": "PFC-14", "R-116": "PFC-116", "R-218": "PFC-218",
}  # fmt: skip
"""Refrigerant numbers of one substance (ASHRAE 34); the number of a blend names no gas and stays."""
_MEMO = re.compile(r"(?:HCFC|CFC|Halon)-.+|CCl4|CH3CCl3|CH3Br")
_SERIES = re.compile(r"(hfc|pfc|hcfc|cfc|hfe|hcfe|halon|r)-([0-9]{1,5}(?:-[0-9]{1,3})?)([a-z]{0,5}[0-9]{0,3})")
_NAMES: dict[str, str] = {
    name.casefold(): name for name in (CO2, CO2_BIOGENIC, CO2E, CO2E_ROUNDING, CH4, N2O, *_OTHERS, *_FORMULAE.values())
}
_NAMES[(CH4 + FOSSIL).casefold()] = CH4 + FOSSIL
_NAMES |= {formula.casefold(): name for formula, name in _FORMULAE.items()} | _SYNONYMS
_CANONICAL = frozenset(_NAMES.values())
_FIRST = (CO2E, CO2, CO2_BIOGENIC, CH4, N2O)


def gas_name(text: str, *, where: str = "") -> str:
    """The one name of a gas: "methane" and "ch4" are CH4, "CH2FCF3" and "R-134a" are HFC-134a.

    Raises `UnknownGas` with the nearest names. "CO2e" is accepted: a factor may be given only so.
    """
    if isinstance(text, str) and text in _CANONICAL:
        return text
    folded = " ".join(text.split()).casefold() if isinstance(text, str) and len(text) <= 40 else ""
    if folded in _NAMES:
        return _NAMES[folded]
    series = _SERIES.fullmatch(folded)
    if series:
        family, number, suffix = series.groups()
        if family == "r":
            blend = f"R-{number}{suffix.upper()}"
            return _REFRIGERANTS.get(blend, blend)
        return f"{'Halon' if family == 'halon' else family.upper()}-{number}{suffix}"
    near = dict.fromkeys(_NAMES[name] for name in difflib.get_close_matches(folded, _NAMES, n=3))
    mend = f"Did you mean {' or '.join(near)}?" if near else "Known are for instance CO2, CH4, N2O, HFC-134a."
    raise UnknownGas(f"There is no gas {str(text)[:40]!r}.", where=where, mend=mend)


def gas_order(gas: str) -> tuple[int, str]:
    """Sort key: CO2e, CO2, biogenic CO2, CH4, N2O, then the others by name, a rounding difference last."""
    if gas == CO2E_ROUNDING:
        return (len(_FIRST) + 1, "")
    return (_FIRST.index(gas), "") if gas in _FIRST else (len(_FIRST), gas)


def is_memo(gas: str) -> bool:
    """Whether a gas is reported as a memo outside the scopes: the Montreal Protocol's CFCs, HCFCs, halons,
    carbon tetrachloride, methyl chloroform and methyl bromide. Raises `UnknownGas`.
    """
    return _counts_as_memo(gas_name(gas))


@lru_cache(maxsize=512)
def _counts_as_memo(name: str) -> bool:
    return _MEMO.fullmatch(name) is not None


@dataclass(frozen=True)
class GwpSet:
    """Global warming potentials over 100 years, kg CO2e per kg of gas.

    Args:
        id: short name in records, "AR5".
        name: full name.
        values: by gas; "CH4_fossil" holds methane's value for fossil sources that are not burnt.
        source: report and table.
    """

    id: str
    name: str
    values: Mapping[str, Decimal]
    source: str

    def __post_init__(self) -> None:
        values: dict[str, Decimal] = {}
        for given, value in self.values.items():
            gas = gas_name(given, where=f"GWP set {self.id}")
            values[gas] = parse_number(value, where=f"GWP set {self.id}, {gas}")
            if values[gas] != _FIXED.get(gas, values[gas]) or values[gas] < 0:
                message = f"{value} cannot be the global warming potential of {gas}."
                mend = "CO2 and CO2e count 1, biogenic CO2 counts 0 and is reported apart, none counts below 0."
                raise InvalidNumber(message, where=f"GWP set {self.id}", mend=mend)
        object.__setattr__(self, "values", FrozenMap(values))

    def of(self, gas: str, *, origin: str = "combustion") -> Decimal:
        """kg CO2e per kg of a gas in an inventory; CO2e and CO2 are 1.

        Biogenic CO2 and the memo gases (`is_memo`) are 0 and reported apart; `published` has a memo gas's value.

        Methane that was burnt, or of biogenic origin, has the lower value where a set has two: the carbon of
        burnt fossil methane is in the CO2 factor already (AR6 WG1 Table 7.15). Raises `MissingGwp`.
        """
        if origin not in ORIGINS:
            raise MissingGwp(f"{origin!r} is no origin.", mend=f"Say one of {', '.join(ORIGINS)}.")
        name = gas_name(gas)
        if name in _FIXED:
            return _FIXED[name]
        if _counts_as_memo(name):
            return _ZERO
        if origin in _FOSSIL_ORIGINS and name + FOSSIL in self.values:
            return self.values[name + FOSSIL]
        if name not in self.values:
            mend = f"It has {', '.join(sorted(self.values, key=gas_order)[:12])}. Choose a set that has {name}."
            raise MissingGwp(f"The set {self.id} has no global warming potential for {name}.", mend=mend)
        return self.values[name]

    def published(self, gas: str) -> Decimal | None:
        """The set's own figure for a gas, or None where it has none; what a memo says beside the inventory."""
        return self.values.get(gas_name(gas))

    def as_document(self) -> dict[str, object]:
        """``{"id", "name", "values", "source"}``, values as canonical strings sorted by gas."""
        values = {gas: canonical_number(self.values[gas]) for gas in sorted(self.values)}
        return {"id": self.id, "name": self.name, "values": values, "source": self.source}

    @classmethod
    def from_document(cls, document: object, *, where: str = "gwp") -> "GwpSet":
        """Read what `as_document` wrote.

        Raises:
            InvalidNumber, UnknownGas: naming what is none.
        """
        members = {"id", "name", "values", "source"}
        if not isinstance(document, Mapping) or set(document) != members or not isinstance(document["values"], Mapping):
            raise InvalidNumber("A set of warming potentials has id, name, values and source.", where=where)
        texts = {name: str(document[name]) for name in ("id", "name", "source")}
        return cls(
            values={
                str(gas): parse_number(value, where=f"{where}.values.{gas}")
                for gas, value in document["values"].items()
            },
            **texts,
        )


def _builtin(short: str, report: str, source: str, **values: str) -> GwpSet:
    numbers = {gas: Decimal(value) for gas, value in values.items()}
    return GwpSet(short, f"IPCC {report} Assessment Report", {CO2: Decimal(1), **numbers}, source)


BUILTIN_GWP: Mapping[str, GwpSet] = FrozenMap(
    {
        "AR4": _builtin("AR4", "Fourth", "AR4 WG1 Table 2.14", CH4="25", N2O="298"),
        "AR5": _builtin("AR5", "Fifth", "AR5 WG1 Table 8.A.1", CH4="28", N2O="265"),
        "AR6": _builtin("AR6", "Sixth", "AR6 WG1 Table 7.15", CH4="27.0", CH4_fossil="29.8", N2O="273"),
    }
)
"""The three gases of combustion only; a catalogue hands in full sets."""
