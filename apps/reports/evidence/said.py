"""Evidence in what the preparer says."""

from collections.abc import Callable
from typing import Final

from apps.reports.evidence.reading import CATEGORIES, Evidence, Place, Reading

Holds = Callable[[Reading], bool | None]


def _either(*names: str) -> Holds:
    """Any of the members is there and not empty: a text, a list, a number, or a plain "there are none"."""
    return lambda reading: any(reading.said.get(name) for name in names)


def _text(name: str, what: str, place: Place, mend: str, holds: Holds | None = None) -> Evidence:
    return Evidence(name, what, mend, place, holds or _either(name))


def _where(applies: Callable[[Reading], bool], holds: Holds) -> Holds:
    return lambda reading: holds(reading) if applies(reading) else None


def _answered(reading: Reading) -> bool:
    return set(CATEGORIES) <= set(reading.answers)


def _out_with_reason(reading: Reading) -> bool:
    out = [answer for answer in reading.answers.values() if answer["standing"] != "included"]
    return _answered(reading) and all(answer["reason"].strip() for answer in out)


def _of_included(name: str) -> Holds:
    return lambda reading: all(answer.get(name) for answer in reading.included) if reading.included else None


def _has_biogenic(reading: Reading) -> bool:
    return reading.snapshot["totals"]["co2_biogenic_kg"] != "0" or "removals_kg" in reading.said


def _has_purchased(reading: Reading) -> bool:
    return reading.has_scope("2-location")


def _has_earlier(reading: Reading) -> bool:
    return bool(reading.snapshot.get("comparatives"))


def _has_targets(reading: Reading) -> bool:
    return bool(reading.said.get("targets"))


def _has_credits(reading: Reading) -> bool:
    return reading.said.get("credits_kg", "0") != "0"


def _has_removals(reading: Reading) -> bool:
    return reading.said.get("removals_kg", "0") != "0"


def _older_gwp(reading: Reading) -> bool:
    return not reading.snapshot["gwp_set"].startswith("AR6")


