"""The table, the gate, and the page written from them."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.evaluation.dimensions import DIMENSIONS
from apps.evaluation.quality_report import quality_report
from apps.evaluation.results import DimensionResult, Evaluation
from apps.evaluation.score_page import page
from apps.evaluation.score_table import BLOCKING, TABLE, Criterion
from apps.evaluation.scoring import gate, row
from greenlang.engine.canonical_json import canonical_json, sha256_of

PAGE = Path(__file__).resolve().parents[2] / "docs" / "quality-scores.md"
CRITERIA = [criterion for line in TABLE for criterion in line.criteria]
BEST = {"pass rate": Decimal(100), "high findings": Decimal(0)}


def evaluation(scores: dict[int, str], figures: dict[str, Decimal] | None = None) -> Evaluation:
    """An evaluation with these scores measured and the others not."""
    results = []
    for line in TABLE:
        score = Decimal(scores[line.number]) if line.number in scores else None
        known = {**BEST, **(figures or {})}
        results.append(
            DimensionResult(
                line.number, line.name, line.weight, score, line.criteria[0].metric, None, "", score is not None,
                "" if score is not None else "Not now.", known,
            )
        )  # fmt: skip
    return Evaluation("a", "1", tuple(results), {}, Decimal("0.5"))


def everything(score: str) -> dict[int, str]:
    return {line.number: score for line in TABLE}


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


def test_weights_are_the_design_s() -> None:
    assert [line.weight for line in TABLE] == [10, 10, 5, 5, 10, 15, 10, 5, 10, 5, 5, 10]
    assert [line.number for line in TABLE] == list(range(1, 13))
    assert [dimension.NUMBER for dimension in DIMENSIONS] == list(range(1, 13))


def test_each_row_and_rule_gives_its_reason() -> None:
    assert all(len(criterion.reason) > 30 for criterion in CRITERIA)
    assert all(rule.reason and rule.metric in {c.metric for c in row(rule.number).criteria} for rule in BLOCKING)


@pytest.mark.parametrize("criterion", CRITERIA, ids=lambda criterion: criterion.metric)
def test_a_curve_rises_or_falls_and_stays_within_0_and_100(criterion: Criterion) -> None:
    figures = [Decimal(figure) for figure, _ in criterion.points]
    scores = [Decimal(score) for _, score in criterion.points]
    assert figures == sorted(set(figures))
    assert scores in (sorted(scores), sorted(scores, reverse=True))
    assert {min(scores), max(scores)} == {Decimal(0), Decimal(100)}


@given(st.sampled_from(CRITERIA), st.decimals(0, 1000, places=3), st.decimals(0, 1000, places=3))
def test_a_score_never_leaves_its_range_nor_turns(criterion: Criterion, one: Decimal, two: Decimal) -> None:
    low, high = sorted([one, two])
    scores = [criterion.score(low), criterion.score(high)]
    assert all(0 <= score <= 100 for score in scores)
    rising = Decimal(criterion.points[0][1]) < Decimal(criterion.points[-1][1])
    assert scores == sorted(scores, reverse=not rising)


@pytest.mark.parametrize(
    ("score", "verdict"),
    [("100", "PASS"), ("70", "PASS"), ("69.9999", "CONDITIONAL"), ("69.5", "CONDITIONAL"), ("60", "CONDITIONAL"),
     ("59.9999", "FAIL"), ("0", "FAIL")],
)  # fmt: skip
def test_the_gate_s_bounds(score: str, verdict: str) -> None:
    decision = gate(evaluation(everything(score)))
    assert (decision.verdict, decision.provisional, decision.label) == (verdict, False, "")


def test_a_shown_score_is_never_rounded_up_to_a_pass() -> None:
    assert gate(evaluation(everything("69.9999"))).score == Decimal("69.99")


def test_the_score_is_over_the_measured_weight() -> None:
    decision = gate(evaluation({1: "100", 6: "100", 7: "50"}))
    assert decision.score == Decimal("85.71")
    assert decision.label == "provisional, 35 of 100 measured"


def test_nothing_measured_fails() -> None:
    assert gate(evaluation({})).verdict == "FAIL"


@pytest.mark.parametrize("figures", [{"pass rate": Decimal("99.9999")}, {"high findings": Decimal(1)}])
def test_a_blocking_rule_fails_whatever_the_score(figures: dict[str, Decimal]) -> None:
    decision = gate(evaluation(everything("100"), figures))
    assert decision.verdict == "FAIL"
    assert decision.score == 100
    assert decision.reasons


def test_what_could_not_be_measured_blocks_where_a_rule_needs_it() -> None:
    without_security = {number: "100" for number in range(1, 13) if number != 6}
    assert gate(evaluation(without_security)).verdict == "FAIL"


def test_the_report_names_the_pack_and_hashes_itself() -> None:
    subject = evaluation(everything("80"))
    report = quality_report(subject, gate(subject), "ab" * 32)
    assert report["pack_sha256"] == "ab" * 32
    rest = {key: value for key, value in report.items() if key != "report_hash"}
    assert report["report_hash"] == sha256_of(rest)
    assert canonical_json(report)
