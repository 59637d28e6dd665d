"""A report's sections say from the snapshot alone what of them is there, what is missing, and where it is mended."""

from typing import Any

import pytest

from apps.reports.evidence import EVIDENCE, SHOWN_IN
from apps.reports.sections import SECTIONS, SectionState, Standing, sections_of
from tests.reports.samples import CONTRACT, factors_of, line_of, sample_snapshot, year_of_lines


def states(**changes: Any) -> dict[str, SectionState]:
    return {state.section.number: state for state in sections_of(sample_snapshot(**changes))}


def missing(state: SectionState) -> set[str]:
    return {lack.what for lack in state.missing}


def test_twenty_one_sections_and_three_appendices_have_each_an_anchor_of_its_own() -> None:
    assert [section.number for section in SECTIONS] == [*(str(n) for n in range(1, 22)), "A", "B", "C"]
    assert len({section.anchor for section in SECTIONS}) == len(SECTIONS)
    assert [section.number for section in SECTIONS if section.is_appendix] == ["A", "B", "C"]


def test_every_piece_of_evidence_stands_in_a_section_and_says_how_it_is_mended() -> None:
    assert set(SHOWN_IN) == set(EVIDENCE)
    nothing = sample_snapshot(lines=year_of_lines()[:1], boundary=None, assumptions=[])
    for state in sections_of(nothing):
        assert all(lack.what and lack.mend for lack in state.missing)


def test_a_snapshot_of_before_there_was_anything_beside_the_lines_lists_what_it_lacks() -> None:
    found = states(boundary=None, assumptions=[])
    assert found["2"].standing == found["19"].standing == Standing.MISSING
    assert found["4"].standing == Standing.IN_PART
    assert missing(found["4"]) == {
        "Scope 2 emissions, market-based",
        "Scope 3 emissions",
        "Total emissions, market-based",
        "Figures of the base year",
    }
    assert found["5"].standing == found["15"].standing == found["A"].standing == Standing.COMPLETE


def test_what_an_inventory_has_no_need_of_is_not_missing() -> None:
    found = states()
    assert found["13"].standing == Standing.COMPLETE
    market = line_of(CONTRACT, site="North works", month=year_of_lines()[0]["start"], quantity="5", row=99)
    both = states(lines=[*year_of_lines(), market], factors=[*states_factors(), *factors_of((CONTRACT,))])
    assert missing(both["13"]) == {"Contractual instruments of the market-based method"}


def states_factors() -> list[dict[str, Any]]:
    return [dict(row) for row in sample_snapshot()["factors"]]


@pytest.mark.parametrize(
    ("said", "number", "standing"),
    [
        ({"no_exclusions": True}, "2", Standing.COMPLETE),
        ({"no_exclusions": False}, "2", Standing.IN_PART),
        ({"exclusions": [{"what": "The staff canteen", "reason": "Below one in a thousand"}]}, "2", Standing.COMPLETE),
        ({"no_assurance": True}, "20", Standing.COMPLETE),
        ({"no_targets": True}, "19", Standing.IN_PART),
    ],
)
def test_what_the_preparer_says_fills_a_section(said: dict[str, Any], number: str, standing: Standing) -> None:
    assert states(disclosures=said)[number].standing == standing


def test_a_category_that_is_said_to_be_in_wants_a_figure_a_method_and_its_primary_data() -> None:
    answers: list[dict[str, Any]] = [
        {"category": str(number), "standing": "not applicable", "reason": "No such activity"} for number in range(1, 16)
    ]
    assert missing(states(disclosures={"scope3": answers})["3"]) == {"How significant indirect emissions were told"}
    assert states(disclosures={"scope3": answers})["7"].standing == Standing.COMPLETE
    answers[5] = {"category": "6", "standing": "included", "reason": ""}
    found = states(disclosures={"scope3": answers})["7"]
    assert (found.standing, len(found.missing)) == (Standing.MISSING, 3)
