"""Two versions of an agent side by side."""

from collections.abc import Iterable
from typing import Any

from apps.agents.models import AgentVersion
from apps.registry.comparison import Change, Comparison

_MARKS = {"added": "Added", "removed": "Removed", "changed": "Changed"}


def comparison_context(found: Comparison) -> dict[str, Any]:
    """What the page of two versions shows, each part with its changes."""
    contract = found.contract
    parts = (
        ("Specification", found.spec),
        ("Inputs", contract.inputs),
        ("Outputs", contract.outputs),
        ("Formulas", contract.formulas),
    )
    return {
        "before": found.before,
        "after": found.after,
        "notes": found.notes,
        "parts": [{"title": title, "changes": _changes(changes)} for title, changes in parts],
        "broken": [{"what": what, "why": why} for what, why in contract.broken],
        "declared": contract.declared,
        "files": [
            {"mark": _MARKS[each.kind], "path": each.path, "lines": each.diff.splitlines()} for each in found.code
        ],
        "scores": {"before": found.scores[0], "after": found.scores[1]},
        "dimensions": [{"name": each.name, "before": each.before, "after": each.after} for each in found.evaluation],
    }


def versions_offered(versions: Iterable[AgentVersion], picked: str) -> list[dict[str, Any]]:
    """The versions of a choice, newest first."""
    return [{"version": each.version, "selected": each.version == picked} for each in versions]


def _changes(changes: Iterable[Change]) -> list[dict[str, str]]:
    return [
        {"mark": _MARKS[each.kind], "what": each.what, "before": each.before, "after": each.after} for each in changes
    ]
