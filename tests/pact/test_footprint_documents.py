"""A footprint is read strictly: what PACT's data model has, and nothing beside it."""

from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.pact.criteria import Criteria, criteria_of
from apps.pact.documents import footprint_read
from apps.pact.events import CREATED, FULFILLED, PUBLISHED, REJECTED, event_read
from greenlang.errors import InvalidInput
from tests.pact.data_model import DECIMAL
from tests.pact.samples import PRODUCT, footprint

EVENT = {"specversion": "1.0", "id": "e1", "source": "https://partner.example/3/events", "time": "2026-01-31T12:00:00Z"}
ID = "3a6c14a7-4deb-498a-b5ea-16ce2535b576"


NAMES = st.sampled_from(["id", "pcf", "pfs", "productId", "validOn", "comment", "a/b", "status", "data"]) | st.text()
JSON = st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from(["1e5", "urn:a:b", ID, "Active"])


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
        ({"pcf": {"pcfExcludingBiogenicUptake": "1e"}}, "/pcf/pcfExcludingBiogenicUptake"),
        ({"pcf": {"pcfExcludingBiogenicUptake": "1e99"}}, "/pcf/pcfExcludingBiogenicUptake"),
        ({"pcf": {"pcfExcludingBiogenicUptake": "NaN"}}, "/pcf/pcfExcludingBiogenicUptake"),
        ({"a/b~c": 1}, "/a~1b~0c"),
        ({"validityPeriodStart": "2025-12-30T23:59:59Z", "validityPeriodEnd": "2026-12-31T00:00:00Z"}, "/"),
        ({"validityPeriodStart": "2026-01-01T00:00:00Z", "validityPeriodEnd": "2028-12-31T00:00:01Z"}, "/"),
        ({"validityPeriodStart": "2026-02-01T00:00:00Z", "validityPeriodEnd": "2026-01-01T00:00:00Z"}, "/"),
        ({"extensions": [{"dataSchema": "https://example.org/schema.json", "data": {}}]}, "/extensions/0/specVersion"),
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


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("1.2345e+6", "1234500"),
        ("-9876.5432102", "-9876.5432102"),
        ("+2.50", "2.50"),
        ("1E-7", "0.0000001"),
        ("-0.0", "0.0"),
        ("0e9", "0"),
    ],
)
def test_a_decimal_may_have_an_exponent_and_is_kept_without_as_the_same_number(said: str, kept: str) -> None:
    read = footprint_read(footprint(pcf={"pcfExcludingBiogenicUptake": said}))
    assert read.pcf.pcfExcludingBiogenicUptake == kept
    assert Decimal(kept) == Decimal(said)
    assert DECIMAL.fullmatch(kept)


def test_a_validity_period_may_reach_from_the_reference_period_s_end_to_three_years_after() -> None:
    whole = {"validityPeriodStart": "2025-12-31T00:00:00Z", "validityPeriodEnd": "2028-12-31T01:00:00+01:00"}
    read = footprint_read(footprint(**whole))
    assert (read.valid_from, read.valid_to) == (datetime(2025, 12, 31, tzinfo=UTC), datetime(2028, 12, 31, tzinfo=UTC))


@given(st.recursive(JSON, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5)))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_whatever_comes_is_taken_or_refused_by_its_place(document: Any) -> None:
    readers = (
        footprint_read,
        event_read,
        lambda found: event_read({**EVENT, "type": CREATED, "data": found}),
        lambda found: event_read({**EVENT, "type": FULFILLED, "data": {"requestEventId": "r", "pfs": found}}),
        lambda found: footprint_read(footprint(pcf={"dqi": found, "primaryDataShare": found, "verification": found})),
    )
    for read in readers:
        with suppress(InvalidInput):
            read(document)


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
        ({"time": None}, "/time"),
        ({"time": "yesterday"}, "/time"),
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
