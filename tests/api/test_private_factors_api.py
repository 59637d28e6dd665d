"""Own factors through the API: proposed by one, decided by another, and unknown to any other organisation."""

import uuid
from typing import Any

import pytest
from django.test import Client

from apps.calculations.services.private_factors import MAX_EVIDENCE_BYTES
from apps.tenants.models import Role, Tenant, User
from apps.tenants.services import member_add
from greenlang.isolation import tenant_scope
from tests.calculations.catalogue.private_samples import OWN_GAS, approved
from tests.house import PASSWORD, Api

pytestmark = pytest.mark.django_db

CONTENT = b"%PDF a gas analysis"
UNKNOWN = "00000000-0000-4000-8000-000000000000"


def person(tenant: Tenant, name: str, role: Role = Role.ANALYST) -> Api:
    """Signed in for the API under their own name."""
    email = f"{name}@{tenant.slug}.example"
    member_add(tenant=tenant, user=User.objects.create_user(email, PASSWORD), role=role)
    answer = Client().post(
        "/api/v1/auth/token", {"email": email, "password": PASSWORD}, content_type="application/json"
    )
    return Api(answer.json()["access"])


def with_evidence(api: Api, content: bytes = CONTENT) -> Any:
    return api.post("/private-factors/evidence?filename=report.pdf", content, content_type="application/pdf")


def proposal(api: Api, **changes: str) -> dict[str, str]:
    sha256 = with_evidence(api).json()["sha256"]
    return {**OWN_GAS, "source": "Own laboratory", "citation": "Report 7", "evidence_sha256": sha256, **changes}


def proposed(api: Api, **changes: str) -> Any:
    return api.post("/private-factors", proposal(api, **changes))


def test_a_factor_is_proposed_and_approved_by_two_people(tenant_a: Tenant) -> None:
    author, reviewer = person(tenant_a, "author"), person(tenant_a, "reviewer")
    answer = proposed(author)
    assert answer.status_code == 201, answer.content
    draft = answer.json()
    assert (draft["status"], draft["review"], draft["proposed_by"]) == ("draft", None, "author@alpha.example")
    assert draft["evidence"]["filename"] == "report.pdf"
    path = answer["Location"].removeprefix("/api/v1")
    done = reviewer.post(f"{path}/approve", {"reason": "Report checked"})
    assert done.status_code == 200
    assert done.json()["status"] == "approved"
    assert done.json()["review"]["reviewed_by"] == "reviewer@alpha.example"
    assert author.get(path).json() == done.json()
    assert [each["id"] for each in author.get("/private-factors?status=current").json()["results"]] == [draft["id"]]
    assert author.get("/private-factors?status=draft").json() == {"results": [], "next": None}
    assert reviewer.post(f"{path}/reject", {"reason": "after all not"}).status_code == 409


def test_a_factor_is_rejected_with_a_reason(tenant_a: Tenant) -> None:
    author, reviewer = person(tenant_a, "author"), person(tenant_a, "reviewer")
    path = f"/private-factors/{proposed(author).json()['id']}"
    assert reviewer.post(f"{path}/reject", {"reason": ""}).status_code == 400
    assert reviewer.post(f"{path}/reject", {"reason": "No calibration"}).json()["review"]["decision"] == "rejected"
    assert reviewer.post(f"{path}/publish", {"reason": "x"}).status_code == 404


def test_an_override_is_of_a_published_figure(tenant_a: Tenant) -> None:
    from apps.calculations.models import EmissionFactor

    author = person(tenant_a, "author")
    published = EmissionFactor.objects.get(
        edition__slug="epa-hub-2025", activity="natural-gas", gas="CO2", unit="kg(CO2)/mmBtu(HHV)"
    )
    said = {key: text for key, text in proposal(author).items() if key not in OWN_GAS}
    answer = author.post("/private-factors", said | {"value": "52.4", "overrides": published.ef_cid})
    assert answer.status_code == 201, answer.content
    assert (answer.json()["activity"], answer.json()["unit"]) == ("natural-gas", "kg(CO2)/mmBtu(HHV)")


