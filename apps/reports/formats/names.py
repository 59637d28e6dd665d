"""What the cells with a report's numbers are called: as XBRL calls the concept, where it has one, and plainly."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from apps.reports.xbrl.mapping import mappings_of, standards

_NOT_OF_A_NAME = re.compile(r"[^A-Za-z0-9_]+")


def concept_names(id_: str) -> tuple[str, ...]:
    """The local names of the concepts that a datapoint is a fact of, by every standard; of one about a member of an
    axis there is none, as the concept's name is the total's.
    """
    return _concepts().get(id_, ())


@cache
def _concepts() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for standard in standards():
        for mapping in mappings_of(standard):
            for row in mapping.facts:
                if not row.members:
                    found.setdefault(row.datapoint, {})[row.concept] = None
    return {id_: tuple(names) for id_, names in found.items()}


def cell_names(id_: str) -> Iterator[str]:
    """Every name of the cell with a datapoint; none can be read as an address such as ``CO2``."""
    yield f"Datapoint_{_NOT_OF_A_NAME.sub('_', id_)}"
    yield from concept_names(id_)
