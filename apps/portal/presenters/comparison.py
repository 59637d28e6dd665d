"""Two versions of an agent side by side."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from apps.agents.models import AgentVersion
from apps.factory.differing import NumberChange, Worked
from apps.portal.presenters.numbers import grouped
from apps.registry.comparison import Change, Comparison, FileChange
from greenlang.engine.numbers import canonical_number

MINUS = "\N{MINUS SIGN}"
_MARKS = {"added": "Added", "removed": "Removed", "changed": "Changed"}


def comparison_context(found: Comparison) -> dict[str, Any]:
    """What the page of two versions shows, each part with its changes."""
    contract = found.contract
    parts = (
        ("Specification", found.spec),
        ("Inputs", contract.inputs),
        ("Outputs", contract.outputs),
        ("Formulas", contract.formulas),
        ("Factors", found.factors),
    )
    return {
        "before": found.before,
        "after": found.after,
        "notes": found.notes,
        "parts": [{"title": title, "changes": _changes(changes)} for title, changes in parts],
        "broken": [{"what": what, "why": why} for what, why in contract.broken],
        "declared": contract.declared,
        "files": [_file(each) for each in sorted(found.code, key=lambda each: not _is_written(each.path))],
        "scores": {"before": found.scores[0], "after": found.scores[1]},
        "dimensions": [{"name": each.name, "before": each.before, "after": each.after} for each in found.evaluation],
    }


def _is_written(path: str) -> bool:
    """Whether it is what people read first: the specification, and the code that calculates."""
    return path in {"pack.yaml", "completion.yaml"} or path.startswith("agent/")


def _file(change: FileChange) -> dict[str, Any]:
    lines = [{"text": text, "kind": _line_kind(text)} for text in change.diff.splitlines()]
    return {
        "mark": _MARKS[change.kind],
        "path": change.path,
        "written": _is_written(change.path),
        "lines": lines,
        "added": sum(line["kind"] == "added" for line in lines),
        "removed": sum(line["kind"] == "removed" for line in lines),
    }


def _line_kind(text: str) -> str:
    if text.startswith(("+++", "---", "@@")):
        return "place"
    return {"+": "added", "-": "removed"}.get(text[:1], "")


def numbers_context(changes: Sequence[NumberChange]) -> dict[str, Any]:
    """``numbers``: each input with what both versions make of it, what differs first; and how many do not."""
    rows = [_number(each) for each in sorted(changes, key=lambda each: each.is_same)]
    return {"numbers": rows, "numbers_same": sum(each.is_same for each in changes), "numbers_all": len(changes)}


def _number(change: NumberChange) -> dict[str, Any]:
    difference, base = change.difference, change.before.result
    share = difference / base * 100 if difference is not None and base else None
    return {
        "name": change.name,
        "origin": change.origin,
        "same": change.is_same,
        "before": _worked(change.before),
        "after": _worked(change.after),
        "difference": _signed(difference) if difference is not None else "",
        "share": f"{_signed(share, 2)} %" if share else "",
        "factors": [
            {"slot": slot, "before": (change.before.factors or {}).get(slot, ""), "after": citation}
            for slot, citation in (change.after.factors or {}).items()
            if (change.before.factors or {}).get(slot, "") != citation and change.before.factors is not None
        ],
    }


def _worked(worked: Worked) -> dict[str, str]:
    if worked.result is None:
        return {"value": "", "exact": "", "unit": "", "refused": worked.refused}
    exact = canonical_number(worked.result)
    return {"value": grouped(exact, 3), "exact": exact, "unit": worked.unit, "refused": ""}


def _signed(number: Decimal, places: int = 3) -> str:
    text = grouped(abs(number), places)
    return text if not number else f"{'+' if number > 0 else MINUS}{text}"


def versions_offered(versions: Iterable[AgentVersion], picked: str) -> list[dict[str, Any]]:
    """The versions of a choice, newest first."""
    return [{"version": each.version, "selected": each.version == picked} for each in versions]


def _changes(changes: Iterable[Change]) -> list[dict[str, str]]:
    return [
        {"mark": _MARKS[each.kind], "what": each.what, "before": each.before, "after": each.after} for each in changes
    ]
