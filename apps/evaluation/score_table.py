"""The one written table: how each metric becomes a score, and why. Data only; written before any agent was scored.

A criterion's points are joined by straight lines; beyond the first and last point the score stays. Where a
dimension has several criteria, the worst counts: a good figure must not hide a bad one. The same table is
rendered into ``docs/quality-scores.md``.
"""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise


@dataclass(frozen=True)
class Criterion:
    """One metric's way to a score.

    Attributes:
        points: (figure, score) by rising figure.
        reason: why these points.
    """

    metric: str
    unit: str
    points: tuple[tuple[str, str], ...]
    reason: str

    def score(self, figure: Decimal) -> Decimal:
        """0 to 100, linear between the points."""
        points = [(Decimal(x), Decimal(y)) for x, y in self.points]
        if figure <= points[0][0]:
            return points[0][1]
        for (x0, y0), (x1, y1) in pairwise(points):
            if figure <= x1:
                return y0 + (figure - x0) * (y1 - y0) / (x1 - x0)
        return points[-1][1]


@dataclass(frozen=True)
class DimensionRow:
    """One dimension of the design: number, name, weight, and its criteria, the leading one first."""

    number: int
    name: str
    weight: int
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True)
class BlockingRule:
    """A figure that fails the gate whatever the score: the criterion's score must be 100."""

    number: int
    metric: str
    rule: str
    reason: str


_SHARE = (("0", "0"), ("100", "100"))

