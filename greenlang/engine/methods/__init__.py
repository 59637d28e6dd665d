"""The library of methods: published formulas as data, which a specification names instead of writing them out."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from greenlang.engine.frozen import FrozenMap
from greenlang.engine.methods import (
    freight,
    fuel_and_energy,
    investments,
    leased_assets,
    mobile_combustion,
    process_emissions,
    purchased_electricity,
    purchased_goods,
    purchased_heat,
    refrigerants,
    sold_products,
    stationary_combustion,
    travel,
    waste,
)
from greenlang.engine.methods.entry import Given, Method
from greenlang.engine.methods.explanation import explained, mathematics
from greenlang.engine.methods.heat_content import weighted_heat_content
from greenlang.engine.methods.refusals import Refusal, refusal, refusals
from greenlang.engine.methods.spend import in_money
from greenlang.errors import InvalidInput

__all__ = [
    "METHODS",
    "Given",
    "Method",
    "Refusal",
    "explained",
    "mathematics",
    "method",
    "refusal",
    "refusals",
    "weighted_heat_content",
]

_SHOWN = 8
_MODULES = (
    stationary_combustion,
    mobile_combustion,
    refrigerants,
    process_emissions,
    purchased_electricity,
    purchased_heat,
    purchased_goods,
    fuel_and_energy,
    freight,
    waste,
    travel,
    leased_assets,
    sold_products,
    investments,
)

METHODS: Mapping[tuple[str, str], Method] = FrozenMap(
    {(entry.id, entry.version): entry for module in _MODULES for entry in module.METHODS}
)
"""Every method by id and version. A spend-based method in other money is made when it is asked for."""


def method(id: str, version: str = "1") -> Method:  # noqa: A002 - the word of the specification
    """The method of that id and version; "purchased-goods/spend-based/EUR-2024" is one in that money.

    Version 1 unless another is said: a method that gains a version changes nobody's figures. Raises
    `InvalidInput` naming the nearest method, or the versions there are.
    """
    found = METHODS.get((id, version))
    if found is not None:
        return found
    versions = [known for name, known in METHODS if name == id]
    if versions:
        mend = f"There is version {', '.join(versions)}."
        raise InvalidInput(f"The method {id} has no version {version[:20]!r}.", mend=mend)
    base, _, money = id.rpartition("/")
    if base.endswith("/spend-based") and (base, version) in METHODS:
        return in_money(METHODS[base, version], money)
    names = list(dict.fromkeys(name for name, _ in METHODS))
    near = get_close_matches(id, names, n=1)
    mend = f"Did you mean {near[0]}?" if near else f"Methods are {', '.join(names[:_SHOWN])} and {_more(names)}."
    raise InvalidInput(f"There is no method {id[:80]!r}.", mend=mend)


def _more(names: Sequence[str]) -> str:
    activities = sorted({name.partition("/")[0] for name in names})
    return f"{len(names) - _SHOWN} more, of {', '.join(activities)}"
