"""The library of methods: published formulas as data, which a specification names instead of writing them out."""

from collections.abc import Mapping
from difflib import get_close_matches

from greenlang.engine.frozen import FrozenMap
from greenlang.engine.methods.entry import Method
from greenlang.engine.methods.purchased_electricity import LOCATION_BASED
from greenlang.engine.methods.stationary_combustion import ENERGY, GAS_VOLUME, LIQUID_VOLUME, MASS
from greenlang.errors import InvalidInput

__all__ = ["METHODS", "Method", "method"]

METHODS: Mapping[tuple[str, str], Method] = FrozenMap(
    {(entry.id, entry.version): entry for entry in (ENERGY, GAS_VOLUME, LIQUID_VOLUME, MASS, LOCATION_BASED)}
)
"""Every method by id and version."""


def method(id: str, version: str = "1") -> Method:  # noqa: A002 - the word of the specification
    """The method of that id and version.

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
    names = list(dict.fromkeys(name for name, _ in METHODS))
    near = get_close_matches(id, names, n=1)
    mend = f"Did you mean {near[0]}?" if near else f"Methods are {', '.join(names)}."
    raise InvalidInput(f"There is no method {id[:80]!r}.", mend=mend)
