"""Texts of a report: each figure is a reference; what is not known is not said; no number stands in a template."""

import re
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from apps.reports.datapoints import datapoints_of
from apps.reports.narrative import NAME, NAMES, figure_text, narrative_of, templates
from apps.reports.sections import SECTIONS
from tests.reports.samples import sample_snapshot
from tests.reports.test_checklists import BESIDE, EVERYTHING, filled

TERMS = re.compile(r"scope [123]\b|\{[^{}]*\}")
"""Names that have a digit in them and are no number."""


def test_no_number_stands_in_a_template() -> None:
    for template in templates():
        assert not re.search(r"\d", TERMS.sub("", template.text)), template
        assert template.references
        assert template.section in {section.number for section in SECTIONS}
        assert template.text.endswith(".")


def test_every_name_is_known() -> None:
    for template in templates():
        names = [each.removeprefix(NAME) for each in template.references if each.startswith(NAME)]
        assert set(names) <= set(NAMES)


def test_every_figure_of_every_sentence_is_the_datapoint_it_names() -> None:
    snapshot = filled()
    points = datapoints_of(snapshot)
    said = [sentence for sentences in narrative_of(snapshot).values() for sentence in sentences]
    assert said
    for sentence in said:
        assert all(points[point.id] == point for point in sentence.points)
        told = sentence.text
        for point in sentence.points:
            assert figure_text(point) in told
            told = told.replace(figure_text(point), "", 1)
        names = (snapshot["organisation"]["name"], snapshot["period"]["name"])
        for name in names:
            told = told.replace(name, "")
        assert not re.search(r"\d", TERMS.sub("", told)), sentence.text


def test_what_is_not_known_is_not_said() -> None:
    bare = {
        section: [each.text for each in sentences] for section, sentences in narrative_of(sample_snapshot()).items()
    }
    assert {"6", "9", "11"}.isdisjoint(bare)
    assert not any("market-based" in text or "value chain" in text for texts in bare.values() for text in texts)
    whole = narrative_of(sample_snapshot(disclosures=EVERYTHING | {"ets_percent": "12.5"}, **BESIDE))
    assert whole["9"][0].text == "Of scope 1 emissions, 12.50\u00a0% fall under a regulated emission trading scheme."
    assert "6" not in whole


@settings(max_examples=20)
@given(st.decimals(min_value=0, max_value=100, places=4))
def test_a_text_says_what_every_format_states(percent: Decimal) -> None:
    snapshot = sample_snapshot(disclosures={"ets_percent": f"{percent:f}"})
    point = datapoints_of(snapshot)["ets-percent"]
    assert f"{point.stated:,f}" in narrative_of(snapshot)["9"][0].text
