"""A snapshot as the sections of the printed report read it, with what several of them need worked out once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from apps.reports.datapoints import DECIMALS, TONNES, Datapoint, datapoints_of, rounded_sum, tonnes_of
from apps.reports.formats.blocks import Block, Cell, Column, Row, Table
from apps.reports.formats.figures import fixed, percent, stated
from apps.reports.formats.words import SUM_OF_ROUNDED, clip
from apps.reports.shapes import Disclosures, InventoryLine, InventorySnapshot, Number
from apps.reports.totals import counts_in_total, exact_sum, grouped, kilograms_of
from apps.reports.totals_by import SIDES

NOT_KNOWN = Cell("–", tone="quiet")
"""Of a figure that the inventory does not have."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a whole: exact kg CO2e, and how many lines it is made of."""

    name: str
    co2e_kg: Number
    lines: int


class Account:
    """A snapshot, read."""

    def __init__(self, snapshot: InventorySnapshot) -> None:
        self.snapshot = snapshot

    @property
    def said(self) -> Disclosures:
        """What the preparer said; empty where nothing was."""
        return self.snapshot.get("disclosures", {})

    @cached_property
    def points(self) -> dict[str, Datapoint]:
        """`datapoints_of`."""
        return datapoints_of(self.snapshot)

    @cached_property
    def counted(self) -> list[InventoryLine]:
        """The lines that are in the total by the location-based method."""
        return [line for line in self.snapshot["lines"] if counts_in_total(line)]

    @cached_property
    def references(self) -> dict[str, str]:
        """Of each factor, its number in the register: ``F1``."""
        return {factor["ef_cid"]: f"F{i}" for i, factor in enumerate(self.snapshot["factors"], start=1)}

    @property
    def seal(self) -> str:
        """What the provenance mark says beside a calculated figure."""
        return "verified" if self.snapshot["ledger"]["verified"] else "unverified"

    def figure(self, id_: str) -> Cell:
        """A stated number, with its provenance mark where it follows from lines alone; a dash where there is none."""
        point = self.points.get(id_)
        return NOT_KNOWN if point is None else Cell(stated(point), seal=self.seal if point.is_calculated else "")

    def parts(self, side: str) -> list[Part]:
        """Lines of the total by one of `SIDES`, the largest first."""
        groups = grouped(self.counted, SIDES[side])
        found = [Part(name, kilograms_of(group), len(group)) for name, group in groups.items()]
        return sorted(found, key=lambda part: (Decimal(part.co2e_kg).copy_negate(), part.name))

    def together(self, name: str, parts: Sequence[Part]) -> Part:
        """Several parts as one."""
        return Part(name, exact_sum(part.co2e_kg for part in parts), sum(part.lines for part in parts))

    def further(self, caption: str, section: str, shown: Iterable[str]) -> list[Block]:
        """The stated numbers of a section that nothing else in it shows."""
        known = set(shown)
        rows: list[Row] = [
            (point.title, self.figure(point.id), point.unit)
            for point in self.points.values()
            if point.section == section and point.id not in known
        ]
        columns = (Column("", 58), Column("Amount", 24, "number"), Column("Unit", 18))
        return [Table(caption, columns, rows)] if rows else []

    def breakdown(self, caption: str, heading: str, parts: Iterable[Part], total: str = "total-location") -> Table:
        """Parts of a stated total as a table in t CO2e, with their share, and what rounding takes or gives."""
        whole = self.points[total]
        parts = list(parts)
        points = [_point(part) for part in parts]
        rows: list[Row] = [
            (
                Cell(clip(part.name), tone="plain" if part.name else "quiet"),
                f"{part.lines:,}",
                stated(point),
                percent(point.value, whole.value),
            )
            for part, point in zip(parts, points, strict=True)
        ]
        foot: list[Row] = [(f"{whole.title}", f"{sum(p.lines for p in parts):,}", self.figure(total), "")]
        return Table(
            caption,
            (
                Column(heading, 52),
                Column("Lines", 12, "number"),
                Column(TONNES, 22, "number"),
                Column("Share", 14, "number"),
            ),
            rows,
            (*rounding_rows(points, whole, 4, 2), *foot) if parts else (),
        )


def rounding_rows(rows: Iterable[Datapoint], total: Datapoint, columns: int, at: int) -> list[Row]:
    """A row with what the rounded rows add up to, where it differs from the rounded total; none where it does not."""
    together = rounded_sum(rows, total)
    if together is None:
        return []
    cells: list[Cell | str] = [""] * columns
    cells[0] = Cell(SUM_OF_ROUNDED, tone="quiet")
    cells[at] = Cell(fixed(together, total.decimals), tone="quiet")
    return [cells]


def _point(part: Part) -> Datapoint:
    return Datapoint("", part.name, "", tonnes_of(part.co2e_kg), TONNES, DECIMALS[TONNES])
