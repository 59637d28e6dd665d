"""Whatever is entered in bulk: up to 1,000 rows at once, told about in the order they came; one more is refused."""

from typing import Any

import pytest

from tests.api.test_scope2_api import BODY as CERTIFICATE
from tests.house import GAS, House
from tests.pact.samples import footprint

UNKNOWN = "00000000-0000-4000-8000-000000000000"
ROW = {"site": "North", "start": "2025-01-01", "end": "2025-01-31", "quantity": "1", "unit": "mmBtu"}
UPLOAD = "/uploads/{upload}"
BULKS: dict[str, tuple[str, Any, dict[str, Any]]] = {
    "/periods/{period}/activities": ("rows", ROW, {}),
    "/agents/stationary-combustion/executions/batch": ("inputs", GAS, {}),
    "/sites/import?company_id={company}": ("sites", {"site": "North"}, {}),
    "/scope2/instruments/import": ("instruments", CERTIFICATE, {}),
    "/product-footprints": ("footprints", footprint(), {}),
    f"{UPLOAD}/rows/estimated": ("rows", UNKNOWN, {"is_estimated": True, "reason": "Read late."}),
    f"{UPLOAD}/rejected-rows/settle": ("rows", UNKNOWN, {"reason": "Sums."}),
    f"{UPLOAD}/rejected-rows/reopen": ("rows", UNKNOWN, {}),
    "/issues/resolve": ("issues", UNKNOWN, {"reason": "Mended."}),
}


@pytest.fixture
def places(house: House) -> dict[str, str]:
    upload = house.api("analyst@alpha").get(f"/periods/{house.period.id}/uploads").json()["results"][0]
    return {"period": str(house.period.id), "company": str(house.period.entity_id), "upload": upload["id"]}


@pytest.mark.parametrize("bulk", BULKS)
def test_one_more_than_a_thousand_is_refused_at_its_place(house: House, places: dict[str, str], bulk: str) -> None:
    name, row, beside = BULKS[bulk]
    refused = house.api("analyst@alpha").post(bulk.format(**places), {name: [row] * 1001, **beside})
    assert refused.status_code in {400, 422}
    assert [error["pointer"] for error in refused.json()["errors"]] == [f"/{name}"]


def test_a_thousand_are_taken(house: House, places: dict[str, str]) -> None:
    rows = [ROW | {"site": "Many", "quantity": str(at + 1)} for at in range(1000)]
    taken = house.api("analyst@alpha").post(f"/periods/{places['period']}/activities", {"rows": rows}).json()
    assert (taken["upload"]["accepted"], len(taken["results"])) == (1000, 1000)
    batch = house.api("analyst@alpha").post("/agents/stationary-combustion/executions/batch", {"inputs": [GAS] * 1000})
    assert (batch.status_code, batch.json()["total"]) == (202, 1000)


def test_each_row_is_told_about_in_the_order_of_the_body(house: House, places: dict[str, str]) -> None:
    analyst = house.api("analyst@alpha")
    quantities = ["3", "none", "1", "3", "2"]
    rows = [ROW | {"quantity": each, "site": "Order"} for each in quantities]
    taken = analyst.post(f"/periods/{places['period']}/activities", {"rows": rows}).json()["results"]
    assert [each["outcome"] for each in taken] == ["accepted", "rejected", "accepted", "duplicate", "accepted"]
    assert [each["pointer"] for each in taken if each["pointer"]] == ["/rows/1/quantity", "/rows/3"]
    sites = [{"site": name} for name in ("Zeta", "Alpha works", "Mid")]
    made = analyst.post(f"/sites/import?company_id={places['company']}", {"sites": sites}).json()["results"]
    assert [each["name"] for each in made] == ["Zeta", "Alpha works", "Mid"]
    named = [
        CERTIFICATE | {"name": name, "serial_first": f"GO-{at}001", "serial_last": f"GO-{at}006"}
        for at, name in enumerate(("Second", "First", "Third"))
    ]
    answer = analyst.post("/scope2/instruments/import", {"instruments": named})
    assert answer.status_code == 201, answer.content
    entered = answer.json()["results"]
    names = [analyst.get(f"/scope2/instruments/{each['id']}").json()["name"] for each in entered]
    assert names == ["Second", "First", "Third"]


def test_rows_named_in_an_address_are_all_heeded_or_refused(house: House, places: dict[str, str]) -> None:
    query = "&".join(["filename=bill.pdf", *[f"row={UNKNOWN}"] * 501])
    path = f"/uploads/{places['upload']}/evidence?{query}"
    refused = house.api("analyst@alpha").post(path, b"%PDF", "application/pdf")
    assert (refused.status_code, refused.json()["errors"][0]["parameter"]) == (422, "row")
