"""How commands tell people about stages and times."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

REASONS = 3
"""Reasons of a stage told on a terminal; all of them are kept with the build."""


def seconds_text(seconds: float | str | None) -> str:
    """A time people can read: ``3.4 ms``, ``2.1 s``."""
    if seconds is None:
        return "–"
    value = float(seconds)
    return f"{value * 1000:.1f} ms" if value < 1 else f"{value:.1f} s"


def stage_line(stage: Mapping[str, Any]) -> str:
    """One line: name, time beside its target, what came of it."""
    mark = {"done": "✓", "failed": "✗", "running": "…"}.get(str(stage.get("state")), "✓")
    target = stage.get("target_seconds")
    beside = f"(target {seconds_text(target)})" if target is not None else ""
    note = f"  {stage['note']}" if stage.get("note") else ""
    details = "".join(f"\n      {line}" for line in _details(stage.get("details") or ()))
    return f"  {mark} {stage['name']:<25} {seconds_text(stage.get('seconds')):>10} {beside:<18}{note}{details}"


def _details(details: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Each that speaks of a line of the file; of the others, which give reasons, the strongest few."""
    reasons = [detail["detail"] for detail in details if not detail.get("line")]
    yield from (f"line {d['line']}, {d['path']}: {d['detail']}" for d in details if d.get("line"))
    if reasons:
        more = f" and {len(reasons) - REASONS} more" if len(reasons) > REASONS else ""
        yield f"{'; '.join(reasons[:REASONS])}{more}"
