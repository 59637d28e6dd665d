"""Edition impact: what a change of edition, GWP set or method does to a period, split exactly, the past untouched."""

from apps.calculations.accounting.impact.bridge import RecipeSum, SourceSums, source_effects
from apps.calculations.accounting.impact.effects import (
    ORDER,
    Effect,
    Effects,
    decomposed,
)
from apps.calculations.accounting.impact.lines import ImpactLine, LineImpact, impact_of, impacts
from apps.calculations.accounting.impact.report import ImpactReport
from apps.calculations.accounting.impact.states import LineState, line_state

__all__ = [
    "ORDER",
    "Effect",
    "Effects",
    "ImpactLine",
    "ImpactReport",
    "LineImpact",
    "LineState",
    "RecipeSum",
    "SourceSums",
    "decomposed",
    "impact_of",
    "impacts",
    "line_state",
    "source_effects",
]
