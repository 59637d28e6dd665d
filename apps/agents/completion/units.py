"""Units as packs spell them, in units of ours that say what the spelling leaves unsaid: basis, conditions, country."""

from collections.abc import Mapping
from dataclasses import dataclass

from greenlang.engine import GreenLangError, parse_unit

_GAS_VOLUMES = ("m3", "ft3")
_SAID = (
    ("kWh(HHV)", "energy"), ("kWh(LHV)", "energy"), ("m3(60F)", "gas"), ("m3(15C)", "gas"), ("m3(0C)", "gas"),
)  # fmt: skip
"""Units that leave nothing unsaid, and what they measure."""
_SPELT: Mapping[str, str] = {
    "gal": "US_gallon", "gallon": "US_gallon", "gallons": "US_gallon",
    "Mcf": "Mscf", "mcf": "Mscf", "ccf": "", "CCF": "", "ton": "", "tons": "", "barrel": "", "bbl": "",
    "m³": "m3", "Nm³": "Nm3", "cubic_meters": "m3", "cubic_meter": "m3", "kgs": "kg", "short_tons": "short_ton",
    "metric_tons": "t", "metric_ton": "t", "tonnes": "t", "Therms": "therm", "THERM": "therm",
}  # fmt: skip
_AMERICAN = ("US_gallon", "Mscf")


@dataclass(frozen=True, slots=True)
class Conventions:
    """What spellings leave unsaid.

    Attributes:
        basis: HHV or LHV, of energy of fuels.
        reference: condition of gas volumes; empty where nothing is known of it.
        power_in_kwh: whether kWh and MWh are of electricity, which has no basis.
        american: whether a gallon is the US one.
    """

    basis: str
    reference: str
    power_in_kwh: bool
    american: bool


@dataclass(frozen=True, slots=True)
class UnitMeaning:
    """A spelling: the unit it is read as (empty for none), the measures it serves, and why."""

    spelling: str
    unit: str
    measures: tuple[str, ...]
    why: str = ""


def meaning_of(spelling: str, conventions: Conventions) -> UnitMeaning:
    """What a spelling means under conventions; ``unit`` is empty where it stays unsaid, and ``why`` tells."""
    written = spelling.strip()
    plain = _SPELT.get(written, written)
    if not plain or (plain in _AMERICAN and not conventions.american):
        return UnitMeaning(spelling, "", (), "it means several units")
    try:
        unit = parse_unit(plain)
    except GreenLangError as error:
        return UnitMeaning(spelling, "", (), error.message.rstrip("."))
    text = unit.text
    for like, measure in _SAID:
        if unit.is_commensurable(parse_unit(like)):
            return UnitMeaning(spelling, text, (measure,))
    if unit.is_commensurable(parse_unit("kWh")):
        return _energy(spelling, text, conventions)
    if text in _GAS_VOLUMES:
        return _gas_volume(spelling, text, conventions)
    if unit.is_commensurable(parse_unit("m3")):
        why = "the US one, as the factors are American" if text == "US_gallon" != written else ""
        return UnitMeaning(spelling, text, ("liquid",), why)
    if unit.is_commensurable(parse_unit("kg")):
        return UnitMeaning(spelling, text, ("mass",))
    return UnitMeaning(spelling, "", (), "no method takes it")


def _energy(spelling: str, unit: str, conventions: Conventions) -> UnitMeaning:
    if unit in {"kWh", "MWh", "GWh"} and conventions.power_in_kwh:
        return UnitMeaning(spelling, unit, ("power",), "of electricity; of a fuel it would need gross or net")
    words = "gross" if conventions.basis == "HHV" else "net"
    return UnitMeaning(
        spelling, f"{unit}({conventions.basis})", ("energy",), f"{words}, as the publisher's factors are"
    )


def _gas_volume(spelling: str, unit: str, conventions: Conventions) -> UnitMeaning:
    if not conventions.reference:
        return UnitMeaning(spelling, "", (), "a volume of gas needs its conditions, and the publisher gives none")
    if unit == "ft3":
        return UnitMeaning(spelling, "scf", ("gas",), "at 60 degrees Fahrenheit, as the publisher's volumes are")
    text = f"{unit}({conventions.reference})"
    return UnitMeaning(
        spelling, text, ("gas",), "at 60 degrees Fahrenheit, as the publisher's volumes are; at 15 C it is m3(15C)"
    )
