"""Facts are the datapoints, by the edition that the period's end asks for; what is not known is no fact."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from apps.reports.datapoints import datapoints_of
from apps.reports.errors import XbrlUnavailable
from apps.reports.xbrl.facts import xbrl_report
from apps.reports.xbrl.mapping import mapping_for, mappings_of, standards, unit_rules
from tests.reports.samples import year_of_lines
from tests.reports.xbrl.reports import full_report, full_snapshot, the_mapping

FACTS = {"esrs": 43, "vsme": 15, "ifrs-s2": 4}
"""How many facts a period has in which nothing is lacking: one that goes missing is seen."""


@pytest.mark.parametrize("standard", sorted(FACTS))
def test_every_row_of_a_mapping_is_a_fact_with_the_datapoint_s_number_and_decimals(standard: str) -> None:
    report, points = full_report(standard), datapoints_of(full_snapshot())
    assert len(report.facts) == len(report.mapping.facts) == FACTS[standard]
    for fact in report.facts:
        point = points[fact.id]
        shift = 2 if point.unit == "%" else 0
        assert fact.value * 10**shift == fact.shown == point.stated
        assert fact.decimals == point.decimals + shift
        assert -fact.decimals <= int(fact.value.as_tuple().exponent)


def test_units_are_those_of_the_registry_by_the_type_of_the_concept() -> None:
    measures = {fact.id: fact.measure for fact in full_report("esrs").facts}
    assert measures["scope-3-category-6"] == "utr:tCO2e"
    assert measures["energy-natural-gas"] == "utr:MWh"
    assert measures["revenue"] == "iso4217:EUR"
    assert measures["intensity-market"] == "utr:tCO2e/iso4217:EUR"
    assert measures["ets-percent"] == "xbrli:pure"


def test_what_nobody_calculated_or_said_is_no_fact() -> None:
    report = xbrl_report(full_snapshot(lines=year_of_lines(), disclosures={}), the_mapping("esrs"))
    assert {fact.id for fact in report.facts} == {
        "scope-1",
        "scope-2-location",
        "total-location",
        "gas-CO2",
        "gas-CH4",
        "gas-N2O",
    }
    assert "Biogenic CO2, outside the scopes" in report.untagged


def test_a_number_in_another_unit_than_the_standard_s_is_left_out() -> None:
    said = {"revenue": {"amount": "5", "currency": "Euro", "reconciliation": ""}}
    ids = {fact.id for fact in xbrl_report(full_snapshot(disclosures=said), the_mapping("esrs")).facts}
    assert ids.isdisjoint({"revenue", "intensity-location", "intensity-market"})


@pytest.mark.parametrize("lei", ["", "5493001KJTIIGC8Y1R13", "short", "5493001kjtiigc8y1r12"])
def test_without_a_legal_entity_identifier_it_is_refused_and_says_where_to_enter_it(lei: str) -> None:
    organisation = {"name": "Example Manufacturing, Inc."} | ({"lei": lei} if lei else {})
    with pytest.raises(XbrlUnavailable, match="Legal Entity Identifier") as caught:
        xbrl_report(full_snapshot(organisation=organisation), the_mapping("esrs"))
    assert caught.value.where == "organisation.lei"
    assert "under Settings, Organisation" in caught.value.mend


def test_a_period_without_a_number_of_the_standard_is_refused() -> None:
    with pytest.raises(XbrlUnavailable, match="No number"):
        xbrl_report(full_snapshot(lines=[], factors=[], disclosures={}), the_mapping("ifrs-s2"))


def test_the_last_day_of_the_period_chooses_the_edition() -> None:
    assert the_mapping("vsme", date(2025, 12, 30)).edition.id == "vsme-2025-07-30"
    assert the_mapping("vsme", date(2025, 12, 31)).edition.id == "vsme-2026-05-01"
    assert the_mapping("esrs", date(2026, 12, 31)).edition.id == "esrs-set1-2023-12-22"
    assert mapping_for("esrs", date(2027, 12, 31)) is None
    assert mapping_for("esrs", date(2020, 12, 31)) is None


@pytest.mark.parametrize("standard", sorted(FACTS))
def test_a_mapping_holds_together(standard: str) -> None:
    assert set(standards()) == set(FACTS)
    editions = mappings_of(standard)
    assert all(one.edition.ends < other.edition.starts for one, other in pairwise(editions))
    mapping = editions[-1]
    assert len({row.datapoint for row in mapping.facts}) == len(mapping.facts)
    assert {row.concept for row in mapping.facts} == set(mapping.types)
    assert set(mapping.types.values()) <= set(unit_rules())
    for row in mapping.facts:
        tables = [table for table in mapping.tables if row.concept in table.concepts]
        assert not row.members or any(row.members.keys() <= table.axes.keys() for table in tables)
        for axis, member in row.members.items():
            heads = {table.axes[axis][0] for table in tables if axis in table.axes}
            assert any(member in table.axes.get(axis, ()) for table in tables)
            assert member not in heads, "a default is never written"
    for each in mapping.sums:
        assert {each.total, *each.parts} <= set(mapping.types)


def test_the_eleventh_category_is_not_the_first_part_of_the_first() -> None:
    row = next(row for row in the_mapping("esrs").facts if row.datapoint == "scope-3-category-11")
    assert dict(row.members) == {"Scope3GHGEmissionsCategoryGHGProtocolAxis": "Category11UseOfSoldProductsMember"}


def test_stated_totals_add_up_within_their_rounding() -> None:
    values = {fact.id: fact.value for fact in full_report("vsme").facts}
    parts = values["scope-1"] + values["scope-2-location"] + values["scope-3"]
    assert abs(parts - values["total-location"]) <= Decimal("0.002")
