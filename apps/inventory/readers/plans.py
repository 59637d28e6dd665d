"""What the columns of a sheet are taken for: proposed from their headings, chosen by a person, remembered. Pure."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from apps.inventory.readers.columns import MEANINGS, MESSAGE_COLUMN, bracketed, is_kept, meaning_of, plain_heading
from apps.inventory.readers.days import DayOrder
from apps.inventory.readers.facts import SheetFacts, day_order
from apps.inventory.readers.unit_names import unit_in
from greenlang.errors import InvalidInput

NOTE = "note "
INPUT = "input"
KEPT = "note"
IGNORED = "ignored"
OPEN = ""
"""Nobody has said yet."""
CONSTANTS = ("site", "start", "end", "unit", "basis", "description")
"""What may be said once for all rows, besides the inputs of agents."""
MOST_FURTHER = 4
"""Inputs of agents that can be said once for all rows."""
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Column:
    """What one column is taken for.

    Args:
        means: one of `MEANINGS`, `INPUT`, `KEPT`, `IGNORED`, or `OPEN`.
        name: of an input, or of what is kept.
        decimal: sign before decimals, "." or ","; of the quantity only.
    """

    means: str
    name: str = ""
    decimal: str = ""


@dataclass(frozen=True)
class Plan:
    """How a sheet becomes activity data.

    Args:
        columns: one for each of the sheet, in its order.
        constants: by one of `CONSTANTS` or the name of an input, what holds for every row that says nothing else.
        days: a `DayOrder` for dates of three numbers; empty where there are none.
        estimated: the rows are estimated unless a column says otherwise.
    """

    columns: tuple[Column, ...]
    constants: Mapping[str, str] = field(default_factory=dict)
    days: str = ""
    estimated: bool = False

    def as_document(self) -> dict[str, Any]:
        """For JSON; `Plan.from_document` reads it."""
        return {
            "columns": [[each.means, each.name, each.decimal] for each in self.columns],
            "constants": dict(self.constants),
            "days": self.days,
            "estimated": self.estimated,
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Plan":
        """The inverse of `as_document`."""
        columns = tuple(Column(means, name, decimal) for means, name, decimal in document["columns"])
        return cls(columns, dict(document["constants"]), document["days"], bool(document["estimated"]))

    def place_of(self, means: str) -> int | None:
        """Which column is taken for something; the first where several are."""
        return next((at for at, column in enumerate(self.columns) if column.means == means), None)


def header_fingerprint(header: Sequence[str]) -> str:
    """Equal for sheets whose headings say the same in the same order; SHA-256."""
    return hashlib.sha256("\x1f".join(plain_heading(each) for each in header).encode()).hexdigest()


def propose(facts: SheetFacts, *, inputs: Iterable[str] = ()) -> Plan:
    """What the headings and the rows say by themselves; what they leave open is left open.

    Args:
        inputs: names that agents have for what they take.
    """
    named = {plain_heading(name): name for name in inputs}
    columns = [_proposed(heading, named) for heading in facts.header]
    claims = {means: [at for at, each in enumerate(columns) if each.means == means] for means in MEANINGS}
    for means, places in claims.items():
        if len(places) > 1:
            exact = [at for at in places if plain_heading(facts.header[at]) == means]
            for at in places:
                if exact != [at]:
                    columns[at] = Column(OPEN)
    seen: set[str] = set()
    for at, each in enumerate(columns):
        if each.means in {INPUT, KEPT}:
            columns[at] = Column(OPEN) if each.name in seen else each
            seen.add(each.name)
    constants: dict[str, str] = {}
    if not claims["quantity"]:
        units = [at for at, heading in enumerate(facts.header) if columns[at].means == INPUT and unit_in(heading)]
        if len(units) == 1:
            columns[units[0]] = Column("quantity")
            what = bracketed(facts.header[units[0]])[0]
            # “Electricity (MWh)” says what its numbers are of, where no column does.
            if what and not any(each.means in {"description", INPUT} for each in columns):
                constants["description"] = what
    return with_facts(Plan(tuple(columns), constants), facts)


def _proposed(heading: str, named: Mapping[str, str]) -> Column:
    plain = plain_heading(heading)
    if not plain:
        return Column(OPEN)
    if plain == plain_heading(MESSAGE_COLUMN):
        return Column(IGNORED)
    if plain in named and plain not in MEANINGS:
        return Column(INPUT, named[plain])
    if means := meaning_of(heading):
        return Column(means)
    if plain.startswith(NOTE):
        return Column(KEPT, plain)
    if is_kept(heading):
        return Column(KEPT, heading.lower()[:100])
    return Column(INPUT, heading.lower()[:100])


def with_facts(plan: Plan, facts: SheetFacts) -> Plan:
    """The plan with what the rows themselves say where nobody said it: decimals, order of dates, unit in a heading."""
    columns = list(plan.columns)
    constants = dict(plan.constants)
    at = plan.place_of("quantity")
    if at is not None:
        seen = facts.columns[at].decimal
        chosen = columns[at].decimal or ("" if seen == "?" else seen or ".")
        columns[at] = replace(columns[at], decimal=chosen)
        said = unit_in(facts.header[at])
        if plan.place_of("unit") is None and said:
            constants.setdefault("unit", said)
    days = plan.days if plan.days in set(DayOrder) else ""
    order = day_order(dated(plan, facts))
    return replace(plan, columns=tuple(columns), constants=constants, days=days or ("" if order == "?" else order))


def plan_check(plan: Plan, facts: SheetFacts) -> None:
    """Go on only where a plan fits its sheet; what it leaves open is another matter, see `lacking`.

    Raises:
        InvalidInput: it has not one column for each, or says something for all rows that cannot be said.
    """
    if len(plan.columns) != len(facts.header):
        message = f"The sheet has {len(facts.header)} columns, and {len(plan.columns)} are given."
        raise InvalidInput(message, where="columns", mend="Give one for each, in the sheet's order.")
    further = [name for name in plan.constants if name not in CONSTANTS]
    if wrong := next((name for name in further if name in MEANINGS or not 0 < len(name) <= LONGEST_NAME), None):
        message = f"“{wrong[:40]}” cannot be said once for all rows."
        raise InvalidInput(message, where="constants", mend=f"{', '.join(CONSTANTS)}, or the name of an input.")
    if len(further) > MOST_FURTHER:
        mend = f"At most {MOST_FURTHER} besides {', '.join(CONSTANTS)}."
        raise InvalidInput("Too many inputs are said for all rows.", where="constants", mend=mend)


def dated(plan: Plan, facts: SheetFacts) -> list[Any]:
    """The columns that hold days or months."""
    return [
        facts.columns[at] for at, column in enumerate(plan.columns) if column.means in {"start", "end", "date", "month"}
    ]


def lacking(plan: Plan, facts: SheetFacts) -> list[tuple[str, str]]:
    """What keeps the sheet from being taken, each with the field it stands at: ``column-3``, ``constant-unit``,
    ``days``; empty where nothing does.
    """
    found: list[tuple[str, str]] = []
    uses: dict[tuple[str, str], int] = {}
    for at, column in enumerate(plan.columns):
        heading = facts.header[at] or f"column {at + 1}"
        if column.means == OPEN:
            found.append((f"column-{at}", f"Say what “{heading}” holds, or leave it out."))
        key = (column.means, column.name if column.means in {INPUT, KEPT} else "")
        if column.means not in {OPEN, IGNORED} and uses.setdefault(key, at) != at:
            found.append((f"column-{at}", f"“{facts.header[uses[key]]}” is taken for the same; choose one of them."))
        if column.means in {INPUT, KEPT} and not column.name.strip():
            found.append((f"column-{at}", "Give it a name."))
    has = {column.means for column in plan.columns} | {name for name, value in plan.constants.items() if value}
    if "quantity" not in has:
        found.append(("quantity", "No column is taken for the quantity."))
    for name in ("site", "unit"):
        if name not in has:
            found.append((f"constant-{name}", f"No column holds the {name}: choose one, or say it for all rows."))
    if not ({"start", "end"} <= has or has & {"month", "date"}):
        found.append(("constant-start", "The time is missing: first and last day, a month, or a day."))
    place = plan.place_of("quantity")
    if place is not None and not plan.columns[place].decimal:
        detail = "Its numbers can be read in two ways (1,234): say which sign stands before decimals."
        found.append((f"column-{place}", detail))
    if not plan.days and day_order(dated(plan, facts)) == "?":
        found.append(("days", "The dates can be read in two ways (03/04/2025): say what comes first."))
    return found
