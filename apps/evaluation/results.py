"""What an evaluation finds: plain values with one canonical document."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from greenlang.engine.numbers import canonical_number

Severity = Literal["high", "medium", "low", "note"]


@dataclass(frozen=True)
class Finding:
    """One piece of evidence: where, which rule of which instrument, what it says.

    Attributes:
        file: path in the pack; empty where it concerns the whole.
        line: 1-based; 0 where it has none.
        source: instrument and rule, ``bandit B102``, ``pytest``, ``allow-list import``.
    """

    severity: Severity
    source: str
    message: str
    file: str = ""
    line: int = 0

    def as_document(self) -> dict[str, str]:
        """Every field as text."""
        return {
            "severity": self.severity,
            "source": self.source,
            "message": self.message,
            "file": self.file,
            "line": str(self.line) if self.line else "",
        }


@dataclass(frozen=True)
class DimensionResult:
    """One of the twelve dimensions.

    Attributes:
        score: 0 to 100; nothing where it was not measured.
        metric, value, unit: the figure the dimension is known by.
        figures: every figure the score came from, by metric.
        reason_not_measured: empty where it was measured.
    """

    number: int
    name: str
    weight: int
    score: Decimal | None
    metric: str
    value: Decimal | None
    unit: str
    measured: bool
    reason_not_measured: str = ""
    figures: Mapping[str, Decimal] = field(default_factory=dict)
    evidence: tuple[Finding, ...] = ()

    def as_document(self) -> dict[str, object]:
        """Canonical: numbers as strings, absent ones as null."""
        return {
            "number": str(self.number),
            "name": self.name,
            "weight": str(self.weight),
            "score": _number(self.score),
            "metric": self.metric,
            "value": _number(self.value),
            "unit": self.unit,
            "measured": self.measured,
            "reason_not_measured": self.reason_not_measured,
            "figures": {name: canonical_number(value) for name, value in sorted(self.figures.items())},
            "evidence": [finding.as_document() for finding in self.evidence],
        }


@dataclass(frozen=True)
class Evaluation:
    """All twelve dimensions of one agent, in order, and how they were measured.

    Attributes:
        conditions: what the figures depend on: isolation, Python, processor count, load, tool versions.
        depth: ``gate``, or ``deep`` where it was asked for.
    """

    agent_id: str
    version: str
    dimensions: tuple[DimensionResult, ...]
    conditions: Mapping[str, str]
    seconds: Decimal
    depth: str = "gate"

    def dimension(self, number: int) -> DimensionResult:
        """The dimension of that number, 1 to 12."""
        return self.dimensions[number - 1]

    @property
    def measured_weight(self) -> int:
        """Sum of the weights of what was measured, of 100."""
        return sum(result.weight for result in self.dimensions if result.measured)

    def as_document(self) -> dict[str, object]:
        """Canonical: numbers as strings."""
        return {
            "agent": {"id": self.agent_id, "version": self.version},
            "depth": self.depth,
            "conditions": dict(sorted(self.conditions.items())),
            "seconds": canonical_number(self.seconds),
            "measured_weight": str(self.measured_weight),
            "dimensions": [result.as_document() for result in self.dimensions],
        }


def _number(value: Decimal | None) -> str | None:
    return None if value is None else canonical_number(value)
