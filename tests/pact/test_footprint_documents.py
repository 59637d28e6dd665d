"""A footprint is read strictly: what PACT's data model has, and nothing beside it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from apps.pact.criteria import Criteria, criteria_of
from apps.pact.documents import footprint_read
from apps.pact.events import CREATED, FULFILLED, PUBLISHED, REJECTED, event_read
from greenlang.errors import InvalidInput
from tests.pact.samples import PRODUCT, footprint

EVENT = {"specversion": "1.0", "id": "e1", "source": "https://partner.example/3/events", "time": "2026-01-31T12:00:00Z"}
ID = "3a6c14a7-4deb-498a-b5ea-16ce2535b576"


def test_a_footprint_is_kept_as_it_was_said() -> None:
    given = footprint(comment="Ethanol of 2025", pcf={"dqi": None, "primaryDataShare": "56.12"})
    assert footprint_read(given).as_document() == given


def test_without_a_validity_period_it_is_valid_for_three_years_from_the_reference_period_s_end() -> None:
    read = footprint_read(footprint())
    assert (read.valid_from, read.valid_to) == (datetime(2025, 12, 31, tzinfo=UTC), datetime(2028, 12, 31, tzinfo=UTC))
    leap = footprint_read(footprint(pcf={"referencePeriodEnd": "2028-02-29T00:00:00+00:00"}))
    assert leap.valid_to == datetime(2031, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"pcf": {"pcfExcludingBiogenicUptake": 5.14}}, "/pcf/pcfExcludingBiogenicUptake"),
        ({"pcf": {"pcfExcludingBiogenicUptake": "5,14"}}, "/pcf/pcfExcludingBiogenicUptake"),
        ({"pcf": {"pcfExcludingBiogenicUptake": "1e3"}}, "/pcf/pcfExcludingBiogenicUptake"),
        ({"pcf": {"declaredUnitAmount": "0"}}, "/pcf/declaredUnitAmount"),
        ({"pcf": {"biogenicCO2Uptake": "1"}}, "/pcf/biogenicCO2Uptake"),
        ({"pcf": {"declaredUnitOfMeasurement": "gallon"}}, "/pcf"),
        ({"pcf": {"geographyRegionOrSubregion": "Western Europe"}}, "/pcf"),
        ({"pcf": {"referencePeriodEnd": "2024-12-31T00:00:00Z"}}, "/pcf"),
        ({"pcf": {"referencePeriodEnd": "2025-12-31"}}, "/pcf/referencePeriodEnd"),
        ({"pcf": {"ipccCharacterizationFactors": []}}, "/pcf/ipccCharacterizationFactors"),
        ({"pcf": {"packagingEmissionsIncluded": False, "packagingGhgEmissions": "1"}}, "/pcf"),
        ({"pcf": {"exemptedEmissionsPercent": "101"}}, "/pcf/exemptedEmissionsPercent"),
        ({"pcf": {"fossilGhgEmission": "1"}}, "/pcf/fossilGhgEmission"),
        ({"productIds": ["4712345060507"]}, "/productIds/0"),
        ({"productIds": [PRODUCT, PRODUCT.upper()]}, "/productIds"),
        ({"companyName": ""}, "/companyName"),
        ({"validityPeriodStart": "2026-01-01T00:00:00Z"}, "/"),
        ({"status": "Active"}, "/"),
    ],
)
def test_what_is_not_in_the_data_model_is_refused_by_its_place(changes: dict[str, Any], pointer: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        footprint_read(footprint(**changes))
    assert refused.value.where == pointer


def test_criteria_are_named_in_any_case_and_values_of_one_are_alternatives() -> None:
    asked = {"productid": ["urn:A:1", "URN:a:1"], "validOn": ["2026-01-31T12:00:00 00:00"], "x-own-thing": ["1"]}
    found = criteria_of(asked)
    assert found == Criteria(product_ids=("urn:a:1",), valid_on=datetime(2026, 1, 31, 12, tzinfo=UTC))
    for wrong in ({"validOn": ["soon"]}, {"productId": [""]}, {"geography": [7]}, {"companyId": ["x"] * 101}):
        with pytest.raises(InvalidInput):
            criteria_of(wrong)


def test_an_event_says_what_its_kind_has_to_say() -> None:
    asked = event_read(
        {**EVENT, "type": CREATED, "data": {"productId": [PRODUCT], "geography": "DE", "comment": "2025"}}
    )
    assert (asked.criteria.product_ids, asked.criteria.geographies, asked.comment) == ((PRODUCT,), ("de",), "2025")
    answer = {"requestEventId": "r1", "pfs": [{"id": ID, "pcf": {}}]}
    assert event_read({**EVENT, "type": FULFILLED, "data": answer}).answers == "r1"
    refusal = {"requestEventId": "r1", "error": {"code": "NotFound", "message": "None"}}
    assert event_read({**EVENT, "type": REJECTED, "data": refusal}).answers == "r1"
    assert event_read({**EVENT, "type": PUBLISHED, "data": {"pfIds": [ID]}}).data == {"pfIds": [ID]}


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"specversion": "0.3"}, "/specversion"),
        ({"type": "org.wbcsd.pathfinder.ProductFootprint.Published.v1"}, "/type"),
        ({"id": ""}, "/id"),
        ({"source": None}, "/source"),
        ({"data": []}, "/data"),
        ({"data": {"pfIds": []}}, "/data/pfIds"),
        ({"data": {"pfIds": [PRODUCT]}}, "/data/pfIds/0"),
        ({"type": CREATED, "data": {"comment": "anything"}}, "/data"),
        ({"type": FULFILLED, "data": {"requestEventId": "r", "pfs": []}}, "/data/pfs"),
        ({"type": FULFILLED, "data": {"pfs": [{"id": ID, "pcf": {}}]}}, "/data/requestEventId"),
        ({"type": REJECTED, "data": {"requestEventId": "r"}}, "/data/error"),
    ],
)
def test_what_is_no_event_is_refused_by_its_place(changes: dict[str, Any], pointer: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        event_read({**EVENT, "type": PUBLISHED, "data": {"pfIds": [ID]}, **changes})
    assert refused.value.where == pointer
