"""Another tenant's object answers exactly as an unknown id, and a role reaches as far as it reaches."""

import uuid

import pytest
from django.test import Client

from apps.reports.formats.registry import FORMATS
from apps.tenants.models import ApiKey
from greenlang.isolation import tenant_scope
from tests.house import GAS, PASSWORD, House

EXTENSIONS = [each.extension for each in FORMATS]
EXAMINED = tuple(each.extension for each in FORMATS if each.is_examined)


def paths(house: House) -> list[tuple[str, str]]:
    """Pairs: an object of alpha, and the same address with an id nobody has."""
    unknown = uuid.uuid4()
    return [
        (f"/calculations/calc_{house.calculation.id.hex}", f"/calculations/calc_{unknown.hex}"),
        (f"/jobs/{house.job.id}", f"/jobs/{unknown}"),
        (f"/reports/{house.report.id}", f"/reports/{unknown}"),
        (f"/reports/{house.report.id}/files", f"/reports/{unknown}/files"),
        *((f"/reports/{house.report.id}/file.{ext}", f"/reports/{unknown}/file.{ext}") for ext in EXTENSIONS),
        (f"/periods/{house.period.id}/uploads", f"/periods/{unknown}/uploads"),
    ]


def answer_of(house: House, path: str) -> tuple[int, str, str]:
    answer = house.api("admin@beta").get(path)
    text = answer.content.decode()
    for part in path.split("/"):
        # The address itself may be repeated; nothing else may differ.
        text = text.replace(part, "ID") if len(part) > 30 else text
    return answer.status_code, answer["Content-Type"], text


@pytest.fixture(scope="module", autouse=True)
def _written(house: House) -> None:
    house.write_report()


def test_an_outsider_gets_the_answer_of_an_unknown_id(house: House) -> None:
    for own, unknown in paths(house):
        assert answer_of(house, own) == answer_of(house, unknown), own
        assert answer_of(house, own)[0] == 404


def test_the_owner_gets_the_object(house: House) -> None:
    for own, _ in paths(house):
        # A file that this machine cannot examine, or this report does not allow, says why.
        expected = {200, 409} if own.endswith(EXAMINED) else {200}
        assert house.api("admin@alpha").get(own).status_code in expected, own


@pytest.mark.parametrize("extension", ["", *(f"/file.{each}" for each in EXTENSIONS)])
def test_a_report_of_others_is_an_unknown_one_in_the_portal_too(house: House, extension: str) -> None:
    outsider = house.browser("admin@beta")
    ids = (house.report.id, uuid.uuid4())
    answers = [outsider.get(f"/reports/{each}{extension}") for each in ids]
    told = {
        (answer.status_code, answer["Content-Type"], answer.content.decode().count(str(each)))
        for answer, each in zip(answers, ids, strict=True)
    }
    assert len(told) == 1
    assert answers[0].status_code == 404


def test_an_outsider_sees_no_agent_and_can_do_nothing_with_it(house: House) -> None:
    outsider = house.api("admin@beta")
    assert outsider.get("/agents").json() == {"results": [], "next": None}
    known, unknown = (outsider.get(f"/agents/{name}") for name in ("stationary-combustion", "no-such-agent"))
    assert (known.status_code, unknown.status_code) == (404, 404)
    assert known.content.replace(b"stationary-combustion", b"X") == unknown.content.replace(b"no-such-agent", b"X")
    assert outsider.post("/agents/stationary-combustion/executions", {"inputs": GAS}).status_code == 404
    assert outsider.post("/agents/stationary-combustion/versions/1.0.0/stop", {}).status_code == 404
    assert outsider.get("/calculations").json() == {"results": [], "next": None}
    assert outsider.get("/reports").json() == {"results": [], "next": None}


