"""What an uncertainty calculation reports: the figures, and everything needed to make them again."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from apps.calculations.accounting.uncertainty.lines import GroupedLines
from greenlang.engine import canonical_number

Method = Literal["ipcc-approach-1", "monte-carlo"]
Distribution = Literal["normal", "lognormal"]
APPROACH_1_LIMIT = Decimal(60)
"""Percent: beyond a standard deviation of 30 % Approach 1 is only informative (IPCC 2006 Vol 1 Ch 3 §3.2.3.1)."""


@dataclass(frozen=True, slots=True)
class FactorInput:
    """One factor as both methods see it: its emissions in kg CO2e, and its half-range in percent."""

    factor_id: str
    emissions: Decimal
    percent: Decimal

    def as_document(self) -> dict[str, str]:
        """``{"factor_id", "emissions", "percent"}``."""
        emissions, percent = canonical_number(self.emissions), canonical_number(self.percent)
        return {"factor_id": self.factor_id, "emissions": emissions, "percent": percent}


@dataclass(frozen=True, slots=True)
class Contribution:
    """Percent of the variance of the total that a factor's error, or all activities, bring."""

    name: str
    percent_of_variance: Decimal


@dataclass(frozen=True, slots=True)
class UncertaintyReport:
    """The uncertainty of a total; a report, in no hash.

    Args:
        method: how it was worked out.
        total: kg CO2e of the quantified lines, exact.
        mean, low, high: kg CO2e; the 95 % range. Approach 1 has the total as its mean.
        half_range_percent: half of the range by the mean, in percent; None where the mean is zero.
        lines, sources, factors: what went in; lines of one source or factor are fully correlated in it.
        unquantified_lines, unquantified: lines without a known uncertainty and their kg CO2e, in no figure here.
        contributions: largest first.
        notes: what a reader must know.
        distribution, seed, draws, generator, library: of a simulation.
    """

    method: Method
    total: Decimal
    mean: Decimal
    low: Decimal
    high: Decimal
    half_range_percent: Decimal | None
    lines: int
    sources: int
    factors: tuple[FactorInput, ...]
    unquantified_lines: int
    unquantified: Decimal
    contributions: tuple[Contribution, ...] = ()
    notes: tuple[str, ...] = ()
    distribution: Distribution | None = None
    seed: int | None = None
    draws: int | None = None
    generator: str = ""
    library: str = ""

    def as_document(self) -> dict[str, object]:
        """Every figure as canonical text; what a simulation has only where it is one."""
        percent = self.half_range_percent
        document: dict[str, object] = {
            "method": self.method,
            **{name: canonical_number(getattr(self, name)) for name in ("total", "mean", "low", "high")},
            "half_range_percent": None if percent is None else canonical_number(percent),
            "lines": str(self.lines),
            "sources": str(self.sources),
            "factors": [factor.as_document() for factor in self.factors],
            "unquantified": {"lines": str(self.unquantified_lines), "co2e": canonical_number(self.unquantified)},
            "contributions": {part.name: canonical_number(part.percent_of_variance) for part in self.contributions},
            "notes": list(self.notes),
        }
        if self.method == "monte-carlo":
            document |= {
                "distribution": self.distribution,
                "seed": str(self.seed),
                "draws": str(self.draws),
                "generator": self.generator,
                "library": self.library,
            }
        return document


def factor_inputs(groups: GroupedLines) -> tuple[FactorInput, ...]:
    """The grouped factors, by id."""
    return tuple(FactorInput(name, groups.emissions[name], groups.percents[name]) for name in sorted(groups.emissions))


def notes_on(groups: GroupedLines) -> tuple[str, ...]:
    """What is outside the figures, or outside the method's assumptions."""
    notes = []
    if groups.unquantified_lines:
        left_out = canonical_number(groups.unquantified)
        notes.append(f"{groups.unquantified_lines} lines ({left_out} kg CO2e) have no known uncertainty: left out.")
    wide = sorted(name for name, percent in groups.percents.items() if percent > APPROACH_1_LIMIT)
    if wide:
        named = ", ".join(wide[:5]) + (f" and {len(wide) - 5} more" if len(wide) > 5 else "")
        notes.append(f"More than ±60 % ({named}): error propagation is only informative there.")
    return tuple(notes)