SAID: Final = (
    _text("description", "Description of the organisation", Place.ABOUT, "Say what the organisation does."),
    _text("responsible", "Who is responsible for the report", Place.ABOUT, "Name the person or the unit."),
    _text("contact", "Contact", Place.ABOUT, "Say whom a reader asks."),
    _text("purpose", "Purpose of the report", Place.ABOUT, "Say what the report is for."),
    _text("intended_users", "Who the report is for", Place.ABOUT, "Say who is meant to read it."),
    _text(
        "exclusions",
        "What is left out of the inventory, and why",
        Place.EXCLUSIONS,
        "List each exclusion with its reason, or say that there are none.",
        _either("exclusions", "no_exclusions"),
    ),
    _text(
        "significance_criteria",
        "How significant indirect emissions were told",
        Place.ABOUT,
        "Say by what criteria indirect emissions were judged significant.",
    ),
    _text(
        "instruments_text",
        "How the contractual instruments meet the quality criteria",
        Place.MARKET,
        "Say of the certificates and contracts that were used how they meet the quality criteria of scope 2.",
        _where(lambda reading: bool(reading.snapshot.get("instruments")), _either("instruments_text")),
    ),
    _text(
        "scope3-list",
        "Scope 3 categories, in or out",
        Place.CATEGORIES,
        "Say of each of the fifteen categories whether it is in, out or does not apply.",
        _answered,
    ),
    _text(
        "scope3-reasons",
        "Why scope 3 categories are left out",
        Place.CATEGORIES,
        "Give the reason for each category that is out or does not apply.",
        _out_with_reason,
    ),
    _text(
        "scope3-methods",
        "Method of each scope 3 category that is in",
        Place.CATEGORIES,
        "Say how each category that is in was calculated.",
        _of_included("method"),
    ),
    _text(
        "scope3-primary",
        "Part of each scope 3 category from suppliers’ data",
        Place.CATEGORIES,
        "Say the percentage of each category that is in; 0 where none of it was.",
        _of_included("primary_percent"),
    ),
    _text(
        "biogenic_text",
        "How biogenic emissions and removals are treated",
        Place.BIOGENIC,
        "Say how they were counted.",
        _where(_has_biogenic, _either("biogenic_text")),
    ),
    _text("removals", "Removals", Place.BIOGENIC, "Say the removals; 0 where there are none.", _either("removals_kg")),
    _text(
        "removals_text",
        "What the removals are",
        Place.BIOGENIC,
        "Say what removes them and how that is measured.",
        _where(_has_removals, _either("removals_text")),
    ),
    _text("credits", "Carbon credits", Place.CREDITS, "Say the credits cancelled; 0 if none.", _either("credits_kg")),
    _text(
        "credits_text",
        "What the carbon credits are",
        Place.CREDITS,
        "Say the standard, registry and vintage of the credits.",
        _where(_has_credits, _either("credits_text")),
    ),
    _text(
        "ets-percent",
        "Part of scope 1 under emission trading schemes",
        Place.ETS,
        "Say the percentage; 0 where none of it is.",
        _where(lambda reading: reading.has_scope("1"), _either("ets_percent")),
    ),
    _text(
        "purchased_energy",
        "What bought electricity and heat were made of",
        Place.ENERGY,
        "Say how much came from fossil, nuclear and renewable sources.",
        _where(_has_purchased, _either("purchased_energy")),
    ),
    _text(
        "energy_production",
        "Energy that was produced",
        Place.ENERGY,
        "Say how much renewable and other energy was produced, or that there was none.",
        _either("energy_production", "no_energy_production"),
    ),
    _text(
        "energy_efficiency_text",
        "What was done for energy efficiency",
        Place.ENERGY,
        "Describe the principal measures of the period, or say that there were none.",
    ),
    _text("revenue", "Net revenue, and how it agrees with the accounts", Place.REVENUE, "Say the net revenue."),
    _text(
        "high_impact",
        "Activities in high climate impact sectors",
        Place.REVENUE,
        "Name the sectors and their net revenue, or say that there are none.",
        _either("high_impact", "no_high_impact"),
    ),
    _text("base_year_rationale", "Why this base year", Place.BASE_YEAR, "Say why that year was chosen."),
    _text(
        "recalculation_policy",
        "When the base year is recalculated",
        Place.BASE_YEAR,
        "Say which changes lead to a recalculation, and from what threshold.",
    ),
    _text(
        "significant_changes",
        "What changed significantly, and what that means for comparisons",
        Place.BASE_YEAR,
        "Describe significant changes since the earlier periods, or say that there were none.",
        _where(_has_earlier, _either("significant_changes")),
    ),
    _text("method_reasons", "Why these methods", Place.METHODS, "Say why these methods and factors were chosen."),
    _text(
        "method_changes",
        "What changed in the methods",
        Place.METHODS,
        "Say what changed since the earlier periods, or that nothing did.",
        _where(_has_earlier, _either("method_changes")),
    ),
    _text(
        "gwp_text",
        "Why not the latest global warming potentials",
        Place.METHODS,
        "Say why potentials of an earlier assessment report were used.",
        _where(_older_gwp, _either("gwp_text")),
    ),
    _text(
        "scope2_goal_method",
        "Method of scope 2 that targets are measured by",
        Place.METHODS,
        "Say which of the two methods targets and progress are measured by.",
        _where(lambda reading: _has_targets(reading) and _has_purchased(reading), _either("scope2_goal_method")),
    ),
    _text(
        "uncertainty",
        "How uncertainty is known",
        Place.UNCERTAINTY,
        "Say how the half ranges of activity data and of factors are known.",
        lambda reading: bool(reading.said.get("uncertainty", {}).get("basis", "").strip()),
    ),
    _text("quality_text", "Quality of the data", Place.UNCERTAINTY, "Describe the data’s quality and its gaps."),
    _text(
        "targets",
        "Targets",
        Place.TARGETS,
        "Enter the targets, or say that there are none.",
        _either("targets", "no_targets"),
    ),
    _text("actions", "Actions", Place.TARGETS, "Enter what is done to reach the targets."),
    _text(
        "assurance",
        "Assurance, or that the inventory is not verified",
        Place.ASSURANCE,
        "Enter who verified the inventory, or say that nobody did.",
        _either("assurance", "no_assurance"),
    ),
)