def test_nobody_approves_their_own_factor_whether_as_a_person_or_through_a_key(tenant_a: Tenant) -> None:
    admin = person(tenant_a, "admin", Role.ADMIN)
    own = proposed(admin).json()["id"]
    assert admin.post(f"/private-factors/{own}/approve", {"reason": "fine"}).status_code == 403
    key = admin.post("/keys", {"name": "meter", "role": "admin"}).json()["key"]
    second = Api(key).post("/keys", {"name": "second", "role": "analyst"}).json()["key"]
    for index, text in enumerate((key, second)):
        through = proposed(Api(text), value=f"4{index}").json()["id"]
        answer = admin.post(f"/private-factors/{through}/approve", {"reason": "fine"})
        assert (answer.status_code, answer.json()["type"]) == (403, "urn:greenlang:problem:own-review")
        assert Api(text).post(f"/private-factors/{own}/approve", {"reason": "fine"}).status_code == 403


@pytest.mark.parametrize(
    ("role", "path"),
    [
        ("auditor", ""),
        ("auditor", "/evidence?filename=a.pdf"),
        ("auditor", f"/{UNKNOWN}/reject"),
        ("operator", ""),
        ("operator", f"/{UNKNOWN}/approve"),
    ],
)
def test_a_role_reaches_as_far_as_it_reaches(tenant_a: Tenant, api_key: Any, role: str, path: str) -> None:
    api = Api(api_key(tenant_a, role))
    assert api.get("/private-factors").status_code == 200
    assert api.post(f"/private-factors{path}").status_code == 403


def test_another_organisation_gets_the_answer_of_an_unknown_id(tenant_a: Tenant, tenant_b: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        own = approved()
    outsider = person(tenant_b, "admin", Role.ADMIN)
    for path, method in (("", "get"), ("/evidence", "get"), ("/approve", "post"), ("/reject", "post")):
        told = []
        for factor_id in (own.id, uuid.uuid4()):
            body: tuple[object, ...] = ({"reason": "mine"},) if method == "post" else ()
            answer = getattr(outsider, method)(f"/private-factors/{factor_id}{path}", *body)
            told.append((answer.status_code, answer["Content-Type"], answer.content))
        assert told[0] == told[1]
        assert told[0][0] == 404
    assert outsider.get("/private-factors").json() == {"results": [], "next": None}
    assert outsider.get(f"/private-factors?cursor={own.id}").status_code == 422
    known, unknown = (proposal(outsider) | {"supersedes": ef_cid} for ef_cid in (own.ef_cid, "ef_0000000000000000"))
    answers = [outsider.post("/private-factors", each) for each in (known, unknown)]
    assert answers[0].content == answers[1].content


def test_evidence_comes_back_to_the_byte_and_is_never_shown_by_a_browser(tenant_a: Tenant) -> None:
    author = person(tenant_a, "author")
    answer = author.get(f"/private-factors/{proposed(author).json()['id']}/evidence")
    assert answer.content == CONTENT
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("content", [b"", bytes(MAX_EVIDENCE_BYTES + 1)])
def test_evidence_that_is_empty_or_too_large_is_refused(tenant_a: Tenant, api_key: Any, content: bytes) -> None:
    answer = with_evidence(Api(api_key(tenant_a)), content)
    assert answer.status_code in {413, 422}
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "changes",
    [{"value": "NaN"}, {"value": "1,5"}, {"value": "1" * 5000}, {"value": "1e999999999"}, {"unit": "kg/ton"},
     {"value": ""}, {"evidence_sha256": "sha256:0"}, {"overrides": "ef_0"}, {"gas": "CO3"}, {"source": " "}],
)  # fmt: skip
def test_a_malformed_proposal_is_a_problem(tenant_a: Tenant, api_key: Any, changes: dict[str, str]) -> None:
    answer = proposed(Api(api_key(tenant_a)), **changes)
    assert answer.status_code in {400, 404, 422}, answer.content
    assert answer["Content-Type"] == "application/problem+json"


def test_a_list_goes_on_from_its_cursor(tenant_a: Tenant) -> None:
    author = person(tenant_a, "author")
    made = [proposed(author, value=str(value)).json()["id"] for value in range(5)]
    seen: list[str] = []
    path = "/private-factors?limit=2"
    while path:
        page = author.get(path).json()
        seen += [each["id"] for each in page["results"]]
        path = f"/private-factors?limit=2&cursor={page['next']}" if page["next"] else ""
    assert seen == made[::-1]
