"""The topics of the disclosures, one form each: what they are about, and who asks for them.

Pure. Between them they have every member of `Disclosures` once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic. ``asked_by``: the standards that ask for it, as a reader names them."""

    id: str
    title: str
    told: str
    asked_by: str
    members: tuple[str, ...]


TOPICS: Final = (
    Topic(
        "organisation",
        "Organisation and boundary",
        "Who reports, to whom, and what for.",
        "ISO 14064-1 9.3.1 a, b and e; GHG Protocol Corporate Standard, chapters 4 and 9",
        ("description", "responsible", "contact", "purpose", "intended_users", "significance_criteria"),
    ),
    Topic(
        "exclusions",
        "Exclusions and limits",
        "What is left out of the inventory although it belongs to the organisation, each with its reason.",
        "GHG Protocol Corporate Standard, chapter 9; ISO 14064-1 9.3.1 i",
        ("exclusions", "no_exclusions", "limits_text"),
    ),
    Topic(
        "scope2",
        "Scope 2 by the market",
        "Certificates and contracts for bought energy, that there are none, or why the method does not apply.",
        "GHG Protocol Scope 2 Guidance, chapters 6 and 7; ESRS E1-6, AR 45",
        ("no_instruments", "instruments_text", "market_method_text"),
    ),
    Topic(
        "scope3",
        "Scope 3 categories",
        "Of each of the fifteen categories: in, left out, or not applicable, with the reason and the method.",
        "GHG Protocol Scope 3 Standard, chapter 11; ESRS E1-6, AR 46",
        ("scope3",),
    ),
    Topic(
        "biogenic",
        "Biogenic carbon and removals",
        "Reported beside the scopes, never in them.",
        "ISO 14064-1 9.3.1 g and h; GHG Protocol Corporate Standard, chapter 9; ESRS E1-6, AR 43 to 46",
        ("biogenic_text", "removals_kg", "removals_text"),
    ),
    Topic(
        "credits",
        "Carbon credits",
        "Credits that were cancelled. They are reported apart and never taken from an emission.",
        "GHG Protocol Corporate Standard, chapter 9; ESRS E1-7",
        ("credits_kg", "credits_text"),
    ),
    Topic(
        "revenue",
        "Net revenue",
        "What intensities are measured by, and how it agrees with the financial statements.",
        "ESRS E1-5 and E1-6, paragraphs 40 to 43 and 53 to 55; SECR (an intensity ratio)",
        ("revenue", "high_impact", "no_high_impact"),
    ),
    Topic(
        "ets",
        "Emission trading",
        "The part of scope 1 that falls under a regulated emission trading scheme.",
        "ESRS E1-6, paragraph 48 b",
        ("ets_percent",),
    ),
    Topic(
        "energy",
        "Energy",
        "What bought electricity and heat were made of, and what was done to use less.",
        "ESRS E1-5, paragraphs 37 and 39; SECR (energy efficiency)",
        ("purchased_energy", "energy_production", "no_energy_production", "energy_efficiency_text"),
    ),
    Topic(
        "base-year",
        "Base year",
        "Why that year, when it is recalculated, and what makes years hard to compare.",
        "GHG Protocol Corporate Standard, chapters 5 and 9; ISO 14064-1 9.3.1 k and l; ESRS E1-6, paragraph 47",
        ("base_year_rationale", "recalculation_policy", "significant_changes"),
    ),
    Topic(
        "methods",
        "Methods",
        "Why these methods and factors, and what changed in them.",
        "ISO 14064-1 9.3.1 m, n and t; ESRS E1-6, AR 39; GHG Protocol Scope 2 Guidance, chapter 7",
        ("method_reasons", "method_changes", "gwp_text", "scope2_goal_method"),
    ),
    Topic(
        "uncertainty",
        "Uncertainty and quality",
        "How far off the figures may be, and how good the data are.",
        "ISO 14064-1 9.3.1 p and q; GHG Protocol Scope 3 Standard, chapter 11",
        ("uncertainty", "quality_text"),
    ),
    Topic(
        "targets",
        "Targets and actions",
        "What the organisation means to reach, and what it does for it.",
        "ESRS E1-3 and E1-4; SECR (energy efficiency)",
        ("targets", "no_targets", "actions"),
    ),
    Topic(
        "assurance",
        "Assurance",
        "Who verified the inventory, or that nobody did.",
        "ISO 14064-1 9.3.1 s; GHG Protocol Corporate Standard, chapter 10",
        ("assurance", "no_assurance"),
    ),
)

TOPIC_OF: Final[Mapping[str, Topic]] = {member: topic for topic in TOPICS for member in topic.members}
"""The topic of a member of `Disclosures`."""

OF_ITS_YEAR: Final = frozenset(
    {
        "no_instruments",
        "instruments_text",
        "removals_kg",
        "credits_kg",
        "credits_text",
        "ets_percent",
        "purchased_energy",
        "energy_production",
        "no_energy_production",
        "energy_efficiency_text",
        "revenue",
        "high_impact",
        "significant_changes",
        "method_changes",
        "assurance",
        "no_assurance",
    }
)
"""Members that are true of one period only, and therefore not carried over to the next."""


def of_topic(topic: Topic, said: Mapping[str, Any]) -> dict[str, Any]:
    """What was said about one topic."""
    return {member: said[member] for member in topic.members if member in said}


def carried_over(said: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """What the period before adds to what is said: members nobody has said yet that are not of one year only.

    Of a scope 3 category the answer and the method carry over, the part from suppliers' data does not.
    """
    added = {name: value for name, value in before.items() if name not in said and name not in OF_ITS_YEAR}
    added = {name: value for name, value in added.items() if not _contradicts(name, said)}
    if "scope3" in added:
        added["scope3"] = [
            {name: value for name, value in answer.items() if name != "primary_percent"} for answer in added["scope3"]
        ]
    return added


def _contradicts(name: str, said: Mapping[str, Any]) -> bool:
    return (name.removeprefix("no_") if name.startswith("no_") else f"no_{name}") in said
