"""What is found in a period's data, and how much is at stake by whose lines."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.inventory.issues import DETECTORS, detect
from apps.inventory.issues.findings import Evidence, Finding, IssueKind
from apps.inventory.issues.lifecycle import IssueState, after_look
from apps.inventory.issues.survey import (
    Amount,
    FileAccount,
    KnownSite,
    Outlier,
    Source,
    Stretches,
    Survey,
    Uncalculated,
    Waiting,
)

START, END = date(2025, 1, 1), date(2025, 12, 31)
NORTH = KnownSite("n", "North", None, None)


def amount(
    kind: str = "energy", unit: str = "kWh", rows: int = 12, base: str = "1200", kilograms: str = "240"
) -> Amount:
    return Amount(kind, unit, rows, Decimal(base), Decimal(kilograms))


def source(key: str = "gas", **more: Any) -> Source:
    told: dict[str, Any] = {
        "site": "North", "site_id": "n", "text": "Gas", "rows": 12, "calculated": 12, "first": START, "last": END,
        "days": 365, "calculated_days": 365, "shortest": 28, "parallel": False, "amounts": (amount(),),
        "kilograms": Decimal(365),
    }  # fmt: skip
    return Source(key=key, **(told | more))


def survey(*sources: Source, **more: Any) -> Survey:
    told: dict[str, Any] = {"sources": {each.key: each for each in sources}, "sites": (NORTH,)}
    return Survey(start=START, end=END, until=more.pop("until", END), **(told | more))


def found(asked: Survey, kind: IssueKind) -> list[Finding]:
    return [finding for finding in detect(asked) if finding.kind == kind]


def only(asked: Survey, kind: IssueKind) -> Finding:
    (finding,) = found(asked, kind)
    return finding


def stretches(*shown: tuple[date, date]) -> tuple[Stretches, ...]:
    days = sum((last - first).days + 1 for first, last in shown)
    return (Stretches("gas", len(shown), days, shown),)


def test_a_whole_year_of_readings_has_no_issue() -> None:
    assert not list(detect(survey(source())))


def test_a_gap_is_worth_its_days_at_the_sources_daily_average() -> None:
    march = (date(2025, 3, 1), date(2025, 3, 31))
    finding = only(survey(source(), gaps=stretches(march)), IssueKind.GAP)
    assert (finding.kilograms, finding.title) == (Decimal(31), "Gas, North: 31 days without a reading")
    assert finding.evidence[0].text == "1 Mar 2025 to 31 Mar 2025, 31 days"
    assert "365.000 kg CO2e of 12 calculated rows over 365 days" in finding.how


def test_days_before_the_first_and_after_the_last_reading_are_gaps_while_the_site_is_open() -> None:
    late = source(first=date(2025, 2, 1), last=date(2025, 11, 30))
    assert only(survey(late), IssueKind.GAP).kilograms == Decimal(31 + 31)
    opened = KnownSite("n", "North", date(2025, 2, 1), date(2025, 11, 30))
    assert not found(survey(late, sites=(opened,)), IssueKind.GAP)
    assert only(survey(late, until=date(2025, 12, 10)), IssueKind.GAP).kilograms == Decimal(31 + 10)


def test_single_purchases_and_a_reading_a_day_late_are_no_gap() -> None:
    day = (date(2025, 3, 1), date(2025, 3, 1))
    assert not found(survey(source(), gaps=stretches(day)), IssueKind.GAP)
    assert not found(survey(source(shortest=1, first=date(2025, 6, 1))), IssueKind.GAP)


def test_what_stands_on_nothing_is_not_known_and_never_zero() -> None:
    unknown = source(calculated=0, calculated_days=0, kilograms=Decimal(0), last=date(2025, 6, 30))
    finding = only(survey(unknown), IssueKind.GAP)
    assert finding.kilograms is None
    assert "not known" in finding.how


def test_overlapping_readings_are_worth_the_days_that_count_twice() -> None:
    twice = stretches((date(2025, 5, 1), date(2025, 5, 10)))
    assert only(survey(source(), overlaps=twice), IssueKind.OVERLAP).kilograms == Decimal(10)
    assert not found(survey(source(parallel=True), overlaps=twice), IssueKind.OVERLAP), "several meters"


def test_a_site_without_data_is_worth_what_it_came_to_before() -> None:
    south = KnownSite("s", "South", None, date(2025, 6, 30))
    asked = survey(source(), sites=(NORTH, south))
    assert only(asked, IssueKind.NO_DATA).kilograms is None
    before = {"old": source("old", site="South", site_id="s", kilograms=Decimal(3660))}
    known = survey(source(), sites=(NORTH, south), before=before, before_days=366, before_name="2024")
    assert only(known, IssueKind.NO_DATA).kilograms == Decimal(1810), "181 days at 10 kg"
    gone = KnownSite("s", "South", None, date(2024, 12, 31))
    assert not found(survey(source(), sites=(NORTH, gone)), IssueKind.NO_DATA)


def test_units_of_two_kinds_are_worth_the_rows_of_the_rarer() -> None:
    mixed = source(amounts=(amount(), amount("volume", "m3", 1, "5", "17.5")))
    finding = only(survey(mixed), IssueKind.UNIT_KINDS)
    assert (finding.kilograms, finding.title) == (Decimal("17.5"), "Gas, North: in kWh and in m3")


@pytest.mark.parametrize(("ratio", "words"), [("1000", "1,000 times"), ("0.001", "a 1,000th of")])
def test_a_quantity_off_by_a_thousand(ratio: str, words: str) -> None:
    row = Outlier("gas", 1, Decimal(ratio), Decimal(999), (Evidence("50000 MWh", "bills.csv", 7, "u"),))
    finding = only(survey(source(), jumps=(row,)), IssueKind.JUMP)
    assert words in finding.title
    assert (finding.kilograms, finding.evidence[0].row) == (Decimal(999), 7)


def test_a_cost_out_of_line() -> None:
    row = Outlier("gas", 2, Decimal(4), None, (Evidence("cost 80 for 10 kWh"),))
    finding = only(survey(source(), costs=(row,)), IssueKind.COST)
    assert (finding.kilograms, finding.more) == (None, 1)


def test_a_change_against_last_year_is_worth_the_difference_at_last_years_average() -> None:
    before = {"gas": source(amounts=(amount(base="600"),), kilograms=Decimal(100))}
    asked = survey(source(), before=before, before_days=365, before_name="2024")
    finding = only(asked, IssueKind.YEAR)
    assert (finding.title, finding.kilograms) == ("Gas, North: +100 % against 2024", Decimal(265))
    same = {"gas": source(amounts=(amount(base="1100"),))}
    assert not found(survey(source(), before=same, before_days=365, before_name="2024"), IssueKind.YEAR)


def test_a_source_that_is_gone_is_worth_what_it_came_to() -> None:
    before = {"oil": source("oil", text="Oil", kilograms=Decimal(77)), "gas": source()}
    asked = survey(source(), before=before, before_days=365, before_name="2024")
    assert only(asked, IssueKind.YEAR).kilograms == Decimal(77)


def test_rows_without_a_factor_are_worth_what_the_best_candidate_gives() -> None:
    asked = survey(source(), waiting=(Waiting("g", "Erdgas", 3, Decimal(12)), Waiting("h", "Thing", 1, None)))
    assert [finding.kilograms for finding in found(asked, IssueKind.NO_FACTOR)] == [Decimal(12), None]


def test_rows_not_in_the_numbers_are_worth_what_others_of_the_source_come_to_for_a_unit() -> None:
    half = source(calculated=6, amounts=(amount(base="1200", kilograms="120"),))
    rows = (Evidence("100 kWh", "bills.csv", 3, "u"),)
    refused = Uncalculated("gas", 6, "energy", Decimal(600), "No such fuel.", rows)
    finding = only(survey(half, uncalculated=(refused,)), IssueKind.REFUSED)
    assert (finding.kilograms, finding.evidence[0].text) == (Decimal(120), "No such fuel.")
    waiting = Uncalculated("gas", 6, "energy", Decimal(600), "", rows)
    finding = only(survey(half, uncalculated=(waiting,)), IssueKind.NOT_CALCULATED)
    assert (finding.kilograms, finding.title) == (Decimal(120), "6 rows of 1 sources are not calculated yet")


def test_rejected_rows_are_worth_the_average_of_their_files_rows() -> None:
    files = (FileAccount("u", "bills.csv", 3, 4, Decimal(10), ()), FileAccount("v", "x.csv", 1, 0, Decimal(0), ()))
    asked = survey(source(), files=files)
    assert [finding.kilograms for finding in found(asked, IssueKind.REJECTED)] == [Decimal("7.5"), None]


def test_estimates_are_an_issue_from_a_tenth_of_the_emissions_on() -> None:
    much = source(estimated_rows=2, estimated_kilograms=Decimal(73))
    finding = only(survey(much), IssueKind.ESTIMATED)
    assert (finding.title, finding.kilograms) == ("20 % of the emissions rest on estimates", Decimal(73))
    assert not found(survey(source(estimated_rows=1, estimated_kilograms=Decimal(30))), IssueKind.ESTIMATED)


def test_what_keeps_rows_out_of_the_numbers_blocks_the_sign_off() -> None:
    assert {kind for kind in IssueKind if kind.blocks} == {"no-factor", "refused", "not-calculated", "rejected"}
    assert all(kind.label and kind.mend for kind in IssueKind)


@pytest.mark.parametrize(
    ("before", "is_found", "after"),
    [
        ("open", True, "open"),
        ("open", False, "resolved"),
        ("resolved", True, "open"),
        ("resolved", False, "resolved"),
        ("accepted", True, "accepted"),
        ("accepted", False, "resolved"),
    ],
)
def test_what_a_look_does_to_a_known_issue(before: str, is_found: bool, after: str) -> None:
    assert after_look(IssueState(before), found=is_found) == after


dates = st.dates(START, END)
amounts = st.builds(
    Amount,
    st.sampled_from(["energy", "volume"]),
    st.just("kWh"),
    st.integers(1, 50),
    st.decimals(0, 10**9, allow_nan=False, places=3),
    st.decimals(0, 10**9, allow_nan=False, places=3),
)


@st.composite
def sources(draw: st.DrawFn, key: str) -> Source:
    first, last = sorted((draw(dates), draw(dates)))
    rows = draw(st.integers(1, 50))
    calculated = draw(st.integers(0, rows))
    return source(
        key, first=first, last=last, rows=rows, calculated=calculated, shortest=draw(st.integers(1, 31)),
        calculated_days=calculated, amounts=tuple(draw(st.lists(amounts, min_size=1, max_size=2))),
        kilograms=Decimal(draw(st.integers(0, 10**6))) if calculated else Decimal(0),
    )  # fmt: skip


@settings(max_examples=60)
@given(st.lists(sources("a") | sources("b"), max_size=2), st.lists(sources("a") | sources("c"), max_size=2))
def test_each_finding_has_a_key_of_its_own_a_reason_and_a_stake_that_is_no_debt(
    now: Iterable[Source], then: Iterable[Source]
) -> None:
    asked = survey(*now, before={each.key: each for each in then}, before_days=366, before_name="2024")
    findings = list(detect(asked))
    assert len({finding.key for finding in findings}) == len(findings)
    assert all(finding.how and finding.title for finding in findings)
    assert all(finding.kilograms is None or finding.kilograms >= 0 for finding in findings)
    assert findings == [finding for detector in DETECTORS for finding in detector(asked)]
