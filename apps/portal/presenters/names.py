"""Names, deprecation and consumers of an agent's versions."""

from collections.abc import Iterable
from typing import Any

from apps.registry.models import AgentAlias, AliasMove, Consumer, Deprecation


def names_context(
    *,
    aliases: Iterable[AgentAlias],
    moves: Iterable[AliasMove],
    consumers: Iterable[Consumer],
    deprecation: Deprecation | None,
) -> dict[str, Any]:
    """``aliases``, ``moves``, ``consumers`` and ``deprecation`` of the page."""
    return {
        "aliases": [
            {"name": each.name, "version": each.version.version, "by": each.moved_by, "at": each.moved_at}
            for each in aliases
        ],
        "moves": [
            {
                "name": each.name,
                "source": each.source,
                "target": each.target,
                "reason": each.reason,
                "by": each.actor,
                "at": each.recorded_at,
            }
            for each in moves
        ],
        "consumers": [_consumer(each) for each in consumers],
        "deprecation": {
            "reason": deprecation.reason,
            "replacement": deprecation.replacement,
            "since": deprecation.since,
            "by": deprecation.actor,
        }
        if deprecation
        else None,
    }


def _consumer(row: Consumer) -> dict[str, Any]:
    document = row.document
    outputs = document.get("outputs") or {}
    return {
        "name": row.name,
        "version": document.get("version", ""),
        "documents": len(document.get("documents") or ()),
        "outputs": [f"{name} in {unit}" if unit else name for name, unit in outputs.items()]
        if isinstance(outputs, dict)
        else [str(output) for output in outputs],
        "by": row.registered_by,
        "at": row.registered_at,
    }
