"""The best candidates of a group, each tried with the agent it is for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from apps.inventory.mapping.grouping import Group
from apps.inventory.mapping.judging import far_from_others, kind_of_market, scope2_method
from apps.inventory.mapping.offers import AgentOffer
from apps.inventory.mapping.ranking import Ranked, Ranker, Wanted
from apps.inventory.mapping.trials import Sample, Trial, Tried
from apps.inventory.models import MappingGroup
from greenlang.engine.numbers import canonical_number, exact_sum

SHOWN = 3
_TRIED = 12
_FOUND = 20


def candidates_of(group: Group, ranker: Ranker, trial: Trial) -> list[dict[str, Any]]:
    """The best three that can be calculated; where none can, the best one with the reason why not.

    What each would give is calculated by the agent's own formula for the group's total in each unit, on the day of its
    first row.
    """
    wanted = group.wanted
    rows = Rows(group.names, group.first.attributes, group.units, wanted.start or group.first.start)
    return _tried(ranker.rank(wanted, limit=_TRIED), rows, trial, SHOWN)


def candidates_searched(group: MappingGroup, text: str, ranker: Ranker, trial: Trial) -> list[dict[str, Any]]:
    """Candidates for a stored group by other words than its own."""
    return _tried(ranker.rank(wanted_of(group, text), limit=_FOUND), rows_of(group), trial, _FOUND)


@dataclass(frozen=True, slots=True)
class Rows:
    """What a trial needs of a group's rows."""

    names: Sequence[str]
    attributes: Mapping[str, str]
    units: Sequence[Mapping[str, str]]
    start: date


def rows_of(group: MappingGroup) -> Rows:
    """Of a stored group."""
    return Rows(group.names, group.attributes, group.units, group.start)


def wanted_of(group: MappingGroup, text: str) -> Wanted:
    """As a ranker is asked about a stored group."""
    first = max(group.units, key=lambda each: int(each["rows"]))
    return Wanted(text, first["unit"], first["basis"], group.region, group.scope, group.start)


def _tried(ranked: Sequence[Ranked], rows: Rows, trial: Trial, most: int) -> list[dict[str, Any]]:
    good: list[dict[str, Any]] = []
    refused: list[dict[str, Any]] = []
    for each in ranked:
        mapped = mapped_values(each, rows.names)
        tried = Tried(None, f"It is {each.refusal}.") if each.refusal else None
        tried = tried or tried_with(each.option.offer.agent, mapped, rows, trial)
        told = candidate_document(each, mapped, tried)
        (refused if told["kilograms"] is None else good).append(told)
        if len(good) == most:
            break
    return _judged(good) or refused[:1]


def _judged(candidates: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """With what must be said of each beside the others: results far away, and market-based figures that stand alone."""
    fitting = [each for each in candidates if not each["flags"]] or candidates
    beside = far_from_others([Decimal(each["kilograms"]) for each in fitting])
    for each, far in zip(fitting, beside, strict=True):
        each["flags"] += [far] if far else []
    located = any(each["method"] == "location-based" for each in candidates)
    for each in candidates:
        each["lacks"] = "location-based" if each["method"] == "market-based" and not located else ""
    return candidates


def mapped_values(ranked: Ranked, names: Iterable[str]) -> dict[str, str | None]:
    """What is noted in the rows: values by the agent's inputs; columns that it has no input for are taken as read."""
    return dict.fromkeys(set(names) - ranked.option.offer.inputs) | ranked.values


def tried_with(agent: str, mapped: Mapping[str, str | None], rows: Rows, trial: Trial) -> Tried:
    """What an agent makes of the rows' totals; refused where it refuses one of them."""
    found: list[Tried] = []
    for each in rows.units:
        sample = Sample(each["quantity"], each["unit"], each["basis"], rows.attributes, mapped, rows.start)
        found.append(trial(agent, sample))
        if found[-1].kilograms is None:
            return found[-1]
    kilograms = exact_sum(tried.kilograms for tried in found if tried.kilograms is not None)
    return Tried(kilograms, factor=found[0].factor if found else None)


def candidate_document(ranked: Ranked, mapped: dict[str, str | None], tried: Tried) -> dict[str, Any]:
    """A candidate as a group keeps it; numbers as text.

    ``assumes``: what accepting it takes for granted: another region or year, a heating value. ``flags``: what speaks
    against it, in words. ``method`` of scope 2, and ``lacks``: the method that no candidate has.
    """
    option = ranked.option
    return {
        "key": ranked.key,
        "agent": option.offer.agent,
        "agent_name": option.offer.name,
        "version": option.offer.version,
        "scope": option.offer.scope,
        "mapped": mapped,
        "title": option.published.name,
        "category": option.published.category,
        "edition": option.published.edition,
        "edition_title": option.published.edition_title,
        "year": option.published.year,
        "region": ranked.region,
        "region_name": option.published.regions[ranked.region],
        "confidence": f"{ranked.score:.2f}",
        "reasons": [{"aspect": r.aspect, "fit": r.fit, "text": r.text} for r in ranked.reasons],
        "kilograms": None if tried.kilograms is None else canonical_number(tried.kilograms),
        "refusal": tried.refusal,
        "factor": dict(tried.factor or {}),
        "method": scope2_method(option.published.category),
        "rests_on": kind_of_market(option.published.category),
        "assumes": [{"aspect": r.aspect, "text": r.text} for r in ranked.reasons if r.assumes],
        "flags": [r.text for r in ranked.reasons if r.aspect == "kind"],
        "lacks": "",
    }


def agents_of(offers: Iterable[AgentOffer]) -> frozenset[str]:
    """The agents that run."""
    return frozenset(offer.agent for offer in offers)


def best_of(candidates: Sequence[dict[str, Any]]) -> tuple[Decimal, Decimal | None]:
    """Confidence and kg CO2e of the first candidate; of one that cannot be calculated, no confidence."""
    if not candidates or candidates[0]["kilograms"] is None:
        return Decimal(0), None
    return Decimal(candidates[0]["confidence"]), Decimal(candidates[0]["kilograms"])
