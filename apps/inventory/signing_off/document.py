"""What a sign-off says, as this installation signs it. Imports no framework."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SCHEMA = "greenlang.sign-off/1"


@dataclass(frozen=True, slots=True)
class Voice:
    """Who said something, when (as `moment_text` writes it), and what."""

    name: str
    at: str
    note: str

    def as_document(self) -> dict[str, str]:
        """``{"name", "at", "note"}``."""
        return {"name": self.name, "at": self.at, "note": self.note}


def sign_off_body(
    *,
    tenant_id: str,
    period: Mapping[str, str],
    round_number: int,
    snapshot_hash: str,
    figures: Mapping[str, str],
    preparer: Voice,
    approver: Voice,
    limits: Sequence[Mapping[str, str]],
    restates: Mapping[str, Any] | None,
) -> dict[str, Any]:
    """The body of the signed statement; every leaf is a text.

    Args:
        period: ``{"id", "name", "start", "end", "entity"}``.
        snapshot_hash: of the frozen report that was submitted.
        figures: kg CO2e by scope and in ``total``.
        limits: what was accepted as it is, each with its reason.
        restates: of a restatement: the round before, its hash, why, and the difference.
    """
    body: dict[str, Any] = {
        "schema": SCHEMA,
        "tenant_id": tenant_id,
        "period": dict(period),
        "round": str(round_number),
        "snapshot_hash": snapshot_hash,
        "co2e_kg": dict(figures),
        "preparer": preparer.as_document(),
        "approver": approver.as_document(),
        "limits": [dict(limit) for limit in limits],
        "at": approver.at,
    }
    return {**body, "restates": dict(restates)} if restates else body
