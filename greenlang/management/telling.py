"""How commands tell people about stages and times."""

from collections.abc import Mapping
from typing import Any


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
    details = "".join(
        f"\n      line {detail['line']}, {detail['path']}: {detail['detail']}" for detail in stage.get("details") or ()
    )
    return f"  {mark} {stage['name']:<22} {seconds_text(stage.get('seconds')):>10} {beside:<18}{note}{details}"
