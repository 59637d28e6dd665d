"""Impacts added up: by factor, by scope and over all; exact, and the same in any order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from apps.calculations.accounting.impact.effects import Effects
from apps.calculations.accounting.impact.lines import LineImpact
from greenlang.engine import canonical_number, exact_sum


@dataclass(slots=True)
class ImpactSum:
    """Lines added up: how many, kg CO2e before and after, and the effects between.

    A line that could not be calculated after the change is in none of these: whatever it would be, it is not known to
    be unchanged. It is counted in ``refused_lines``, with its kg CO2e of before in ``refused_before``.
    """

    lines: int = 0
    before: Decimal = Decimal(0)
    after: Decimal = Decimal(0)
    effects: Effects = field(default_factory=Effects)
    refused_lines: int = 0
    refused_before: Decimal = Decimal(0)

    def add(self, line: LineImpact) -> None:
        """Count one line."""
        if line.refused:
            self.refused_lines += 1
            self.refused_before = exact_sum((self.refused_before, line.before))
            return
        self.lines += 1
        self.before = exact_sum((self.before, line.before))
        self.after = exact_sum((self.after, line.after))
        self.effects = Effects.of((self.effects, line.effects))

    def as_document(self) -> dict[str, object]:
        """In canonical JSON's types."""
        return {
            "lines": str(self.lines),
            "before": canonical_number(self.before),
            "after": canonical_number(self.after),
            "effects": self.effects.as_document(),
            "refused_lines": str(self.refused_lines),
            "refused_before": canonical_number(self.refused_before),
        }


@dataclass(slots=True)
class ImpactReport:
    """The impact of a change on a period.

    Args:
        total, by_scope, by_factor: sums; a scope or factor without lines is not there.
        not_rebased: by line, why its factor could not take another GWP set.
        refused: by line, why it could not be calculated after the change; the sums show such lines apart.
    """

    total: ImpactSum = field(default_factory=ImpactSum)
    by_scope: dict[str, ImpactSum] = field(default_factory=dict)
    by_factor: dict[str, ImpactSum] = field(default_factory=dict)
    not_rebased: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)

    def add(self, line: LineImpact) -> None:
        """Count one line."""
        for kept in (
            self.total,
            self.by_scope.setdefault(line.scope, ImpactSum()),
            self.by_factor.setdefault(line.factor_id, ImpactSum()),
        ):
            kept.add(line)
        if line.not_rebased:
            self.not_rebased[line.id] = line.not_rebased
        if line.refused:
            self.refused[line.id] = line.refused

    @classmethod
    def of(cls, lines: Iterable[LineImpact]) -> "ImpactReport":
        """The report over lines."""
        report = cls()
        for line in lines:
            report.add(line)
        return report

    def passing(self, lines: Iterable[LineImpact]) -> Iterator[LineImpact]:
        """The same lines, counted as they pass: for whoever writes them out one by one."""
        for line in lines:
            self.add(line)
            yield line

    def as_document(self) -> dict[str, object]:
        """In canonical JSON's types, every mapping sorted."""
        return {
            "total": self.total.as_document(),
            "by_scope": {scope: self.by_scope[scope].as_document() for scope in sorted(self.by_scope)},
            "by_factor": {name: self.by_factor[name].as_document() for name in sorted(self.by_factor)},
            "not_rebased": dict(sorted(self.not_rebased.items())),
            "refused": dict(sorted(self.refused.items())),
        }
