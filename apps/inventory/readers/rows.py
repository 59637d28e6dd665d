"""From the records of a sheet to rows of activity data: every one is accepted or rejected with its column and reason.

`read_rows` takes a file that has our columns: ``site, start, end, quantity, unit`` are required, ``basis``,
``reference``, ``description`` and ``estimated`` optional; every other column becomes an attribute that agents read by
name (``fuel``, ``region``, …). `rows_by` takes any sheet with a plan of what its columns mean.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import NoReturn

from apps.inventory.errors import UnreadableFile
from apps.inventory.readers.columns import MESSAGE_COLUMN, METERS, plain_heading
from apps.inventory.readers.days import read_day, read_month
from apps.inventory.readers.delimited import read_text, records_of
from apps.inventory.readers.files import kind_of
from apps.inventory.readers.numbers import plain_number
from apps.inventory.readers.plans import IGNORED, INPUT, KEPT, NOTE, Column, Plan
from apps.inventory.readers.tables import Record, headed
from greenlang.engine.canonical_json import sha256_of
from greenlang.engine.numbers import canonical_number, parse_number
from greenlang.engine.units import Quantity
from greenlang.errors import GreenLangError

REQUIRED = ("site", "start", "end", "quantity", "unit")
OPTIONAL = ("basis", "reference", "description", "estimated")
ESTIMATED = {
    **dict.fromkeys(("", "no", "n", "false", "0", "actual", "a", "measured", "metered"), False),
    **dict.fromkeys(("yes", "y", "true", "1", "estimated", "estimate", "e"), True),
}
_BASES = {
    **dict.fromkeys(("gross", "hhv", "gcv", "ho", "hs", "ho,n", "hs,n", "brennwert", "pcs"), "gross"),
    **dict.fromkeys(("net", "lhv", "ncv", "hu", "hi", "hu,n", "hi,n", "heizwert", "pci"), "net"),
}
_MESSAGES = plain_heading(MESSAGE_COLUMN)
LONGEST = {"site": 200, "quantity": 100, "unit": 60, "basis": 20, "reference": 200, "description": 500}


@dataclass(frozen=True, slots=True)
class AcceptedRow:
    """A row that can be calculated with, as far as can be told without knowing the agent.

    ``message``: what the column of messages says of it, in a file that was handed back.
    """

    row: int
    site: str
    start: date
    end: date
    quantity: str
    unit: str
    basis: str
    reference: str
    attributes: dict[str, str] = field(default_factory=dict)
    description: str = ""
    is_estimated: bool = False
    message: str = ""

    @property
    def row_hash(self) -> str:
        """Equal for rows that say the same; whether it was measured or estimated changes nothing of what it says.

        Nor does a note, such as a remark, where both name the same document.
        """
        described = {"description": self.description} if self.description else {}
        return sha256_of(
            described
            | {
                "site": self.site,
                "start": self.start.isoformat(),
                "end": self.end.isoformat(),
                "quantity": self.quantity,
                "unit": self.unit,
                "basis": self.basis,
                "reference": self.reference,
                "attributes": self._said(),
            }
        )

    def _said(self) -> list[list[str]]:
        """The attributes that tell rows apart."""
        return sorted(
            [name, value]
            for name, value in self.attributes.items()
            if not self.reference or not name.startswith(NOTE) or name.removeprefix(NOTE) in METERS
        )


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that is handed back; ``column`` is the heading it has in the file."""

    row: int
    column: str
    reason: str


