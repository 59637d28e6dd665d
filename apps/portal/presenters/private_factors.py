"""A tenant's own factors: proposals with what came of them."""

from typing import Any

from apps.calculations.catalogue.private import COLUMNS
from apps.calculations.models.private import PrivateFactor
from apps.portal.presenters.numbers import size
from apps.portal.presenters.words import gas_words, words

STATES = {
    "draft": "Waits for a review",
    "approved": "In use",
    "superseded": "Superseded",
    "rejected": "Rejected",
    "withdrawn": "Withdrawn",
}
_TONES = {"draft": "tag-wait", "approved": "tag-on", "rejected": "tag-bad"}


def own_factor_row(factor: PrivateFactor, *, is_current: bool) -> dict[str, Any]:
    """One own factor."""
    state = "superseded" if factor.status == "approved" and not is_current else factor.status
    return {
        "id": factor.id,
        "ef_cid": factor.ef_cid,
        "activity": factor.activity_name or factor.activity,
        "category": words(factor.category),
        "region": factor.region_name or factor.region,
        "gas": gas_words(factor.gas) or "none",
        "value": factor.value,
        "unit": factor.unit,
        "source": factor.source,
        "overrides": factor.overrides,
        "state": state,
        "state_words": STATES[state],
        "tone": _TONES.get(state, ""),
        "proposed_by": factor.proposed_by,
        "proposed_at": factor.proposed_at,
    }


def own_factor_page(factor: PrivateFactor, *, is_current: bool) -> dict[str, Any]:
    """One own factor with its proof and what came of it."""
    review = factor.review
    return {
        **own_factor_row(factor, is_current=is_current),
        "basis": factor.basis,
        "valid_from": factor.valid_from,
        "valid_to": factor.valid_to,
        "as_co2e_at": factor.as_co2e_at,
        "gwp_basis": factor.gwp_basis,
        "notes": factor.notes,
        "citation": factor.citation,
        "lookup": f"category: {factor.category}, activity: {factor.activity}, region: {factor.region}, source: private",
        "supersedes": factor.supersedes,
        "evidence": {
            "filename": factor.evidence.filename,
            "size": size(factor.evidence.size),
            "sha256": factor.evidence.sha256,
        },
        "review": {
            "decision": STATES["approved" if review.decision == "approved" else review.decision],
            "verb": review.get_decision_display(),
            "reason": review.reason,
            "by": review.reviewed_by,
            "at": review.reviewed_at,
        }
        if review
        else None,
    }


def proposal_texts(factor: PrivateFactor) -> dict[str, str]:
    """What a correction of an own factor begins with."""
    texts = {name: getattr(factor, name) for name in COLUMNS}
    said = {
        name: value.isoformat() if hasattr(value, "isoformat") else str(value or "") for name, value in texts.items()
    }
    return said | {"source": factor.source, "citation": factor.citation}
