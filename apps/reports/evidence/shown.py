"""The sections of a report, and which evidence each is made of.

The order is that of the standards' own lists of contents: GHG Protocol Corporate Standard chapter 9, ISO 14064-1 9.3.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Section:
    """A section. ``number``: ``1`` to ``21`` or the letter of an appendix; ``parts``: ids of `EVIDENCE`."""

    number: str
    anchor: str
    title: str
    parts: tuple[str, ...]

    @property
    def is_appendix(self) -> bool:
        """Whether it comes after the numbered ones."""
        return not self.number.isdigit()


SECTIONS: Final = (
    Section(
        "1",
        "cover",
        "About this report",
        ("entity", "lei", "period", "signed", "description", "responsible", "contact", "purpose", "intended_users"),
    ),
    Section("2", "organisational-boundary", "Organisational boundary", ("boundary", "exclusions")),
    Section(
        "3",
        "reporting-boundary",
        "Reporting boundary",
        ("scope3-list", "scope3-agrees", "scope3-reasons", "significance_criteria"),
    ),
    Section(
        "4",
        "summary",
        "Summary",
        (
            "scope-1",
            "scope-2-location",
            "scope-2-market",
            "scope-3",
            "total-location",
            "total-market",
            "prior-year",
            "base-figures",
            "base-figures-scope-3",
        ),
    ),
    Section("5", "gases", "Emissions by gas", ("gases", "gases-scope-1", "gases-scope-2")),
    Section(
        "6",
        "biogenic",
        "Biogenic carbon, removals and credits",
        ("biogenic-co2", "biogenic_text", "removals", "removals_text", "credits", "credits_text"),
    ),
    Section("7", "scope-3", "Scope 3 by category", ("scope-3-figures", "scope3-methods", "scope3-primary")),
    Section("8", "breakdowns", "Emissions by site, country, source and month", ("by-site", "by-country")),
    Section(
        "9",
        "esrs-e1-6",
        "Gross emissions as ESRS E1-6 sets them out",
        (
            "scope-1",
            "ets-percent",
            "scope-2-location",
            "scope-2-both",
            "scope-3",
            "total-location",
            "total-market",
            "controls",
            "base-table",
            "prior-table",
        ),
    ),
    Section(
        "10",
        "energy",
        "Energy",
        (
            "energy",
            "purchased_energy",
            "energy_production",
            "energy_efficiency_text",
            "united-kingdom",
            "secr-energy",
            "secr-split",
        ),
    ),
    Section(
        "11",
        "intensity",
        "Intensity",
        ("revenue", "intensity-location", "intensity-market", "high_impact", "energy-intensity"),
    ),
    Section(
        "12",
        "base-year",
        "Base year",
        ("base-year", "base_year_rationale", "recalculation_policy", "significant_changes", "restatement"),
    ),
    Section("13", "instruments", "Contractual instruments", ("instruments", "instruments_text")),
    Section(
        "14",
        "methods",
        "Methods and global warming potentials",
        ("methods", "gwp-set", "method_reasons", "method_changes", "gwp_text"),
    ),
    Section("15", "factors", "Factor register", ("factor-register",)),
    Section("16", "uncertainty", "Uncertainty", ("uncertainty", "uncertainty-range")),
    Section("17", "quality", "Data quality and gaps", ("quality-scores", "quality_text", "all-calculated")),
    Section("18", "limits", "Limits", ("limits",)),
    Section("19", "targets", "Targets and actions", ("targets", "actions", "scope2_goal_method")),
    Section("20", "assurance", "Assurance", ("assurance",)),
    Section("21", "conformity", "Statement of conformity", ("conformity",)),
    Section("A", "lines", "Every line", ("every-line",)),
    Section("B", "provenance", "Provenance", ("inputs", "ledger-verified")),
    Section("C", "datapoints", "Index of datapoints", ("datapoints",)),
)


def _homes() -> dict[str, Section]:
    homes: dict[str, Section] = {}
    for section in SECTIONS:
        for part in section.parts:
            homes.setdefault(part, section)
    return homes


SHOWN_IN: Final[Mapping[str, Section]] = _homes()
"""The section that shows a piece of evidence first, by the evidence's id."""