class _Rejected(Exception):
    """Why a row is not accepted, and which of our columns it is about."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.reason = column, reason


def read_rows(data: bytes, *, period_start: date, period_end: date) -> Iterator[AcceptedRow | RejectedRow]:
    """One answer for each row of a text file with our columns, in order.

    Raises:
        UnreadableFile: too large, no table, no or doubled columns.
    """
    kind_of(data)
    text = read_text(data)
    sheet = headed("", records_of(text), text.told, first=True)
    header, plan = own_columns(sheet.header if sheet else (), sheet.header_row if sheet else 1)
    records = sheet.records if sheet else ()
    yield from rows_by(plan, header, records, period_start=period_start, period_end=period_end)


def own_columns(header: Sequence[str], row: int) -> tuple[tuple[str, ...], Plan]:
    """Headings in small letters, and the plan for them: our columns by their names, every other one an input.

    Args:
        row: where the header stands.

    Raises:
        UnreadableFile: columns are missing or stand twice.
    """
    names = tuple(name.lower() for name in header)
    missing = [name for name in REQUIRED if name not in names]
    doubled = sorted({name for name in names if names.count(name) > 1})
    where = f"row {row}"
    if missing:
        raise UnreadableFile(f"Columns are missing: {', '.join(missing)}.", where=where, mend=_COLUMNS_WANTED)
    if doubled:
        named = ", ".join(name or "(without a name)" for name in doubled)
        raise UnreadableFile(f"Columns stand twice: {named}.", where=where, mend="Name each column once.")
    return names, Plan(tuple(_own(name) for name in names))


def _own(name: str) -> Column:
    if name == _MESSAGES:
        return Column(IGNORED)
    return Column(name) if name in {*REQUIRED, *OPTIONAL} else Column(INPUT, name)


_COLUMNS_WANTED = f"Columns: {', '.join(REQUIRED)}; optional: {', '.join(OPTIONAL)}; others by the agent's inputs."


def rows_by(
    plan: Plan, header: tuple[str, ...], records: Iterable[Record], *, period_start: date, period_end: date
) -> Iterator[AcceptedRow | RejectedRow]:
    """One answer for each record.

    Args:
        plan: with nothing left open.
        header: headings as they are told in what is rejected.
    """
    taker = _Taker(plan, header, period_start, period_end)
    for record in records:
        yield taker.take(record)


class _Taker:
    """Takes the rows of one sheet by one plan."""

    def __init__(self, plan: Plan, header: tuple[str, ...], period_start: date, period_end: date) -> None:
        self.plan, self.period_start, self.period_end = plan, period_start, period_end
        self.places: list[tuple[int, str, bool]] = []
        self.headings: dict[str, str] = {}
        for at, column in enumerate(plan.columns):
            if column.means not in {*_TAKEN, INPUT, KEPT}:
                continue
            named = column.name if column.means == INPUT else f"{NOTE}{column.name.removeprefix(NOTE)}"
            key = named if column.means in {INPUT, KEPT} else column.means
            self.places.append((at, key, column.means in {INPUT, KEPT}))
            self.headings[key] = header[at]
        messages = (at for at, heading in enumerate(header) if plain_heading(heading) == _MESSAGES)
        self.messages = next((at for at in messages if plan.columns[at].means == IGNORED), None)
        place = plan.place_of("quantity")
        self.decimal = plan.columns[place].decimal if place is not None else ""
        self.fixed = {name: value for name, value in plan.constants.items() if value and name in _TAKEN}
        self.given = {name: value for name, value in plan.constants.items() if value and name not in _TAKEN}

    def take(self, record: Record) -> AcceptedRow | RejectedRow:
        """The row, or why it is none."""
        if record.problem:
            return RejectedRow(record.number, "", record.problem)
        try:
            cells, attributes = self._cells(record)
            row = self._row(record.number, cells, attributes)
            return row if self.messages is None else replace(row, message=record.cells[self.messages])
        except _Rejected as why:
            return RejectedRow(record.number, self.headings.get(why.column, why.column), why.reason)

    def _cells(self, record: Record) -> tuple[dict[str, str], dict[str, str]]:
        """Texts by our columns, and those of the further inputs and notes."""
        cells, attributes = dict(self.fixed), dict(self.given)
        for at, key, further in self.places:
            if at in record.problems:
                raise _Rejected(key, record.problems[at])
            if text := record.cells[at]:
                (attributes if further else cells)[key] = text
        return cells, attributes

    def _row(self, number: int, cells: dict[str, str], attributes: dict[str, str]) -> AcceptedRow:
        for column in ("site", "quantity", "unit"):
            if column not in cells:
                raise _Rejected(column, "The cell is empty.")
        for column, most in LONGEST.items():
            if len(cells.get(column, "")) > most:
                raise _Rejected(column, f"Longer than {most} characters.")
        start, end = self._time(cells)
        basis = cells.get("basis", "")
        if basis and basis.lower() not in _BASES:
            raise _Rejected(
                "basis", f"'{basis}' is no heating value. Say gross (HHV, Brennwert) or net (LHV, Heizwert)."
            )
        basis = _BASES.get(basis.lower(), "")
        return AcceptedRow(
            number,
            cells["site"],
            start,
            end,
            self._quantity(cells, basis),
            cells["unit"],
            basis,
            cells.get("reference", ""),
            attributes,
            cells.get("description", ""),
            self._estimated(cells.get("estimated")),
        )

    def _time(self, cells: Mapping[str, str]) -> tuple[date, date]:
        column = "month"
        try:
            if "month" in cells:
                start, end = read_month(cells["month"], self.plan.days)
            elif "date" in cells:
                column = "date"
                start = end = read_day(cells["date"], self.plan.days)
            else:
                column = "start"
                start = self._day(cells, "start")
                column = "end"
                end = self._day(cells, "end")
        except ValueError as error:
            raise _Rejected(column, str(error)) from None
        if end < start:
            raise _Rejected(column, f"{end} lies before the start, {start}.")
        if start < self.period_start or end > self.period_end:
            outside = column if column != "end" or end > self.period_end else "start"
            raise _Rejected(outside, f"Outside the period {self.period_start} to {self.period_end}.")
        return start, end

    def _day(self, cells: Mapping[str, str], column: str) -> date:
        if column not in cells:
            empty = next((name for name in ("month", "date") if name in self.headings), column)
            raise _Rejected(empty, "The cell is empty.")
        # What was said once for all rows was not written by the file.
        said = column not in self.headings
        return read_day(cells[column], "" if said else self.plan.days)

    def _quantity(self, cells: Mapping[str, str], basis: str) -> str:
        """The number, canonical; with its unit it is a quantity."""
        column = "quantity"
        try:
            written = plain_number(cells["quantity"], self.decimal) if self.decimal else cells["quantity"]
            value = parse_number(written)
            text = canonical_number(value)
            if len(text) > LONGEST["quantity"]:
                raise _Rejected(column, f"Takes more than {LONGEST['quantity']} characters to write out.")
            if value < 0:
                _negative()
            column = "unit"
            _check_unit(cells["unit"], basis)
        except GreenLangError as error:
            raise _Rejected(column, f"{error.message} {error.mend}".strip()) from None
        except ValueError as error:
            raise _Rejected(column, str(error)) from None
        return text

    def _estimated(self, text: str | None) -> bool:
        if text is None:
            return self.plan.estimated
        try:
            return ESTIMATED[text.lower()]
        except KeyError:
            reason = f"“{text[:40]}” says neither yes nor no; write estimated or actual."
            raise _Rejected("estimated", reason) from None


_TAKEN = ("site", "start", "end", "month", "date", "quantity", "unit", "basis", "reference", "description", "estimated")


@lru_cache(maxsize=1000)
def _check_unit(unit: str, basis: str) -> None:
    """Units are few and rows many.

    Raises:
        GreenLangError: it is no unit, or one that needs another basis.
    """
    document = {"value": "1", "unit": unit}
    Quantity.from_document(document | ({"basis": basis} if basis else {}))


def _negative() -> NoReturn:
    detail = "Negative. To correct a calculation, take it back (a reversal) and upload the right row."
    raise _Rejected("quantity", detail)
