"""From figures to scores and from scores to the gate, by the written table."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from typing import Literal

from apps.evaluation.results import Evaluation
from apps.evaluation.score_table import BLOCKING, CONDITIONAL_FROM, PASS_FROM, TABLE, BlockingRule, DimensionRow
from greenlang.engine.numbers import canonical_number

Verdict = Literal["PASS", "CONDITIONAL", "FAIL"]
FULL_WEIGHT = 100
_SHOWN = Decimal("0.01")


@dataclass(frozen=True)
class GateDecision:
    """Whether an agent may go on.

    Attributes:
        score: over the measured weight, 0 to 100, cut (not rounded up) to two places: what is shown as 70
            has reached 70.
        provisional: not all twelve were measured; a pass then serves local deployment only.
        reasons: which rules failed it, or what is missing to a pass; empty for a pass.
    """

    verdict: Verdict
    score: Decimal
    measured_weight: int
    provisional: bool
    label: str
    reasons: tuple[str, ...]

    def as_document(self) -> dict[str, object]:
        """Canonical: numbers as strings."""
        return {
            "verdict": self.verdict,
            "score": canonical_number(self.score),
            "measured_weight": str(self.measured_weight),
            "provisional": self.provisional,
            "label": self.label,
            "reasons": list(self.reasons),
        }


def row(number: int) -> DimensionRow:
    """The table's row of a dimension, 1 to 12."""
    return TABLE[number - 1]


def score(number: int, figures: Mapping[str, Decimal]) -> Decimal:
    """The worst score among the dimension's criteria; each criterion needs its figure."""
    return min(criterion.score(figures[criterion.metric]) for criterion in row(number).criteria)


def gate(evaluation: Evaluation) -> GateDecision:
    """PASS from 70, CONDITIONAL from 60 to just below 70, else FAIL; a broken blocking rule always fails.

    The score is over the measured weight: what was not measured earns nothing and weighs nothing, and the
    decision says so by its label.
    """
    measured = [result for result in evaluation.dimensions if result.score is not None]
    weight = sum(result.weight for result in measured)
    earned = sum((result.weight * result.score for result in measured if result.score is not None), Decimal(0))
    reached = earned / weight if weight else Decimal(0)
    broken = [_breach(rule, evaluation) for rule in BLOCKING]
    reasons = [reason for reason in broken if reason]
    if reasons or reached < CONDITIONAL_FROM:
        verdict: Verdict = "FAIL"
    else:
        verdict = "PASS" if reached >= PASS_FROM else "CONDITIONAL"
    shown = reached.quantize(_SHOWN, rounding=ROUND_FLOOR)
    if reached < PASS_FROM:
        reasons.append(f"The score is {canonical_number(shown)}; {PASS_FROM} passes.")
    return GateDecision(
        verdict=verdict,
        score=shown,
        measured_weight=weight,
        provisional=weight < FULL_WEIGHT,
        label=f"provisional, {weight} of {FULL_WEIGHT} measured" if weight < FULL_WEIGHT else "",
        reasons=tuple(reasons),
    )


def _breach(rule: BlockingRule, evaluation: Evaluation) -> str:
    """Why the rule is broken; empty where it holds. What could not be measured does not hold."""
    result = evaluation.dimension(rule.number)
    criterion = next(item for item in row(rule.number).criteria if item.metric == rule.metric)
    if not result.measured:
        return f"{result.name} could not be measured: {result.reason_not_measured}"
    figure = result.figures.get(rule.metric)
    if figure is None:
        return f"{rule.rule} It could not be shown."
    if criterion.score(figure) < FULL_WEIGHT:
        return f"Broken rule: “{rule.rule}” Measured: {rule.metric} {canonical_number(figure)} {criterion.unit}."
    return ""
