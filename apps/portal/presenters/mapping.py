"""Groups of the mapping queue as people read them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from apps.inventory.mapping.judging import against, granted
from apps.inventory.models import ActivityData, FactorMapping, GroupState, MappingGroup
from apps.inventory.models.mapping import How
from apps.inventory.queues.groups import Bulk, Counted
from apps.portal.presenters.numbers import count, grouped, mass, masses

_TABS = ((GroupState.OPEN, "Waiting"), (GroupState.MAPPED, "Mapped"), (GroupState.LEFT_OUT, "Left out"))


def group_card(group: MappingGroup, agents: Mapping[str, str]) -> dict[str, Any]:
    """A group with its candidates or its decision.

    Args:
        agents: names of the running agents by slug; a candidate of another cannot be accepted.
    """
    latest = group.latest
    candidates = candidate_cards(group.candidates, agents)
    decided = group.state != GroupState.OPEN and latest is not None
    return {
        "group_id": str(group.id),
        "text": group.text or "Rows without a description",
        "also": group.also,
        "rows": count(group.rows),
        "quantities": [
            {
                "value": grouped(each["quantity"], 3),
                "exact": each["quantity"],
                "unit": f"{each['unit']} {each['basis']}",
            }
            for each in group.units
        ],
        "dimension": group.dimension,
        "region": group.region,
        "columns": sorted(group.attributes.items()),
        "start": group.start,
        "end": group.end,
        "state": group.state,
        "waits": group.state == GroupState.OPEN,
        "candidates": candidates,
        "decision": decision_row(latest) if decided and latest else None,
    }


def candidate_cards(candidates: Sequence[Mapping[str, Any]], agents: Mapping[str, str]) -> list[dict[str, Any]]:
    """The candidates of a group, what they would give in one unit."""
    known = [each["kilograms"] for each in candidates if each["kilograms"] is not None]
    shown = iter(masses(known))
    cards = [candidate_card(each, n, agents) for n, each in enumerate(candidates, start=1)]
    return [card | ({"gives": next(shown)} if card["gives"] else {}) for card in cards]


def candidate_card(candidate: Mapping[str, Any], number: int, agents: Mapping[str, str]) -> dict[str, Any]:
    """A candidate: what it is, what it would give, and why it is where it is."""
    runs = candidate["agent"] in agents
    refusal = candidate["refusal"] if runs else f"{candidate['agent_name']} does not run any more."
    return {
        "number": number,
        "key": candidate["key"],
        "title": candidate["title"],
        "agent": candidate["agent"],
        "agent_name": candidate["agent_name"],
        "scope": candidate["scope"],
        "edition": f"{candidate['edition_title']}, {candidate['year']}",
        "region": candidate["region_name"] or candidate["region"],
        "confidence": percent(candidate["confidence"]),
        "level": _level(candidate["confidence"]),
        "reasons": [reason for reason in candidate["reasons"] if reason["aspect"] != "kind"],
        "gives": mass(candidate["kilograms"]) if candidate["kilograms"] is not None else None,
        "refusal": refusal,
        "method": " ".join(filter(None, (candidate.get("method", ""), _rests_on(candidate)))),
        "lacks": candidate.get("lacks", ""),
        "against": against(candidate),
        "granted": granted(candidate),
        "can": runs and candidate["kilograms"] is not None,
        "citation": candidate["factor"].get("citation", ""),
        "figures": candidate["factor"].get("figures", ""),
        "says": [(name, value) for name, value in candidate["mapped"].items() if value is not None],
        "read": [name for name, value in candidate["mapped"].items() if value is None],
    }


def _rests_on(candidate: Mapping[str, Any]) -> str:
    """What a market-based figure rests on, in brackets."""
    rests_on = candidate.get("rests_on", "")
    return f"({rests_on})" if rests_on else ""


def decision_row(decision: FactorMapping) -> dict[str, Any]:
    """Who decided what, when and why."""
    candidate = decision.candidate
    return {
        "how": decision.get_how_display(),
        "earlier": decision.how == How.EARLIER,
        "left_out": decision.how == How.LEFT_OUT,
        "undone": decision.how == How.UNDONE,
        "agent": decision.agent,
        "title": candidate.get("title", ""),
        "agent_name": candidate.get("agent_name", ""),
        "edition": f"{candidate['edition_title']}, {candidate['year']}" if candidate else "",
        "region": candidate.get("region_name", ""),
        "gives": mass(candidate["kilograms"]) if candidate.get("kilograms") is not None else None,
        "granted": granted(candidate),
        "confidence": percent(candidate["confidence"]) if candidate else "",
        "reason": decision.reason,
        "rows": count(decision.rows),
        "by": decision.decided_by,
        "at": decision.decided_at,
    }


def state_tabs(counted: Mapping[str, Counted], state: str, path: str) -> list[dict[str, Any]]:
    """The three states with how much is in each."""
    return [
        {
            "label": label,
            "url": path if key == GroupState.OPEN else f"{path}?state={key}",
            "current": key == state,
            "groups": count(counted[key].groups),
            "rows": count(counted[key].rows),
        }
        for key, label in _TABS
    ]


def bulk_options(bulk: Bulk) -> dict[str, Any]:
    """Confidences with what each would accept, whether some of it needs a reason, and what waits in any case."""
    return {
        "choices": [
            {"value": each.confidence, "label": f"{percent(each.confidence)} and more: {_told(each.counted)}"}
            for each in bulk.choices
        ],
        "assuming": count(max((each.assuming for each in bulk.choices), default=0)),
        "doubtful": count(bulk.doubtful),
    }


def accepted_told(made: Counted, unexplained: int, doubtful: int) -> str:
    """What accepting together did, and what it left."""
    told = [f"{_told(made)} {'is' if made.groups == 1 else 'are'} mapped."]
    if unexplained:
        told.append(f"{_waiting(unexplained)} for a reason: their candidate takes something for granted.")
    if doubtful:
        told.append(f"{_waiting(doubtful)} to be decided one by one: something speaks against their candidate.")
    return " ".join([*told, "Run the agents to calculate."] if made.groups else told)


def _waiting(groups: int) -> str:
    return f"{count(groups)} group waits" if groups == 1 else f"{count(groups)} groups wait"


def _told(counted: Counted) -> str:
    groups = f"{count(counted.groups)} group{'' if counted.groups == 1 else 's'}"
    return f"{groups}, {count(counted.rows)} row{'' if counted.rows == 1 else 's'}"


def row_line(row: ActivityData) -> dict[str, Any]:
    """A row as its file has it."""
    return {
        "file": row.upload.filename,
        "row": row.row,
        "site": row.site.name,
        "start": row.start,
        "end": row.end,
        "text": row.description,
        "quantity": grouped(row.quantity, 3),
        "exact": row.quantity,
        "unit": f"{row.unit} {row.basis}".strip(),
    }


def percent(share: str) -> str:
    """ "94 %"."""
    return f"{Decimal(share) * 100:.0f} %"


def _level(confidence: str) -> str:
    value = Decimal(confidence)
    return "good" if value >= Decimal("0.8") else "fair" if value >= Decimal("0.5") else "poor"
