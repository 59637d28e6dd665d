"""A snapshot without its single lines, for whoever reads only what it states as a whole: a page, a checklist.

Pure. Of a report of ten thousand lines it is some hundredth, and says the same.
"""

from typing import Final, TypedDict, cast

from apps.reports.evidence.figures import UNSPLIT
from apps.reports.shapes import InventoryLine, InventorySnapshot
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
    groups = grouped(snapshot["lines"], _told_apart_by)
    return cast(InventorySnapshot, {**snapshot, "lines": [_one(lines) for lines in groups.values()]})


def _told_apart_by(line: InventoryLine) -> tuple[object, ...]:
    return (
        line["scope"],
        line["category"]["scope3"] if "category" in line else None,
        line.get("country"),
        line["energy"]["carrier"] if "energy" in line else None,
        line["factor"].get("gwp_basis"),
        any(gas["gas"] == UNSPLIT for gas in line["gases"]),
        bool(line["formula_text"]),
    )


def _one(lines: list[InventoryLine]) -> InventoryLine:
    """The first one with the figures of all, each by the part that counts."""
    one = lines[0].copy()
    one["co2e_kg"] = kilograms_of(lines)
    if "energy" in one:
        mwh = exact_sum(counted_part(line, line["energy"]["mwh"]) for line in lines)
        one["energy"] = {**one["energy"], "mwh": mwh}
    one.pop("share", None)
    return one
