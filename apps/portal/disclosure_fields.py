"""What is asked about each topic of the disclosures, in plain words: fields, groups of fields and rows of fields.

Pure data; `apps.portal.disclosure_forms` makes a form of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from apps.reports.disclosing.rules import LEVELS, METHODS, STANDINGS


class Kind(StrEnum):
    """How something is typed."""

    TEXT = "text"
    LINE = "line"
    NUMBER = "number"
    TONNES = "tonnes"
    DAY = "day"
    FLAG = "flag"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that is asked. ``member``: of `Disclosures` or, within a group, of it."""

    member: str
    label: str
    help: str = ""
    kind: Kind = Kind.TEXT
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Several things that belong together; all empty: nothing was said. ``may_lack``: members left out where empty."""

    member: str
    title: str
    help: str
    asks: tuple[Ask, ...]
    may_lack: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Rows:
    """A list of groups; a row that is all empty is none. ``noun``: what a row is called."""

    member: str
    title: str
    help: str
    noun: str
    asks: tuple[Ask, ...]
    may_lack: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Categories:
    """The fifteen scope 3 categories, each with the same questions."""

    member: str
    help: str
    asks: tuple[Ask, ...]
    may_lack: frozenset[str] = frozenset()


Part = Ask | Group | Rows | Categories

_STANDING_WORDS = {"included": "In", "excluded": "Left out", "not applicable": "Not applicable"}
_METHOD_WORDS = {"location": "Location-based", "market": "Market-based"}


def _choices(values: tuple[str, ...], words: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return (("", "Not said yet"), *((value, words.get(value, value.capitalize())) for value in values))


def _number(member: str, label: str, help_: str = "") -> Ask:
    return Ask(member, label, help_, Kind.NUMBER)


def _line(member: str, label: str, help_: str = "") -> Ask:
    return Ask(member, label, help_, Kind.LINE)


def _none(member: str, label: str) -> Ask:
    return Ask(member, label, "", Kind.FLAG)


_CURRENCY: Final = _line("currency", "Currency", "Three letters: EUR, GBP, USD.")

PARTS: Final[Mapping[str, tuple[Part, ...]]] = {
    "organisation": (
        Ask("description", "What the organisation does", "Its business, its sites, and how many work there."),
        _line("responsible", "Responsible for the report", "A person or a unit: “Head of finance”."),
        _line("contact", "Contact", "Whom a reader asks: a name, an address, a telephone number."),
        Ask("purpose", "What the report is for", "An annual report, a tender, a target, a scheme."),
        Ask("intended_users", "Who is meant to read it", "Investors, customers, an authority, the board."),
        Ask(
            "significance_criteria",
            "How significant indirect emissions were told",
            "Such as size, influence, risk, what readers need, or what is usual in the sector.",
        ),
    ),
    "exclusions": (
        Rows(
            "exclusions",
            "Left out",
            "Sources, sites, operations or gases that belong in and are not.",
            "Exclusion",
            (_line("what", "What"), Ask("reason", "Why", "And how large it may be, where that is known.")),
        ),
        _none("no_exclusions", "Nothing is left out"),
        Ask("limits_text", "Other limits", "What a reader should know before relying on the figures."),
    ),
    "scope2": (
        _none("no_instruments", "No certificate or contract for energy was bought"),
        Ask(
            "instruments_text",
            "How the instruments meet the quality criteria",
            "Of those on the scope 2 board: tracked, cancelled for this organisation, of the same market and year.",
        ),
        Ask(
            "market_method_text",
            "Why the market-based method does not apply",
            "Only where no site is in a market with certificates or contracts; ESRS E1 asks for a figure all the same.",
        ),
    ),
    "scope3": (
        Categories(
            "scope3",
            "A category that is not in needs its reason; one that is in, its method (spend, distance, supplier’s own) "
            "and the percentage of its figure that comes from suppliers’ or other partners’ own data.",
            (
                Ask("standing", "Standing", "", Kind.CHOICE, _choices(STANDINGS, _STANDING_WORDS)),
                _line("reason", "Reason"),
                _line("method", "Method"),
                _number("primary_percent", "From suppliers, %"),
            ),
            frozenset({"method", "primary_percent"}),
        ),
    ),
    "biogenic": (
        Ask("biogenic_text", "How biogenic carbon is treated", "Which fuels and materials, and what was counted."),
        Ask("removals_kg", "Removals, t CO2e", "By sinks of the organisation. 0 where there are none.", Kind.TONNES),
        Ask(
            "removals_text",
            "What removes it",
            "Forest, soil, technology; how it is measured and for how long it holds.",
        ),
    ),
    "credits": (
        Ask("credits_kg", "Credits cancelled, t CO2e", "In the period. 0 where there were none.", Kind.TONNES),
        Ask("credits_text", "Which credits", "Standard, registry, project, vintage and serial numbers."),
    ),
    "revenue": (
        Group(
            "revenue",
            "Net revenue of the period",
            "Of the entities within the boundary. Intensities are emissions by this number.",
            (
                _number("amount", "Amount", "The whole number, not thousands or millions: 12500000."),
                _CURRENCY,
                Ask(
                    "reconciliation",
                    "How it agrees with the accounts",
                    "The line or note it stands in, and differences.",
                ),
            ),
        ),
        Group(
            "high_impact",
            "Activities in high climate impact sectors",
            "NACE sections A to H and L, as Commission Delegated Regulation (EU) 2022/1288 names them.",
            (
                _line("sectors", "Sectors", "By name or NACE code."),
                _number("energy_mwh", "Energy they used, MWh"),
                _number("revenue", "Their net revenue"),
                _CURRENCY,
            ),
        ),
        _none("no_high_impact", "There are no activities in such sectors"),
    ),
    "ets": (
        _number("ets_percent", "Scope 1 under emission trading, %", "EU ETS, UK ETS or another scheme. 0 if none."),
    ),
    "energy": (
        Group(
            "purchased_energy",
            "What bought electricity, heat, steam and cooling were made of",
            "Together 100 %. Where it is not known, the mix of the grid or of the supplier.",
            (
                _number("fossil_percent", "Fossil, %"),
                _number("nuclear_percent", "Nuclear, %"),
                _number("renewable_percent", "Renewable, %"),
                _line("basis", "How that is known", "Supplier’s label, certificates, national mix of a year."),
            ),
        ),
        Group(
            "energy_production",
            "Energy that was produced",
            "By the organisation’s own plants, used or sold.",
            (_number("renewable_mwh", "Renewable, MWh"), _number("other_mwh", "Other, MWh")),
        ),
        _none("no_energy_production", "None was produced"),
        Ask("energy_efficiency_text", "What was done to use less energy", "Principal measures of the period."),
    ),
    "base-year": (
        Ask("base_year_rationale", "Why this base year", "The year itself is chosen with the boundary of the company."),
        Ask(
            "recalculation_policy",
            "When it is recalculated",
            "Which changes of structure, method or data lead to it, and from what threshold on.",
        ),
        Ask(
            "significant_changes",
            "What changed significantly",
            "Acquisitions, sales, outsourcing, errors found; and what years cannot be compared in.",
        ),
    ),
    "methods": (
        Ask(
            "method_reasons",
            "Why these methods and factors",
            "How they were chosen, and where better ones are missing.",
        ),
        Ask("method_changes", "What changed in the methods", "Since the earlier periods; “nothing” where nothing did."),
        Ask("gwp_text", "Why not the latest warming potentials", "Where potentials of an earlier report are used."),
        Ask(
            "scope2_goal_method",
            "Targets are measured by",
            "Which of the two methods of scope 2 targets and progress are measured by.",
            Kind.CHOICE,
            _choices(METHODS, _METHOD_WORDS),
        ),
    ),
    "uncertainty": (
        Group(
            "uncertainty",
            "How far off the figures may be",
            "Half of the range that holds the true value in 95 of 100 cases, in percent.",
            (
                _number("activity_percent", "Activity data, ± %"),
                _number("factor_percent", "Factors, ± %"),
                Ask("basis", "How that is known", "Meters’ classes, sources of the factors, judgement of whom."),
            ),
            frozenset({"activity_percent", "factor_percent"}),
        ),
        Ask("quality_text", "How good the data are", "Sources, gaps, estimates, and what is done to improve them."),
    ),
    "targets": (
        Rows(
            "targets",
            "Targets",
            "Reductions against a base year.",
            "Target",
            (
                _line("name", "Name"),
                _line("scopes", "Scopes", "“1 and 2, market-based”."),
                _line("base_year", "Base year", "Four digits."),
                _line("target_year", "Target year", "Four digits."),
                _number("reduction_percent", "Reduction, %"),
                Ask("text", "What else is to be said", "Interim milestones, validation, assumptions."),
            ),
        ),
        _none("no_targets", "There are no targets"),
        Rows(
            "actions",
            "Actions",
            "What is done to reach them.",
            "Action",
            (_line("what", "What"), Ask("effect", "What it brings", "Expected or reached, in words.")),
        ),
    ),
    "assurance": (
        Group(
            "assurance",
            "Verification by a third party",
            "Of this inventory.",
            (
                _line("provider", "Who verified it"),
                Ask("level", "Level", "", Kind.CHOICE, _choices(LEVELS, {})),
                _line("standard", "By which standard", "ISO 14064-3, ISAE 3410."),
                Ask("statement", "What they concluded"),
                Ask("on", "Date of the statement", "", Kind.DAY),
            ),
        ),
        _none("no_assurance", "Nobody verified this inventory"),
    ),
}
"""By topic, in the order in which it is asked."""
