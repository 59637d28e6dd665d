"""What a search can be narrowed by, and how many figures each choice would leave."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

FACETS = ("source", "edition", "category", "region", "year", "gas", "licence")
NO_GAS = "parameter"
"""Instead of a gas, of figures that are of none: heat contents, losses."""


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """Figures that have every facet in common: the value of each of `FACETS`, and how many there are."""

    values: Mapping[str, str]
    figures: int

    def fits(self, chosen: Mapping[str, str], *, but: str = "") -> bool:
        """Whether it has all that is chosen; ``but`` is not looked at."""
        return all(self.values[name] == value for name, value in chosen.items() if name != but)


def facet_counts(groups: Iterable[FacetGroup], chosen: Mapping[str, str]) -> dict[str, Counter[str]]:
    """By facet and value, how many figures choosing it would leave, with what is chosen of the other facets."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    for group in groups:
        missed = [name for name, value in chosen.items() if group.values[name] != value]
        if len(missed) > 1:
            continue
        for name in missed or FACETS:
            counts[name][group.values[name]] += group.figures
    return counts
