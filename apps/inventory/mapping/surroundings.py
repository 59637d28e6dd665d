"""How an option fits what stands around the words: unit, region, year."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from apps.inventory.mapping.offers import Chosen, Option, Slot
from apps.inventory.mapping.ranking import Reason, Wanted
from apps.inventory.mapping.words import words_of
from greenlang.engine.units import Unit, basis_name, mismatch, parse_unit
from greenlang.engine.units.dimension import BASIS
from greenlang.errors import GreenLangError

WORLD = frozenset({"GLOBAL", "WORLD", "GLO"})
_SAID = {"HHV": "gross", "LHV": "net"}
_NEAR_YEARS, _FAR_YEARS = 1, 3
_TELLING = 4
"""Letters from which a name or the end of a code is no accident."""


@dataclass(frozen=True, slots=True)
class Placed:
    """The region whose factor is meant, what the agent's input says for it, and how it fits."""

    region: str
    value: str
    reason: Reason


def unit_of(wanted: Wanted) -> Unit | None:
    """The unit of the rows with the basis they say; None where it is none."""
    try:
        unit = parse_unit(wanted.unit)
        return unit.with_basis(basis_name(wanted.basis)) if wanted.basis else unit
    except GreenLangError:
        return None


def fit_of_unit(slot: Slot, unit: Unit) -> Iterator[tuple[str, Reason]]:
    """The bases with which the agent takes a unit ("": as it is); nothing where it does not take it."""
    taken = [parse_unit(text) for text in slot.units]
    for other in taken:
        if unit.is_commensurable(other):
            said = f"{unit} as it is" if unit == other else f"{unit} converts to {other}"
            yield "", Reason("unit", "good", said)
            return
    for basis in dict.fromkeys(_lacking(unit, other) for other in taken):
        if basis:
            text = f"{unit} does not say gross or net; accepting says {basis}"
            yield basis, Reason("unit", "fair", text, assumes=True)


def _lacking(unit: Unit, other: Unit) -> str:
    """The basis that would make the unit fit; empty where it would not."""
    if unit.dimension.tags(BASIS) or mismatch(unit, other).kind != BASIS:
        return ""
    return _SAID.get(next(iter(other.dimension.tags(BASIS)), ""), "")


def placed(option: Option, wanted: Wanted) -> Placed | None:
    """The nearest region that the activity is published for and the agent can be asked for; None where none is."""
    published = option.published.regions
    regions = {name.upper(): code for code, name in published.items()} | {code.upper(): code for code in published}
    asked = wanted.region.strip().upper()
    chosen = option.slot.region
    if not chosen.input:
        return _placed(option, regions.get(chosen.fixed.upper(), ""), regions.get(asked, asked).upper())
    asked = regions.get(asked, asked).upper() or _named(wanted.text, published).upper()
    ladder = [asked, asked.partition("-")[0], *sorted(WORLD & regions.keys()), _meant(chosen).upper()]
    for code in ladder:
        if code in regions and (found := _placed(option, regions[code], asked)):
            return found
    return _placed(option, next(iter(regions.values())), asked) if len(published) == 1 else None


def _named(text: str, published: Mapping[str, str]) -> str:
    """The one region whose name, or the telling part of whose code, stands in a description; empty where none does."""
    words = frozenset(words_of(text))
    named = [code for code, name in published.items() if _is_named(code, name, words)]
    return named[0] if len(named) == 1 else ""


def _is_named(code: str, name: str, words: frozenset[str]) -> bool:
    telling, of_name = code.rpartition("-")[2].lower(), words_of(name)
    if len(telling) >= _TELLING and telling in words:
        return True
    return len("".join(of_name)) >= _TELLING and words.issuperset(of_name)


def _meant(chosen: Chosen) -> str:
    """What the agent takes where its input is left out, as the catalogue calls it."""
    return chosen.means.get(chosen.fixed, chosen.fixed)


def _placed(option: Option, region: str, asked: str) -> Placed | None:
    chosen = option.slot.region
    spelled = chosen.spellings(region) if chosen.input else ("",)
    if not region or not spelled:
        return None
    return Placed(
        region, spelled[0] if chosen.input else "", _of_region(region, option.published.regions[region], asked)
    )


def _of_region(region: str, name: str, asked: str) -> Reason:
    shown = f"{name} ({region})" if name and name != region else region
    code = region.upper()
    if asked == code:
        return Reason("region", "good", f"for {shown}, where the rows are")
    if asked and asked.partition("-")[0] == code:
        return Reason("region", "good", f"for the country, {shown}; none for {asked}")
    if code in WORLD:
        return Reason(
            "region", "fair", f"for the whole world; none for {asked or 'a country, which the rows do not say'}"
        )
    if not asked:
        return Reason("region", "fair", f"for {shown}; neither the rows nor their sites say where they are", True)
    return Reason("region", "poor", f"for {shown}, and the rows are in {asked}", True)


def fit_of_year(option: Option, wanted: Wanted) -> Reason:
    """How far the edition is from the activity."""
    published = option.published
    told = f"{published.edition_title}, {published.year}" if published.year else published.edition_title
    apart = abs(wanted.start.year - published.year) if wanted.start and published.year else 0
    if apart <= _NEAR_YEARS:
        return Reason("year", "good", told)
    far = apart > _FAR_YEARS
    return Reason("year", "poor" if far else "fair", f"{told}: {apart} years from the activity", assumes=far)
