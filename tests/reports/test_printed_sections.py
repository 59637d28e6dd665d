"""The printed report says everything that its snapshot says beside the lines."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from itertools import count
from typing import Any, get_args, get_origin, get_type_hints, is_typeddict

from apps.reports.datapoints import datapoints_of
from apps.reports.formats.blocks import Cell
from apps.reports.formats.figures import full, stated
from apps.reports.formats.pages import report_pages
from apps.reports.shapes import Disclosures
from apps.reports.shapes.scalars import Day, Number
from tests.reports.samples import sample_snapshot

FIXED = {
    "category": "7",
    "standing": "included",
    "currency": "USD",
    "scope2_goal_method": "market",
    "base_year": "2019",
    "target_year": "2031",
    "level": "reasonable",
    "fossil_percent": "51.25",
    "nuclear_percent": "18.5",
    "renewable_percent": "30.25",
}
"""Members whose value cannot be just anything."""


def filled(shape: Any, numbers: Iterator[int], name: str = "") -> Any:
    """A value of a shape that says everything, no two members the same."""
    if is_typeddict(shape):
        hints = get_type_hints(shape)
        return {member: filled(kind, numbers, member) for member, kind in hints.items() if not member.startswith("no_")}
    if get_origin(shape) is list:
        return [filled(get_args(shape)[0], numbers, name)]
    if name in FIXED:
        return FIXED[name]
    if shape is Number:
        return f"{next(numbers)}.5"
    return "2026-02-28" if shape is Day else f"said{next(numbers)}"


def leaves(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for member, each in value.items():
            yield from leaves(each, str(member))
    elif isinstance(value, list):
        for each in value:
            yield from leaves(each, name)
    else:
        yield name, str(value)


def texts(value: Any) -> Iterator[str]:
    """Every text of blocks."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for each in fields(value):
            yield from texts(getattr(value, each.name))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from texts(each)


def cells(value: Any) -> Iterator[Cell]:
    """Every cell of blocks."""
    if isinstance(value, Cell):
        yield value
    elif is_dataclass(value):
        for each in fields(value):
            yield from cells(getattr(value, each.name))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from cells(each)


def printed(snapshot: Any) -> str:
    return " ".join(texts([section.blocks for section in report_pages(snapshot)["sections"]]))


def test_whatever_the_preparer_says_is_printed() -> None:
    said = filled(Disclosures, count(61))
    snapshot = sample_snapshot(disclosures=said)
    words, numbers = printed(snapshot), {point.stated for point in datapoints_of(snapshot).values()}
    # Kilograms are printed as tonnes; what the inventory makes of an uncertainty is printed by its own member.
    apart = {"removals_kg", "credits_kg", "activity_percent", "factor_percent", "basis"}
    lacking = [
        (name, text)
        for name, text in leaves(said)
        if name not in apart and text not in words and not (text[0].isdigit() and full(text) in words)
    ]
    assert lacking == []
    for name in ("removals_kg", "credits_kg"):
        assert round(Decimal(said[name]) / 1000, 3) in numbers


def test_that_there_is_none_is_printed_too() -> None:
    none = {"no_exclusions", "no_instruments", "no_energy_production", "no_high_impact", "no_targets", "no_assurance"}
    assert none == {name for name in get_type_hints(Disclosures) if name.startswith("no_")}
    words = printed(sample_snapshot(disclosures=dict.fromkeys(none, True)))
    for told in (
        "nothing within this boundary is left out",
        "no contractual instrument was bought",
        "no energy was produced",
        "no activities in high climate impact sectors",
        "there are no targets",
        "Not verified by a third party",
    ):
        assert told in words


def test_earlier_years_stand_in_one_table_and_every_change_is_told_alike() -> None:
    earlier = {
        "role": "prior and base",
        "period": {"name": "2023", "start": "2023-01-01", "end": "2023-12-31"},
        "gwp_set": "AR5",
        "status": "final",
        "co2e_kg": "1200000",
        "by_scope": {"1": "900000", "2-location": "300000"},
    }
    snapshot = sample_snapshot(comparatives=[earlier])
    told = {each.section.number: list(texts(each.blocks)) for each in report_pages(snapshot)["sections"]}
    change = f"{stated(datapoints_of(snapshot)['change-prior-total-location'])} %"
    assert [told[number].count(change) for number in ("4", "9")] == [1, 1]
    assert not any("prior period" in text or "since the base year" in text for text in told["4"])


def test_the_provenance_mark_stands_beside_no_number_that_somebody_entered() -> None:
    said = {"removals_kg": "12345000", "credits_kg": "0", "ets_percent": "77.77"}
    blocks = [each.blocks for each in report_pages(sample_snapshot(disclosures=said))["sections"]]
    found = list(cells(blocks))
    assert {"12,345.000", "77.77"} <= {cell.text for cell in found if not cell.seal}
    assert not any(cell.seal for cell in found if cell.text in ("12,345.000", "77.77"))
    assert any(cell.seal for cell in found)
