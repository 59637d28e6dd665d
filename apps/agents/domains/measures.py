"""Units as signs: what is counted in room nights or tonne kilometres is known by its unit alone."""

from collections.abc import Mapping
from functools import cache, lru_cache

from apps.agents.domains.taxonomy import TAXONOMY, family_of
from greenlang.engine import METHODS, parse_unit
from greenlang.errors import GreenLangError

Kind = tuple[tuple[str, int], ...]
"""What a unit measures, without the gas, the reference condition and the currency it is said for."""

_LEFT_OUT = ("substance", "reference", "price-year")
_CURRENCY = "currency"


@lru_cache(maxsize=1024)
def kind_of(text: str) -> Kind | None:
    """The kind of a unit's text; None for a text that is no unit here, and for a bare number."""
    try:
        powers = parse_unit(text).dimension.powers
    except GreenLangError:
        return None
    kept = ((_money(base), power) for base, power in powers if base.partition(":")[0] not in _LEFT_OUT)
    return tuple(sorted(kept)) or None


@cache
def domains_by_kind() -> Mapping[Kind, frozenset[str]]:
    """Which domains have a method with an input or a factor of a kind."""
    found: dict[Kind, set[str]] = {}
    homes = {family: domain.id for domain in TAXONOMY for family in domain.families}
    for (id_, _), method in METHODS.items():
        factors = [slot.unit for slot in method.definition.factors.values()]
        for unit in (*method.definition.inputs.values(), *factors):
            kind = kind_of(unit)
            if kind is not None:
                found.setdefault(kind, set()).add(homes[family_of(id_)])
    return {kind: frozenset(domains) for kind, domains in found.items()}


def _money(base: str) -> str:
    return _CURRENCY if base.partition(":")[0] == _CURRENCY else base
