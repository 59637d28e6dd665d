"""A checked specification: what is understood of it, what is missing, and what is proposed."""

from collections.abc import Mapping
from typing import Any

_HEADLINES = {
    "specification": "An agent can be built from it",
    "incomplete": "No agent can be built from it yet",
    "listing": "Read, and nothing in it can be calculated",
}


def explanation_context(document: Mapping[str, Any], *, completed: bool) -> dict[str, Any]:
    """``explanation`` of the page that checks a specification.

    Args:
        document: as the explanation of a specification or of a manifest gives it.
        completed: whether it was read with a completion.
    """
    if document["outcome"] == "listing":
        return {"explanation": _listing(document)}
    proposal = document["proposal"] or {}
    outcome = "specification" if document["buildable"] else "incomplete"
    return {
        "explanation": {
            "outcome": outcome,
            "headline": _HEADLINES[outcome],
            "agent": f"{document['agent_id']} {document['version']}",
            "dialect": document["dialect"],
            "domain": document["domain"],
            "missing": document["missing"],
            "warnings": document["findings"],
            "read_as": document["read_as"],
            "understood": document["understood"],
            "not_understood": document["not_understood"],
            "golden": [_golden(test) for test in document["golden"]],
            "proposal": None if completed else proposal,
            "accepted": completed,
        }
    }


def proposed_text(document: Mapping[str, Any]) -> str:
    """The completion that is proposed; empty where there is none."""
    return str((document.get("proposal") or {}).get("completion", ""))


def _listing(document: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "outcome": "listing",
        "headline": _HEADLINES["listing"],
        "agent": " ".join(filter(None, (document["name"], document["version"]))),
        "dialect": document["dialect"],
        "reason": document["reason"],
        "counts": document["counts"],
        "entries": document["entries"],
        "others": document["others"],
    }


def _golden(test: Mapping[str, Any]) -> dict[str, Any]:
    """A golden test by its figures; one that is refused has none."""
    return {
        "name": test["name"],
        "holds": test["holds"],
        "refused": test["refused"],
        "figures": test["figures"],
        "rows": max(len(test["figures"]), 1),
    }
