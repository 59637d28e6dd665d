"""Exact totals of a snapshot by country, entity, source, category, month and site, and what sections say of scope 3.

Pure. The parts of each side add up to the total by the method of scope 2 that was asked for.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from apps.reports.shapes import InventoryLine, InventorySnapshot, Number, Scope3Answer
from apps.reports.totals import counts_in_total, grouped, kilograms_of

SIDES: Final[Mapping[str, Callable[[InventoryLine], str]]] = {
    "country": lambda line: line.get("country", ""),
    "entity": lambda line: line.get("entity", ""),
    "category": lambda line: line["category"]["title"] if "category" in line else "",
    "activity": lambda line: line["activity"],
    "site": lambda line: line["site"],
    "month": lambda line: line["start"][:7],
}
"""What lines are told apart by; empty where a line does not say it. A month is that in which the activity begins."""
LEFT_OUT: Final = {"location": "2-market", "market": "2-location"}
"""Which scope a total by each method of scope 2 leaves out."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some of a period's lines: kg CO2e in all and by scope, and those of estimated rows among them."""

    key: str
    co2e_kg: Number
    by_scope: dict[str, Number]
    estimated_kg: Number
    lines: int


def parts_by(snapshot: InventorySnapshot, side: str, *, method: str = "location") -> list[Part]:
    """The total by one of `SIDES`: months in order, everything else the largest first.

    Raises:
        KeyError: no such side or method.
    """
    key, left_out = SIDES[side], LEFT_OUT[method]
    groups = grouped((line for line in snapshot["lines"] if line["scope"] != left_out), key)
    parts = [_part(name, lines) for name, lines in groups.items()]
    if side == "month":
        return sorted(parts, key=lambda part: part.key)
    return sorted(parts, key=lambda part: (Decimal(part.co2e_kg).copy_negate(), part.key))


def _part(key: str, lines: list[InventoryLine]) -> Part:
    by_scope = grouped(lines, lambda line: line["scope"])
    return Part(
        key=key,
        co2e_kg=kilograms_of(lines),
        by_scope={scope: kilograms_of(by_scope[scope]) for scope in sorted(by_scope)},
        estimated_kg=kilograms_of(line for line in lines if line.get("is_estimated")),
        lines=len(lines),
    )


@dataclass(frozen=True, slots=True)
class Scope3Row:
    """One of the fifteen categories: its lines and what was said about it, each where there is any."""

    number: int
    part: Part | None
    answer: Scope3Answer | None


def scope3_rows(snapshot: InventorySnapshot) -> list[Scope3Row]:
    """All fifteen categories in order."""
    lines = (line for line in snapshot["lines"] if line["scope"] == "3" and "category" in line)
    groups = grouped(lines, lambda line: int(line["category"]["scope3"]))
    said = {answer["category"]: answer for answer in snapshot.get("disclosures", {}).get("scope3", [])}
    return [
        Scope3Row(number, _part(str(number), groups[number]) if number in groups else None, said.get(str(number)))
        for number in range(1, 16)
    ]


def embedded_parts(snapshot: InventorySnapshot) -> list[Part]:
    """Lines of the total whose factor was published as CO2e by warming potentials of its own, by their set.

    They are in the total as published and cannot be calculated anew with another set.
    """
    groups = grouped(filter(counts_in_total, snapshot["lines"]), lambda line: line["factor"].get("gwp_basis", ""))
    return [_part(basis, groups[basis]) for basis in sorted(groups) if basis]


def compared(snapshot: InventorySnapshot) -> Iterator[tuple[str, str, Number]]:
    """Role (``prior`` or ``base``), what is compared (a scope, ``location`` or ``market``), its kg CO2e then."""
    for each in snapshot.get("comparatives", []):
        for role in each["role"].split(" and "):
            for scope, kilograms in each["by_scope"].items():
                yield role, scope, kilograms
            yield role, "location", each["co2e_kg"]
            if "co2e_market_based_kg" in each:
                yield role, "market", each["co2e_market_based_kg"]
