"""Units that headings name. Pure."""

from functools import lru_cache

from apps.inventory.readers.columns import bracketed
from greenlang.engine.units import parse_unit
from greenlang.errors import GreenLangError


def unit_in(heading: str) -> str:
    """The unit a heading is, or names in brackets: “kWh”, “Consumption (kWh)”; empty where it is none we know."""
    unit = bracketed(heading)[1]
    return unit if is_unit(unit) else heading if is_unit(heading) else ""


@lru_cache(maxsize=1000)
def is_unit(text: str) -> bool:
    """Whether it is a unit as the engine reads them."""
    try:
        parse_unit(text)
    except GreenLangError:
        return False
    return bool(text)
