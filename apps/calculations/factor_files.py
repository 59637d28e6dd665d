"""Published factors, and two editions side by side, as lines that leave the library: what may not be passed on is
named, its value left out, and the reason said.
"""

from fractions import Fraction

from apps.calculations.accounting.rationals import to_places
from apps.calculations.catalogue.comparing import Pair
from apps.calculations.models import EmissionFactor

EXPORT_COLUMNS = (
    "ef_cid", "category", "activity", "activity_name", "region", "region_name", "gas", "value", "unit", "basis",
    "edition", "source", "table", "publication_year", "licence", "citation", "note",
)  # fmt: skip
COMPARED_COLUMNS = (
    "change", "category", "activity", "activity_name", "region", "region_name", "gas", "unit", "basis", "before",
    "after", "change_percent", "ef_cid_before", "ef_cid_after",
)  # fmt: skip
WITHHELD = "licence not established"
_PERCENT_PLACES = 2


def export_row(factor: EmissionFactor, *, passed_on: bool) -> list[object]:
    """A published figure, by `EXPORT_COLUMNS`."""
    edition = factor.edition
    note = "" if passed_on else "The licence is not established: the value is shown in the library only."
    value = (factor.value or "NA") if passed_on else ""
    own = [getattr(factor, name) for name in EXPORT_COLUMNS[:7]]
    rest = [factor.unit, factor.basis, edition.slug, edition.source, factor.table, edition.publication_year]
    return [*own, value, *rest, edition.licence, factor.citation, note]


def compared_line(pair: Pair, *, allowed: tuple[bool, bool]) -> list[str]:
    """A figure in both editions, by `COMPARED_COLUMNS`.

    Args:
        allowed: whether the values of the earlier and of the later edition may be passed on.
    """
    shown, (before, after) = pair.shown, (pair.before, pair.after)
    names = [shown.key.category, shown.key.activity, shown.activity_name, shown.key.region, shown.region_name]
    values = [_value(each.value if each else "", ok) for each, ok in zip((before, after), allowed, strict=True)]
    moved = _percent(pair.relative) if all(allowed) else ""
    ids = [each.ef_cid if each else "" for each in (before, after)]
    return [pair.change.value, *names, shown.key.gas, shown.key.unit, shown.key.basis, *values, moved, *ids]


def _value(value: str | None, allowed: bool) -> str:
    if value == "":
        return ""
    return (value or "NA") if allowed else WITHHELD


def _percent(change: Fraction | None) -> str:
    """By how many percent a value moved, to two decimals; empty where there is no percentage."""
    if change is None:
        return ""
    percent = to_places(abs(change) * 100, _PERCENT_PLACES)
    return f"-{percent}" if change < 0 and percent != "0" else percent
