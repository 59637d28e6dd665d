"""A proposed factor obeys the catalogue's rules, and its id covers the tenant and everything it means."""

import uuid
from decimal import Decimal
from typing import Any

import pytest

from apps.calculations.catalogue.editions import FactorRow, FactorUse
from apps.calculations.catalogue.private import (
    InvalidPrivateFactor,
    overlaps,
    override_row,
    private_ef_cid,
    private_row,
)
from tests.calculations.catalogue.catalogue_samples import edition, row

TENANT = uuid.UUID(int=1)
GAS = {
    "category": "stationary-combustion",
    "activity": "refinery-gas",
    "region": "US",
    "gas": "CO2",
    "value": "48.1",
    "unit": "kg(CO2)/mmBtu(HHV)",
    "basis": "HHV",
}


def typed(**changes: str) -> FactorRow:
    return private_row(GAS | changes)


def test_a_proposal_is_a_row_of_the_catalogue() -> None:
    own = typed(valid_from="2025-01-01")
    assert (own.activity, own.value, own.unit) == ("refinery-gas", Decimal("48.1"), "kg(CO2)/mmBtu(HHV)")
    assert own.activity_name == "refinery-gas"


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"value": "NaN"}, "/value"),
        ({"value": "1e999999999"}, "/value"),
        ({"value": "-1"}, "/value"),
        ({"value": "NA"}, "/value"),
        ({"value": ""}, "/value"),
        ({"value": "1" * 5000}, "/value"),
        ({"unit": "kg/mmBtu"}, "/unit"),
        ({"unit": "kg(CH4)/mmBtu(HHV)"}, "/unit"),
        ({"unit": "kg(CO2)/ton"}, "/unit"),
        ({"category": "Not A Slug"}, "/category"),
        ({"region": "everywhere"}, "/region"),
        ({"gas": "CO3"}, "/gas"),
        ({"valid_from": "yesterday"}, "/valid_from"),
        ({"valid_from": "2025-02-01", "valid_to": "2025-01-01"}, "/valid_from"),
        ({"gas": "CO2e", "unit": "kg(CO2e)/mmBtu(HHV)"}, "/gwp_basis"),
        ({"activity": "x\x00y"}, "/activity"),
    ],
)
def test_a_proposal_that_breaks_a_rule_is_refused_with_its_place(changes: dict[str, str], pointer: str) -> None:
    with pytest.raises(InvalidPrivateFactor) as caught:
        typed(**changes)
    assert pointer in {error["pointer"] for error in caught.value.errors}
    assert len(str(caught.value)) < 1500


def identified(own: FactorRow, **changes: Any) -> str:
    values: dict[str, Any] = {
        "tenant_id": TENANT,
        "source": "Own laboratory",
        "citation": "Report 7",
        "overrides": "",
        "evidence_sha256": "sha256:" + "a" * 64,
    }
    return private_ef_cid(own, **(values | changes))


def test_the_id_covers_tenant_content_and_evidence() -> None:
    ids = [
        identified(typed()),
        identified(typed(), tenant_id=uuid.UUID(int=2)),
        identified(typed(value="48.2")),
        identified(typed(unit="lb(CO2)/mmBtu(HHV)")),
        identified(typed(valid_from="2025-01-01")),
        identified(typed(), source="Another laboratory"),
        identified(typed(), citation="Report 8"),
        identified(typed(), overrides="ef_0123456789abcdef"),
        identified(typed(), evidence_sha256="sha256:" + "b" * 64),
    ]
    assert len(set(ids)) == len(ids)
    assert all(len(ef_cid) == 19 for ef_cid in ids)
    assert identified(typed(value="48.10", notes="for people")) == ids[0]


def test_two_rows_overlap_where_days_and_everything_else_are_shared() -> None:
    early, late = typed(valid_to="2024-12-31"), typed(valid_from="2025-01-01")
    assert not overlaps(early, late)
    assert overlaps(typed(), late)
    assert overlaps(early, typed(valid_from="2024-12-31"))
    assert not overlaps(typed(), typed(activity="flare-gas"))
    assert not overlaps(typed(), typed(unit="kg(CO2)/scf"))


def test_an_override_is_the_published_figure_with_another_number() -> None:
    own = override_row({"value": "54"}, row(), edition())
    assert (own.category, own.gas, own.unit, own.value) == (row().category, "CO2", row().unit, Decimal("54"))


def test_an_override_of_a_figure_printed_as_co2e_says_it_either_way() -> None:
    printed = row(gas="CH4", unit="kg(CO2e)/mmBtu(HHV)", as_co2e_at=Decimal(28), value=Decimal("0.028"))
    same = override_row({"value": "0.03"}, printed, edition())
    assert (same.unit, same.as_co2e_at) == ("kg(CO2e)/mmBtu(HHV)", Decimal(28))
    mass = override_row({"value": "0.001", "unit": "kg(CH4)/mmBtu(HHV)"}, printed, edition())
    assert (mass.unit, mass.as_co2e_at) == ("kg(CH4)/mmBtu(HHV)", None)


def test_an_override_of_a_total_keeps_the_set_it_embeds() -> None:
    total = row(gas="CO2e", unit="kg(CO2e)/mmBtu(HHV)")
    assert override_row({"value": "54"}, total, edition(gwp_basis="AR4")).gwp_basis == "AR4"


@pytest.mark.parametrize(
    ("published", "texts"),
    [
        (row(value=None), {"value": "1"}),
        (row(use=FactorUse.REFERENCE), {"value": "1"}),
        (row(), {"value": "1", "region": "GB"}),
        (row(), {"value": "1", "unit": "kg(CO2)/km"}),
        (row(), {"value": "1", "gas": "CH4", "unit": "kg(CH4)/mmBtu(HHV)"}),
        (row(), {}),
    ],
)
def test_an_override_of_something_else_is_refused(published: FactorRow, texts: dict[str, str]) -> None:
    with pytest.raises(InvalidPrivateFactor):
        override_row(texts, published, edition())
