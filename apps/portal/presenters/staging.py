"""A file on its way in: its columns with what they are taken for, and its first rows as they would be taken."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from apps.inventory.models import ActivityUpload, StagedFile
from apps.inventory.readers.columns import MEANINGS
from apps.inventory.readers.days import DayOrder
from apps.inventory.readers.facts import ColumnFacts, SheetFacts, day_order
from apps.inventory.readers.plans import CONSTANTS, IGNORED, INPUT, KEPT, MOST_FURTHER, NOTE, Column, Plan, dated
from apps.inventory.readers.rows import AcceptedRow, RejectedRow
from apps.inventory.services.staging import Preview
from apps.portal.plan_form import choice_of
from apps.portal.presenters.numbers import count, grouped

PREVIEWED = 12
MOST_REASONS = 8
_QUOTED = re.compile(r"'[^']*'|“[^”]*”")
_CONSTANT_LABELS = {
    "site": "Site",
    "start": "First day",
    "end": "Last day",
    "unit": "Unit",
    "basis": "Heating value",
    "description": "Description",
}
_CONSTANT_HINTS = {
    "start": "2025-01-01",
    "end": "2025-12-31",
    "unit": "kWh",
    "basis": "gross or net",
    "description": "what was used",
}
_DECIMALS = [(".", "Point: 1,234.5"), (",", "Comma: 1.234,5")]
_DAYS = [(DayOrder.DAY_FIRST.value, "Day first: 31/01/2025"), (DayOrder.MONTH_FIRST.value, "Month first: 01/31/2025")]


def choices(pairs: Iterable[tuple[str, str]], chosen: str) -> list[dict[str, Any]]:
    """Choices of a select."""
    return [{"value": value, "label": label, "selected": value == chosen} for value, label in pairs]


def staged_context(
    staged: StagedFile, facts: SheetFacts, plan: Plan, *, inputs: Sequence[str], open_: Mapping[str, str]
) -> dict[str, Any]:
    """Everything of the page but the preview.

    Args:
        inputs: names of agents' inputs that are offered.
        open_: by field, what is asked there.
    """
    quantity = plan.place_of("quantity")
    decimal = plan.columns[quantity].decimal if quantity is not None else ""
    return {
        "file": {
            "id": str(staged.id),
            "name": staged.filename,
            "sha256": staged.sha256,
            "period": f"{staged.period.entity.name}, {staged.period.name}",
            "rows": count(facts.rows),
            "told": list(facts.told),
        },
        "sheets": choices(((each["name"], _sheet_label(each)) for each in staged.sheets), staged.sheet),
        "columns": [
            _column_row(at, facts, plan.columns[at], inputs, open_.get(f"column-{at}", ""))
            for at in range(len(facts.header))
        ],
        "decimal": _decimal(facts.columns[quantity], decimal) if quantity is not None else None,
        "days": _days(plan, facts, open_.get("days", "")),
        "constants": [_constant(name, plan, open_) for name in CONSTANTS],
        "further": _further(plan),
        "inputs": list(inputs),
        "estimated": plan.estimated,
        "missing": open_.get("quantity", ""),
    }


def _sheet_label(document: Mapping[str, Any]) -> str:
    return f"{document['name']} ({count(document['rows'])} row{'' if document['rows'] == 1 else 's'})"


def _column_row(at: int, facts: SheetFacts, column: Column, inputs: Sequence[str], error: str) -> dict[str, Any]:
    heading, seen = facts.header[at], facts.columns[at]
    named = dict.fromkeys([*([column.name] if column.means == INPUT else []), *inputs])
    own = heading.lower()[:100]
    if own and own not in named and own not in MEANINGS:
        named[own] = None
    chosen = choice_of(column)
    return {
        "at": at,
        "heading": heading or f"column {at + 1}, without a heading",
        "samples": list(seen.samples),
        "empty": facts.rows - seen.filled,
        "error": error,
        "open": not column.means,
        "groups": [
            {"label": "", "choices": choices(MEANINGS.items(), chosen)},
            {"label": "Input of an agent", "choices": choices(((f"{INPUT}:{name}", name) for name in named), chosen)},
            {
                "label": "Not calculated with",
                "choices": choices(((KEPT, "Keep as a note"), (IGNORED, "Leave out")), chosen),
            },
        ],
    }


def _decimal(seen: ColumnFacts, chosen: str) -> dict[str, Any]:
    note = "Some cells are written with a point, others with a comma; those that do not fit are rejected."
    return {"choices": choices(_DECIMALS, chosen), "note": note if seen.mixed else "", "open": not chosen}


def _days(plan: Plan, facts: SheetFacts, error: str) -> dict[str, Any] | None:
    """The choice of an order; None where no date needs one."""
    order = day_order(dated(plan, facts))
    if not order and not plan.days:
        return None
    return {"choices": choices(_DAYS, plan.days), "error": error}


def _constant(name: str, plan: Plan, open_: Mapping[str, str]) -> dict[str, Any]:
    by_column = plan.place_of(name) is not None
    return {
        "name": name,
        "label": _CONSTANT_LABELS[name],
        "value": plan.constants.get(name, ""),
        "hint": _CONSTANT_HINTS.get(name, ""),
        "error": open_.get(f"constant-{name}", ""),
        "by_column": by_column,
    }


def _further(plan: Plan) -> list[dict[str, Any]]:
    given = [(name, value) for name, value in plan.constants.items() if name not in CONSTANTS]
    given += [("", "")] * (MOST_FURTHER - len(given))
    return [{"at": at, "name": name, "value": value} for at, (name, value) in enumerate(given[:MOST_FURTHER])]


def preview_context(preview: Preview, rows: int) -> dict[str, Any]:
    """``preview``: the first rows as they would be taken, and what would become of those that were looked at.

    Args:
        rows: of the whole sheet.
    """
    found = preview.looked
    accepted, rejected, duplicate = preview.account
    looked = found.count
    further = sorted({name for row in found.accepted.values() for name in row.attributes if not name.startswith(NOTE)})
    described = any(row.description for row in found.accepted.values())
    return {
        "looked": count(looked),
        "all": looked == rows,
        "rows": count(rows),
        "accepted": count(accepted),
        "rejected": count(rejected),
        "duplicate": count(duplicate),
        "any_rejected": bool(found.rejected),
        "further": further,
        "described": described,
        "lines": [_line(row, further, preview) for row in preview.rows[:PREVIEWED]],
        "reasons": _reasons(found.rejected),
    }


def _line(row: AcceptedRow | RejectedRow, further: Sequence[str], preview: Preview) -> dict[str, Any]:
    if isinstance(row, RejectedRow):
        return {"row": row.row, "state": "Rejected", "column": row.column, "reason": row.reason}
    return {
        "row": row.row,
        "state": "Duplicate" if preview.is_duplicate(row) else "Accepted",
        "site": row.site,
        "start": row.start,
        "end": row.end,
        "quantity": grouped(row.quantity),
        "exact": row.quantity,
        "unit": f"{row.unit} {row.basis}".strip(),
        "description": row.description,
        "further": [{"name": name, "value": row.attributes.get(name, "")} for name in further],
        "estimated": row.is_estimated,
    }


def _reasons(rejected: Sequence[RejectedRow]) -> list[dict[str, Any]]:
    """The most frequent reasons, whatever cell they quote, with the first row of each."""
    alike: dict[tuple[str, str], list[RejectedRow]] = {}
    for row in rejected:
        alike.setdefault((row.column, _QUOTED.sub("", row.reason)), []).append(row)
    ranked = sorted(alike.values(), key=len, reverse=True)[:MOST_REASONS]
    return [
        {"column": rows[0].column, "count": count(len(rows)), "row": rows[0].row, "reason": rows[0].reason}
        for rows in ranked
    ]


def taken_before(upload: ActivityUpload | None) -> dict[str, Any] | None:
    """The same file, byte for byte, where it is in the period already."""
    if upload is None:
        return None
    return {
        "id": str(upload.id),
        "name": upload.filename,
        "at": upload.uploaded_at,
        "by": upload.uploaded_by,
        "accepted": count(upload.accepted),
    }
