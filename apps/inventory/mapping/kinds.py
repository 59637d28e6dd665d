"""What rows are of and what an option is of, where taking one for the other makes a figure wrong by far."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from apps.inventory.mapping.offers import Option
from apps.inventory.mapping.words import words_of
from greenlang.engine.units import Unit

Phase = Literal["gas", "liquid", "solid", ""]
Carrier = Literal["electricity", "heat", ""]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_LIQUIDS = _words(
    "oil ol gasoil gazole derv diesel gasoline petrol benzin super essence kerosene kerosin naphtha lpg lng liquid "
    "liquefied liquified autogas flussiggas biodiesel ethanol methanol heizol"
)
_GASES = _words("gas gaz erdgas cng biogas biomethane methane hydrogen stadtgas")
_SOLIDS = _words("coal kohle coke lignite anthracite bituminous subbituminous wood holz pellet peat charcoal")
_ELECTRICITY = _words("electricity electric strom elektrizitat electricite electricidad elettricita stroom power")
_HEAT = _words("heat steam dampf warme fernwarme")
_OWN_PLANT = _words("generator generation turbine boiler kessel notstrom chp bhkw")
_HEATING = _words("heating heizung heizol boiler kessel")
_VEHICLES = _words("vehicle car fleet fuhrpark")
_WASTE = _words("waste abfall mull restmull rubbish trash garbage")
_SUPPLY = _words("wtt upstream vorkette supply")
_BURNT, _SUPPLIED = "-combustion", "well-to-tank"
_A: dict[str, str] = {"gas": "a gas", "liquid": "a liquid", "solid": "a solid fuel"}


@dataclass(frozen=True, slots=True)
class Misfit:
    """Why an option is of another kind than the rows; ``refuses``: its figure would say nothing at all of them."""

    text: str
    refuses: bool = False


def phase_of(words: Iterable[str]) -> Phase:
    """In which phase a fuel of that name is measured: "gas oil" and "LNG" are liquids. Empty: the words do not say."""
    said = frozenset(words)
    if said & _LIQUIDS:
        return "liquid"
    if said & _GASES:
        return "gas"
    return "solid" if said & _SOLIDS else ""


def carrier_of(words: Iterable[str], unit: Unit) -> Carrier:
    """Which energy was bought, where the words and a unit of energy say so; none of what an own plant makes."""
    said = frozenset(words)
    if not unit.dimension.text.startswith("energy") or said & _OWN_PLANT or phase_of(said):
        return ""
    return "electricity" if said & _ELECTRICITY else "heat" if said & _HEAT else ""


def misfit_of(option: Option, words: Iterable[str], of_option: Iterable[str], unit: Unit) -> Misfit | None:
    """The first respect in which an option is of another kind; None where it may be meant.

    Args:
        words: of the rows; ``of_option``: of its name.
        unit: of the rows.
    """
    asked, published = frozenset(words), option.published
    rows, its = phase_of(asked), phase_of(of_option)
    if rows and its and rows != its:
        volume = unit.dimension.text.startswith("volume")
        measured = f" {unit} of one is not {unit} of the other" if volume else ""
        return Misfit(f"of {_A[its]}, and the rows are of {_A[rows]}{':' if volume else ''}{measured}", refuses=volume)
    if option.lacks_carbon:
        return Misfit(f"without CO2: its figures are of {' and '.join(sorted(published.gases))} only")
    if asked & _HEATING and _VEHICLES.intersection(words_of(option.offer.name)):
        return Misfit("of fuel for vehicles, and the rows are of heating")
    bought = carrier_of(asked, unit)
    if bought and ("2" not in option.offer.scope or published.category.endswith(_BURNT)):
        what = "fuel that is burnt" if published.category.endswith(_BURNT) else "what lies before or after its use"
        return Misfit(
            f"of {what}, scope {'1' if published.category.endswith(_BURNT) else option.offer.scope}; "
            f"bought {bought} is scope 2"
        )
    if asked & _WASTE and published.category.endswith(_BURNT):
        return Misfit("of waste that an own plant burns as fuel; waste that is handed over is scope 3")
    if rows and published.category == _SUPPLIED and not asked & _SUPPLY:
        return Misfit("of the fuel's supply, scope 3; burning it is scope 1")
    return None
