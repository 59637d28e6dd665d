"""A checked specification: what is understood of it, what is missing, and what is proposed."""

from collections.abc import Iterable, Mapping
from typing import Any

from apps.portal.presenters.numbers import shown
from apps.portal.presenters.words import quoted

_HEADLINES = {
    "specification": "An agent can be built from it",
    "incomplete": "No agent can be built from it yet",
    "listing": "Read, and nothing in it can be calculated",
}


def check_context(document: Mapping[str, Any], *, completed: bool) -> dict[str, Any]:
    """``explanation`` beside the editors of a specification.

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
            "dialect": _dialect(document["dialect"]),
            "domain": document["domain"],
            "missing": _once(document["missing"]),
            "warnings": _once(document["findings"]),
            "read_as": document["read_as"],
            "understood": document["understood"],
            "not_understood": document["not_understood"],
            "golden": [golden_row(test) for test in document["golden"]],
            "proposal": None if completed else _proposal(proposal),
        }
    }


def _proposal(proposal: Mapping[str, Any]) -> dict[str, Any]:
    """What would complete it; ``text`` is empty where nothing does."""
    text = str(proposal.get("completion", ""))
    return {
        **proposal,
        "unserved": _by_reason(proposal.get("unserved", ())),
        "text": text,
        "lines": len(text.splitlines()),
    }


def proposed_text(document: Mapping[str, Any]) -> str:
    """The completion that is proposed; empty where there is none."""
    return str((document.get("proposal") or {}).get("completion", ""))


def _listing(document: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "outcome": "listing",
        "headline": _HEADLINES["listing"],
        "agent": " ".join(filter(None, (document["name"], document["version"]))),
        "dialect": _dialect(document["dialect"]),
        "reason": document["reason"].replace("`", ""),
        "counts": document["counts"],
        "entries": document["entries"],
        "others": document["others"],
    }


def _dialect(dialect: Mapping[str, str]) -> dict[str, str]:
    """Without the marks that set keys apart on a terminal."""
    return {name: text.replace("`", "") for name, text in dialect.items()}


def _once(findings: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """Findings that say the same, told once at the first place with the lines of the others."""
    grouped: dict[tuple[str, str], list[Mapping[str, str]]] = {}
    for finding in findings:
        grouped.setdefault((finding["detail"], finding["mend"]), []).append(finding)
    return [
        {
            **places[0],
            "detail": quoted(detail),
            "mend": quoted(mend),
            "pointer": places[0]["path"],
            "also": ", ".join(place["line"] or place["path"] for place in places[1:]),
        }
        for (detail, mend), places in grouped.items()
    ]


def _by_reason(unserved: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """What is left out, together where the reason is the same."""
    grouped: dict[str, list[str]] = {}
    for left in unserved:
        grouped.setdefault(left["why"], []).append(left["what"])
    return [{"what": _listed(what), "why": why} for why, what in grouped.items()]


def _listed(names: list[str]) -> str:
    """``fuels in EU, DE, FR``: what all of them begin with is said once."""
    heads = {name.rpartition(" ")[0] for name in names}
    if len(names) == 1 or len(heads) > 1:
        return ", ".join(names)
    return f"{heads.pop()} {', '.join(name.rpartition(' ')[2] for name in names)}".strip()


def golden_row(test: Mapping[str, Any]) -> dict[str, Any]:
    """A golden test by its figures; one that is refused has none."""
    figures = [
        {**figure, "expected": shown(figure["expected"]), "calculated": shown(figure["calculated"])}
        for figure in test["figures"]
    ]
    return {**test, "figures": figures}