@pytest.mark.parametrize(
    ("who", "method", "path", "status"),
    [
        ("auditor@alpha", "post", "/agents/stationary-combustion/executions", 403),
        ("auditor@alpha", "post", "/builds", 403),
        ("auditor@alpha", "get", "/calculations", 200),
        ("analyst@alpha", "post", "/agents/stationary-combustion/versions/1.0.0/stop", 403),
        ("analyst@alpha", "get", "/keys", 403),
        ("operator@alpha", "post", "/reports", 403),
        ("operator@alpha", "get", "/keys", 403),
        ("admin@alpha", "get", "/keys", 200),
    ],
)
def test_a_role_reaches_as_far_as_it_reaches(house: House, who: str, method: str, path: str, status: int) -> None:
    assert getattr(house.api(who), method)(path).status_code == status


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Bearer",
        "Bearer nonsense",
        "Bearer glk_x_y_z",
        "Basic abc",
        "Bearer eyJhbGciOiJub25lIn0.e30.",
        "Bearer \xe9",
    ],
)
def test_a_wrong_token_is_a_401_problem(house: House, header: str) -> None:
    headers = {"authorization": header} if header else {}
    for path in ("/agents", "/calculations", "/keys", "/jobs/" + str(uuid.uuid4())):
        answer = Client().get(f"/api/v1{path}", headers=headers)
        assert answer.status_code == 401
        assert answer["Content-Type"] == "application/problem+json"
        assert "Bearer" in answer["WWW-Authenticate"]


def test_a_key_of_one_tenant_with_anothers_id_opens_nothing(house: House) -> None:
    key = house.keys["admin@beta"].replace(house.beta.id.hex, house.alpha.id.hex)
    assert Client().get("/api/v1/agents", headers={"authorization": f"Bearer {key}"}).status_code == 401


def test_a_new_key_is_shown_once_and_revoked_at_once(house: House) -> None:
    admin = house.api("admin@alpha")
    made = admin.post("/keys", {"name": "meter", "role": "analyst"}).json()
    assert made["key"].startswith("glk_")
    assert all("key" not in listed or listed["key"] is None for listed in admin.get("/keys").json()["results"])
    headers = {"authorization": f"Bearer {made['key']}"}
    assert Client().get("/api/v1/agents", headers=headers).status_code == 200
    assert admin.delete(f"/keys/{made['id']}").status_code == 204
    assert Client().get("/api/v1/agents", headers=headers).status_code == 401
    with tenant_scope(house.alpha.id):
        assert made["key"].split("_", 3)[3] not in str(ApiKey.objects.values())


def test_a_key_was_revoked_when_it_was_revoked_first(house: House) -> None:
    admin = house.api("admin@alpha")
    made = admin.post("/keys", {"name": "meter", "role": "analyst"}).json()

    def since() -> object:
        return next(key["revoked_at"] for key in admin.get("/keys").json()["results"] if key["id"] == made["id"])

    assert admin.delete(f"/keys/{made['id']}").status_code == 204
    first = since()
    assert first is not None
    assert admin.delete(f"/keys/{made['id']}").status_code == 204
    assert since() == first


def sign_in(email: str, password: str = PASSWORD, **more: str) -> object:
    return Client().post(
        "/api/v1/auth/token", {"email": email, "password": password, **more}, content_type="application/json"
    )


def test_a_member_signs_in_for_a_token_that_is_bound_to_the_tenant(house: House) -> None:
    answer = sign_in("analyst@alpha.example")
    assert answer.status_code == 200  # type: ignore[attr-defined]
    token = answer.json()  # type: ignore[attr-defined]
    headers = {"authorization": f"Bearer {token['access']}"}
    agents = Client().get("/api/v1/agents", headers=headers).json()["results"]
    assert [agent["agent_id"] for agent in agents] == ["stationary-combustion"]
    refreshed = Client().post(
        "/api/v1/auth/token/refresh", {"refresh": token["refresh"]}, content_type="application/json"
    )
    assert refreshed.status_code == 200
    as_access = {"authorization": f"Bearer {token['refresh']}"}
    assert Client().get("/api/v1/agents", headers=as_access).status_code == 401


def test_a_wrong_password_or_a_foreign_tenant_gives_no_token(house: House) -> None:
    assert sign_in("analyst@alpha.example", "wrong").status_code == 401  # type: ignore[attr-defined]
    assert sign_in("analyst@alpha.example", tenant="beta").status_code == 422  # type: ignore[attr-defined]
    assert sign_in("nobody@alpha.example").status_code == 401  # type: ignore[attr-defined]
