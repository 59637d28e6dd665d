"""A snapshot without its single lines, for whoever reads only what it states as a whole: a page, a checklist.

Pure. Of a report of ten thousand lines it is some hundredth, and says the same.
"""

from typing import Final, TypedDict, cast

from apps.reports.datapoints import controls_of
from apps.reports.evidence.figures import UNSPLIT, lacks_energy
from apps.reports.evidence.record import rows_uncalculated
from apps.reports.shapes import InventoryLine, InventorySnapshot, LineGas
from apps.reports.snapshot import snapshot_hash
from apps.reports.totals import counted_part, exact_sum, grouped, kilograms_of

FIRST_LINES: Final = 100


class Brief(TypedDict):
    """A snapshot as `folded`, and what a page shows of its lines.

    ``first``: the first hundred; ``lines``: how many there are; ``in_part``: whether of any only a share counts;
    ``intact``: whether the snapshot's hash is that of its content.
    """

    snapshot: InventorySnapshot
    first: list[InventoryLine]
    lines: int
    in_part: bool
    intact: bool


def brief_of(snapshot: InventorySnapshot) -> Brief:
    """What pages read."""
    lines = snapshot["lines"]
    return Brief(
        snapshot=folded(snapshot),
        first=lines[:FIRST_LINES],
        lines=len(lines),
        in_part=any("share" in line for line in lines),
        intact=snapshot_hash(snapshot) == snapshot["snapshot_hash"],
    )


def folded(snapshot: InventorySnapshot) -> InventorySnapshot:
    """The same datapoints, sections and checklists from few lines: those that nobody tells apart for them are one.

    It is no snapshot to write a file from: its lines are none of the ledger's, and its hash is that of the whole.
    """
    controls = controls_of(snapshot)
    groups = grouped(snapshot["lines"], lambda line: _told_apart_by(line, controls.get(line.get("entity", ""), "")))
    lines = [_one(lines) for lines in groups.values()]
    return cast(InventorySnapshot, {**snapshot, "lines": lines, "uncalculated": str(rows_uncalculated(snapshot))})


def _told_apart_by(line: InventoryLine, control: str) -> tuple[object, ...]:
    return (
        control,
        line["scope"],
        line["category"]["scope3"] if "category" in line else None,
        line.get("country"),
        line["energy"]["carrier"] if "energy" in line else None,
        line["factor"].get("gwp_basis"),
        any(gas["gas"] == UNSPLIT for gas in line["gases"]),
        bool(line["formula_text"]),
        lacks_energy(line),
        line["unit"] if _is_measured_by_quantity(line) else None,
    )


def _is_measured_by_quantity(line: InventoryLine) -> bool:
    """Whether the two methods of scope 2 are compared by its quantity, as its energy is not said."""
    return line["scope"].startswith("2-") and "energy" not in line


def _one(lines: list[InventoryLine]) -> InventoryLine:
    """The first one with the figures of all, each by the part that counts."""
    one = lines[0].copy()
    one["co2e_kg"] = kilograms_of(lines)
    one["gases"] = _gases(lines)
    if _is_measured_by_quantity(one):
        one["quantity"] = exact_sum(counted_part(line, line["quantity"]) for line in lines)
    if "energy" in one:
        mwh = exact_sum(counted_part(line, line["energy"]["mwh"]) for line in lines)
        one["energy"] = {**one["energy"], "mwh": mwh}
    one.pop("share", None)
    return one


def _gases(lines: list[InventoryLine]) -> list[LineGas]:
    """Each gas once, as the first line with it has it, with the mass and CO2e of all."""
    groups: dict[str, list[tuple[InventoryLine, LineGas]]] = {}
    for line in lines:
        for gas in line["gases"]:
            groups.setdefault(gas["gas"], []).append((line, gas))
    return [
        {
            **found[0][1],
            "mass": exact_sum(counted_part(line, gas["mass"]) for line, gas in found),
            "co2e": exact_sum(counted_part(line, gas["co2e"]) for line, gas in found),
        }
        for found in groups.values()
    ]
