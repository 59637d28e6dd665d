"""Global warming potentials of golden tests: the engine's three gases, or a catalogue's sets where others are used."""

from collections.abc import Callable, Iterable
from typing import TypeAlias

from greenlang.engine import BUILTIN_GWP, GwpSet, MissingGwp, gas_name

Potentials: TypeAlias = Callable[[str], GwpSet]
"""The full set of a short name, "AR5"."""

_COUNTED = ("CO2", "CO2e", "CO2_biogenic", "CH4", "N2O")


def builtin_potentials(name: str) -> GwpSet:
    """The engine's own set: CO2, CH4 and N2O."""
    return BUILTIN_GWP[name]


def others(gases: Iterable[str]) -> tuple[str, ...]:
    """The gases that the engine's own sets have no figure for, sorted. Raises ``UnknownGas``."""
    return tuple(sorted({gas_name(gas) for gas in gases} - set(_COUNTED)))


def without_potential(gases: Iterable[str], name: str, potentials: Potentials) -> tuple[str, ...]:
    """The gases a set cannot weight; the catalogue is only asked where there are others than the three."""
    wanted = others(gases)
    if not wanted:
        return ()
    found = potentials(name)
    return tuple(gas for gas in wanted if not _weights(found, gas))


def only_of(gases: Iterable[str], name: str, potentials: Potentials) -> GwpSet:
    """A set with the potentials of these gases only, under its short name."""
    full, wanted = potentials(name), {gas_name(gas) for gas in gases}
    values = {gas: value for gas, value in full.values.items() if gas.removesuffix("_fossil") in wanted}
    return GwpSet(name, full.name, values, full.source)


def _weights(found: GwpSet, gas: str) -> bool:
    try:
        found.of(gas)
    except MissingGwp:
        return False
    return True
