"""Instruments and boards of scope 2 over the API."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from apps.inventory.models import ReportingPeriod
from apps.inventory.tasks import work_out_board
from apps.tenants.models import Tenant
from greenlang.isolation import tenant_scope
from tests.house import Api
from tests.inventory.test_scope2_board import CERTIFICATE, calculated_period

pytestmark = pytest.mark.django_db
PLACE = "/scope2/instruments"
BODY = CERTIFICATE | {"kind": "energy-attribute-certificates"}


@pytest.fixture
def as_role(tenant_a: Tenant, api_key: Callable[..., str]) -> Callable[[str], Api]:
    return lambda role: Api(api_key(tenant_a, role))


@pytest.fixture
def period(tenant_a: Tenant) -> ReportingPeriod:
    with tenant_scope(tenant_a.id):
        return calculated_period("2025")


def put(api: Api, path: str, body: object, tag: str = "", media: str = "application/json") -> Any:
    headers = {"authorization": f"Bearer {api.key}"} | ({"if-match": tag} if tag else {})
    return Client().put(f"/api/v1{path}", data=body, content_type=media, headers=headers)


def done(tenant: Tenant, answer: Any) -> None:
    """What the worker does."""
    assert answer.status_code == 202, answer.content
    work_out_board(str(tenant.id), answer.json()["id"])


def test_from_an_instrument_to_a_board_in_the_inventory(
    tenant_a: Tenant, period: ReportingPeriod, as_role: Callable[[str], Api]
) -> None:
    api, board = as_role("analyst"), f"/periods/{period.id}/scope2-board"
    entered = api.post(PLACE, BODY)
    assert entered.status_code == 201
    assert (entered.json()["kwh"], entered.json()["taken_kwh"], entered.json()["unmet"]) == ("6000", "0", [])
    instrument = f"{PLACE}/{entered.json()['id']}"
    assert api.get(board).status_code == 404
    done(tenant_a, api.post(f"{board}/work-out", {}))
    found = as_role("auditor").get(board).json()
    assert (found["summary"]["market_kg"], found["outdated"], found["accepted_at"]) == ("769.91", False, None)
    assert found["summary"]["by_instrument"] == {entered.json()["id"]: "6000"}
    lines = api.get(f"{board}/lines?limit=2").json()
    more = api.get(f"{board}/lines?limit=2&cursor={lines['next']}").json()
    assert [line["site"] for line in (*lines["results"], *more["results"])] == ["Lyon", "Bremen", "Vienna"]
    assert [part["step"] for part in lines["results"][0]["parts"]] == ["energy-attribute-certificates", "residual-mix"]
    assert [line["site"] for line in api.get(f"{board}/lines?only=open").json()["results"]] == ["Vienna"]
    assert api.get(f"{board}/lines?only=closed").status_code == 422
    assert api.post(f"{board}/hand-on", {"agent": "no-such"}).json()["where"] == "/agent"
    accepted = api.post(f"{board}/accept")
    assert (accepted.status_code, accepted.json()["accepted_by"]) == (200, "key test")
    assert api.post(f"{board}/accept").json()["type"] == "urn:greenlang:problem:board-accepted"
    held = api.get(instrument).json()
    assert (held["taken_kwh"], held["left_kwh"]) == ("6000", "0")
    assert api.post(f"{instrument}/void", {"reason": "sold"}).status_code == 409, "an accepted board uses it"
    rows = api.get(f"{board}/rows.csv").content.decode("utf-8-sig").splitlines()
    assert rows[1].startswith("Lyon,2025-01-01,2025-06-30,FR,4000,kWh,")
    done(tenant_a, api.post(f"{board}/hand-on", {}))
    found = api.get(board).json()
    assert (found["rows_handed_on"], found["in_ledger"]) == (3, {"lines": 3, "kg": "769.91"})
    done(tenant_a, api.post(f"{board}/reopen"))
    assert api.get(board).json()["rows_handed_on"] == 0
    assert api.post(f"{instrument}/void", {"reason": "sold on"}).json()["void_reason"] == "sold on"
    assert api.get(PLACE).json()["results"] == []
    assert [each["name"] for each in api.get(f"{PLACE}?use=void").json()["results"]] == [BODY["name"]]
    assert api.post(f"{instrument}/unvoid").json()["void_reason"] == ""


def test_a_change_names_the_state_it_saw(as_role: Callable[[str], Api]) -> None:
    api = as_role("analyst")
    made = api.post(PLACE, BODY)
    place, first = f"{PLACE}/{made.json()['id']}", made["ETag"]
    assert api.get(place)["ETag"] == first
    assert put(api, place, BODY | {"name": "Other"}).status_code == 428
    changed = put(api, place, BODY | {"name": "Other"}, first)
    assert (changed.status_code, changed.json()["name"]) == (200, "Other")
    assert put(api, place, BODY, first).status_code == 412, "somebody changed it meanwhile"
    assert put(api, place, BODY, changed["ETag"]).status_code == 200


def test_evidence_is_kept_and_never_run(as_role: Callable[[str], Api]) -> None:
    api = as_role("analyst")
    place = f"{PLACE}/{api.post(PLACE, BODY).json()['id']}/evidence"
    assert api.get(place).status_code == 404
    sent = put(api, f"{place}?filename=statement.pdf", b"%PDF-1.4", media="application/octet-stream")
    assert (sent.status_code, sent.json()["evidence"]) == (200, "statement.pdf")
    kept = api.get(place)
    assert kept.content == b"%PDF-1.4"
    assert kept["Content-Disposition"].endswith('.pdf"')
    assert kept["X-Content-Type-Options"] == "nosniff"
    assert put(api, f"{place}?filename=x.pdf", b"", media="application/octet-stream").status_code == 428
    empty = put(api, f"{place}?filename=x.pdf", b"", kept["ETag"], media="application/octet-stream")
    assert empty.status_code == 422


def test_a_list_is_taken_in_wholly_or_not_at_all(as_role: Callable[[str], Api]) -> None:
    api = as_role("analyst")
    second = BODY | {"name": "GO 2", "serial_first": "", "serial_last": "", "registry": ""}
    wrong = api.post(
        f"{PLACE}/import", {"instruments": [second, second | {"rate": "low"}, second | {"factor": "ef_1"}]}
    )
    assert wrong.status_code == 422
    assert [each["pointer"] for each in wrong.json()["errors"]] == ["/instruments/1/rate", "/instruments/2/rate"]
    assert api.get(PLACE).json()["results"] == []
    entered = api.post(f"{PLACE}/import", {"instruments": [BODY, second]})
    assert (entered.status_code, entered.json()["entered"]) == (201, 2)
    assert [each["row"] for each in entered.json()["results"]] == [0, 1]
    names = [api.get(f"{PLACE}/{each['id']}").json()["name"] for each in entered.json()["results"]]
    assert names == [BODY["name"], "GO 2"]
    header = "kind,name,market,vintage_start,vintage_end,quantity,unit,rate\n"
    row = "certificate,GO 3,AIB,2025-01-01,2025-12-31,1,MWh,0\n"
    file = api.post(f"{PLACE}/import", (header + row).encode(), "text/csv")
    assert file.json()["results"][0]["row"] == 2
    assert api.post(f"{PLACE}/import", {"instruments": []}).status_code == 400
    twice = api.post(f"{PLACE}/import", {"instruments": [BODY]})
    assert twice.json()["errors"][0]["pointer"] == "/instruments/0/serial_first", "a certificate is claimed once"


@pytest.mark.parametrize(
    ("change", "status", "pointer"),
    [
        ({"kind": "promise"}, 400, "/kind"),
        ({"vintage_end": "soon"}, 400, "/vintage_end"),
        ({"void_reason": "x"}, 400, "/void_reason"),
        ({"quantity": "many"}, 422, "/quantity"),
        ({"vintage_end": "2020-01-01"}, 422, "/vintage_end"),
    ],
)
def test_a_wrong_instrument_is_refused_with_its_place(
    as_role: Callable[[str], Api], change: dict[str, str], status: int, pointer: str
) -> None:
    answer = as_role("analyst").post(PLACE, BODY | change)
    assert answer.status_code == status
    assert [each["pointer"] for each in answer.json()["errors"]] == [pointer]


def test_looking_is_everybodys_and_changing_is_not(period: ReportingPeriod, as_role: Callable[[str], Api]) -> None:
    for role in ("auditor", "operator"):
        api, some = as_role(role), uuid.uuid4()
        assert api.get(PLACE).status_code == 200
        for path in ("", "/import", f"/{some}/void", f"/{some}/unvoid"):
            assert api.post(f"{PLACE}{path}", BODY).status_code == 403
        assert put(api, f"{PLACE}/{some}", BODY, "*").status_code == 403
        for verb in ("work-out", "accept", "hand-on", "reopen"):
            assert api.post(f"/periods/{period.id}/scope2-board/{verb}").status_code == 403


def test_another_organisations_instruments_and_board_are_unknown(
    tenant_a: Tenant,
    period: ReportingPeriod,
    as_role: Callable[[str], Api],
    tenant_b: Tenant,
    api_key: Callable[..., str],
) -> None:
    api, outsider, unknown = as_role("analyst"), Api(api_key(tenant_b, "admin")), str(uuid.uuid4())
    mine = api.post(PLACE, BODY).json()["id"]
    done(tenant_a, api.post(f"/periods/{period.id}/scope2-board/work-out", {}))

    def told(answer: Any, one: str) -> tuple[int, str]:
        return answer.status_code, answer.content.decode().replace(one, "ID")

    for more in ("", "/evidence"):
        own = told(outsider.get(f"{PLACE}/{mine}{more}"), mine)
        assert own == told(outsider.get(f"{PLACE}/{unknown}{more}"), unknown)
        assert own[0] == 404
    assert put(outsider, f"{PLACE}/{mine}", BODY, "*").status_code == 404
    assert outsider.post(f"{PLACE}/{mine}/void", {"reason": "x"}).status_code == 404
    assert outsider.get(PLACE).json()["results"] == []
    for more in ("", "/lines", "/rows.csv"):
        own = told(outsider.get(f"/periods/{period.id}/scope2-board{more}"), str(period.id))
        assert own == told(outsider.get(f"/periods/{unknown}/scope2-board{more}"), unknown)
        assert own[0] == 404
    for verb in ("work-out", "accept", "hand-on", "reopen"):
        assert outsider.post(f"/periods/{period.id}/scope2-board/{verb}", {}).status_code == 404