TABLE: tuple[DimensionRow, ...] = (
    DimensionRow(
        1,
        "Functional Quality",
        10,
        (
            Criterion(
                "pass rate", "%", _SHARE,
                "The share of the agent's own tests that pass is the score. No test, or a suite that cannot "
                "be collected, is 0: nothing was shown to work.",
            ),
        ),
    ),
    DimensionRow(
        2,
        "Performance",
        10,
        (
            Criterion(
                "latency P95", "ms",
                (("1", "100"), ("5", "85"), ("10", "70"), ("50", "40"), ("100", "0")),
                "At 1 ms a batch partition of 1,000 rows takes one second; at 10 ms ten seconds, the least that "
                "passes; 50 ms is what the design gives the slowest cache tier; from 100 ms on the agent and "
                "not the database decides how long an answer takes.",
            ),
        ),
    ),
    DimensionRow(
        3,
        "Compatibility",
        5,
        (
            Criterion(
                "contract checks kept", "%",
                (("0", "0"), ("90", "50"), ("100", "100")),
                "Checks of the agent's contract against registered consumers and its earlier version. Each "
                "broken one stops a consumer, so one in ten costs half.",
            ),
        ),
    ),
    DimensionRow(
        4,
        "Usability",
        5,
        (
            Criterion(
                "interface checks passed", "%", _SHARE,
                "Each input and output described, named by the conventions, and each error saying where and "
                "how to mend it, counts the same.",
            ),
        ),
    ),
    DimensionRow(
        5,
        "Reliability",
        10,
        (
            Criterion(
                "faults answered", "%",
                (("50", "0"), ("90", "60"), ("100", "100")),
                "Of faults put into inputs and lookups, those answered by a named error and not by a number or a "
                "traceback. One in ten unanswered is below passing: a wrong number leaves no trace.",
            ),
            Criterion(
                "equal repetitions", "%",
                (("99", "0"), ("100", "100")),
                "The same input must give the same bytes each time; anything less is no calculation.",
            ),
            Criterion(
                "memory kept", "bytes a calculation",
                (("16", "100"), ("100", "50"), ("1000", "0")),
                "At 16 bytes a process of a million calculations keeps 16 MB, which nobody notices, and the count is "
                "no finer; at 100 it keeps 100 MB, as much as the process itself; at 1,000 a gigabyte, more than it "
                "is given.",
            ),
        ),
    ),
    DimensionRow(
        6,
        "Security",
        15,
        (
            Criterion(
                "high findings", "findings", (("0", "100"), ("1", "0")),
                "One is enough: a forbidden import, evaluated text, a shell, a source that cannot be examined.",
            ),
            Criterion(
                "medium findings", "findings", (("0", "100"), ("1", "75"), ("2", "50"), ("4", "0")),
                "One is a question for a reviewer and still passes; two no longer do.",
            ),
            Criterion(
                "low findings", "findings", (("0", "100"), ("10", "70"), ("40", "0")),
                "Hints, such as an assert that -O removes; ten are a habit.",
            ),
        ),
    ),
    DimensionRow(
        7,
        "Maintainability",
        10,
        (
            Criterion(
                "maintainability index", "points of 100",
                (("0", "0"), ("10", "40"), ("20", "70"), ("38", "85"), ("50", "100")),
                "Below 10 Radon calls a module hard to maintain, from 20 on maintainable, the least that passes. "
                "Coleman and Oman's 65 and 85 on the index's first scale of 171 are 38 and 50 on this one.",
            ),
            Criterion(
                "worst complexity", "paths",
                (("10", "100"), ("20", "70"), ("50", "0")),
                "McCabe's limit of 10 (NIST SP 500-235); up to 20 moderate, above 50 untestable.",
            ),
            Criterion(
                "standards findings", "findings",
                (("0", "100"), ("5", "70"), ("20", "0")),
                "Lines against the coding standard that generated agents keep without exception: undocumented, without "
                "types, unused, out of order, a known trap. A handful is a slip; twenty show that nobody looked.",
            ),
        ),
    ),
    DimensionRow(
        8,
        "Portability",
        5,
        (
            Criterion(
                "platform checks passed", "%", _SHARE,
                "Each check counts the same: it parses as the oldest supported Python, names no platform, is "
                "imported and calculates where there is only the standard library and the engine, and gives the same "
                "bytes in each process elsewhere.",
            ),
        ),
    ),
    DimensionRow(
        9,
        "Scalability",
        10,
        (
            Criterion(
                "throughput kept", "%",
                (("10", "0"), ("50", "70"), ("90", "100")),
                "The lowest throughput under 10 and 100 times the work and with four callers, beside that under "
                "the least load: an agent holds no state, so half is the least that passes and nine tenths is what "
                "noise leaves of the whole.",
            ),
        ),
    ),
    DimensionRow(
        10,
        "Interoperability",
        5,
        (
            Criterion(
                "interface conformity", "%",
                (("80", "0"), ("95", "70"), ("100", "100")),
                "Answers of its HTTP interface that match its own description. A client generated from the "
                "description fails on any other, so one in twenty is the most that passes.",
            ),
        ),
    ),
    DimensionRow(
        11,
        "Reusability",
        5,
        (
            Criterion(
                "shared components", "%",
                (("0", "0"), ("50", "70"), ("80", "100")),
                "Components taken from engine and method library among all it is made of. Some of an agent is "
                "always its own, so four fifths is the whole.",
            ),
        ),
    ),
    DimensionRow(
        12,
        "Testability",
        10,
        (
            Criterion(
                "coverage", "%", _SHARE,
                "Executed lines and branches of all there are, together. The share is the score: the gate's 70 "
                "then also is the least coverage that passes.",
            ),
            Criterion(
                "mutation score", "%",
                (("50", "0"), ("70", "70"), ("90", "100")),
                "Of small faults put into the agent one at a time, those on which a test fails. A suite that only runs "
                "the code and asserts nothing still stumbles over those that break it, so half is nothing; 70 is the "
                "gate's; nine in ten is what our own suites are held to, as some faults change nothing that matters.",
            ),
        ),
    ),
)  # fmt: skip

BLOCKING: tuple[BlockingRule, ...] = (
    BlockingRule(
        1, "pass rate", "Every test passes.",
        "A failing golden test means wrong numbers; no other merit outweighs that.",
    ),
    BlockingRule(
        6, "high findings", "No finding of high severity.",
        "Code that reaches outside its contract could change any other figure of this report.",
    ),
)  # fmt: skip

PASS_FROM = Decimal(70)
CONDITIONAL_FROM = Decimal(60)
