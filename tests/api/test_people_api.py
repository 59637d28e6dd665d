"""Members, invitations, the audit log, exports of all data and the organisation's own record over the API."""

import csv
import io
import uuid
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import pytest
from django.utils import timezone

from apps.reports.models import DataExport, DataExportPart
from apps.tenants.models import Invitation, Membership, Role, Tenant, User
from apps.tenants.models.roles import MEMBER_ROLES
from apps.tenants.services import api_key_issue, member_add
from greenlang.isolation import tenant_scope
from tests.house import Api

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Two:
    """Two organisations with somebody in each role, and keys."""

    alpha: Tenant
    beta: Tenant

    def api(self, who: str) -> Api:
        """As a key of a role: ``admin@alpha``."""
        role, _, slug = who.partition("@")
        return Api(api_key_issue(tenant=self._tenant(slug), name=role, role=Role(role)))

    def member_id(self, who: str) -> str:
        """Of somebody in a role: ``admin@alpha``."""
        role, _, slug = who.partition("@")
        with tenant_scope(self._tenant(slug).id):
            return str(Membership.objects.get(role=role).id)

    def _tenant(self, slug: str) -> Tenant:
        return self.alpha if slug == "alpha" else self.beta


@pytest.fixture
def two(tenant_a: Tenant, tenant_b: Tenant) -> Two:
    for tenant in (tenant_a, tenant_b):
        for role in MEMBER_ROLES:
            user = User.objects.create_user(f"{role.value}@{tenant.slug}.example", "a phrase that is long enough")
            member_add(tenant=tenant, user=user, role=role)
    return Two(tenant_a, tenant_b)


def test_an_admin_changes_a_role_and_removes_a_member(two: Two) -> None:
    admin, place = two.api("admin@alpha"), f"/members/{two.member_id('operator@alpha')}"
    found = {each["email"]: each["role"] for each in two.api("auditor@alpha").get("/members").json()["results"]}
    assert found["operator@alpha.example"] == "operator"
    assert admin.put(place, {"role": "auditor"}, **{"if-match": '"another state"'}).status_code == 412
    changed = admin.put(place, {"role": "auditor"})
    assert (changed.status_code, changed.json()["role"]) == (200, "auditor")
    acts = admin.get("/audit?kind=member").json()["results"]
    assert acts[0] | {"id": "", "at": ""} == {
        "id": "", "at": "", "kind": "member", "actor": "key admin", "act": "changed the role of",
        "subject": "operator@alpha.example", "detail": "from Operator to Auditor",
    }  # fmt: skip
    assert admin.delete(place).status_code == 204
    assert admin.put(place, {"role": "auditor"}).status_code == 404
    alone = admin.delete(f"/members/{two.member_id('admin@alpha')}")
    assert (alone.status_code, alone.json()["type"]) == (409, "urn:greenlang:problem:last-admin")


def test_an_invitation_is_made_sent_again_and_withdrawn(two: Two) -> None:
    admin = two.api("admin@alpha")
    made = admin.post("/invitations", {"email": "New@Example.org", "role": "analyst"})
    assert made.status_code == 201
    assert made.json() | {"email": "new@example.org", "has_expired": False, "sent_at": None} == made.json()
    place = f"/invitations/{made.json()['id']}"
    assert admin.post(f"{place}/again").status_code == 200
    (listed,) = two.api("analyst@alpha").get("/invitations").json()["results"]
    assert "digest" not in listed
    twice = admin.post("/invitations", {"email": "new@example.org", "role": "analyst"})
    assert (twice.status_code, twice.json()["where"]) == (422, "/email")
    assert admin.delete(place).status_code == 204
    assert admin.delete(place).status_code == 409
    assert admin.get("/invitations").json()["results"] == []


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"email": "nobody", "role": "analyst"}, "/email"),
        ({"email": "a@example.org", "role": "owner"}, "/role"),
        ({"email": "a@example.org", "role": "analyst", "digest": "x"}, "/digest"),
        ({"role": "analyst"}, "/email"),
    ],
)
def test_a_wrong_invitation_is_refused_with_its_place(two: Two, body: dict[str, str], pointer: str) -> None:
    answer = two.api("admin@alpha").post("/invitations", body)
    assert answer.status_code == 400
    assert [each["pointer"] for each in answer.json()["errors"]] == [pointer]
    with tenant_scope(two.alpha.id):
        assert not Invitation.objects.filter(accepted_at=None, revoked_at=None).exists()


@pytest.mark.parametrize("who", ["analyst@alpha", "auditor@alpha", "operator@alpha"])
def test_people_and_exports_are_an_admins(two: Two, who: str) -> None:
    api = two.api(who)
    some = uuid.uuid4()
    assert [
        api.post("/invitations", {"email": "a@example.org", "role": "admin"}).status_code,
        api.post(f"/invitations/{some}/again").status_code,
        api.delete(f"/invitations/{some}").status_code,
        api.put(f"/members/{some}", {"role": "admin"}).status_code,
        api.delete(f"/members/{some}").status_code,
        api.get("/data-exports").status_code,
        api.post("/data-exports").status_code,
        api.get(f"/data-exports/{some}/file.zip").status_code,
        api.post("/demonstration/end", {"confirmation": "demonstration"}).status_code,
    ] == [403] * 9


def unlike(answer: Any, *ids: object) -> tuple[int, str]:
    text = answer.content.decode()
    for one in ids:
        text = text.replace(str(one), "ID")
    return answer.status_code, text


def test_another_organisations_people_are_unknown(two: Two) -> None:
    outsider, unknown = two.api("admin@beta"), uuid.uuid4()
    member = two.member_id("analyst@alpha")
    invitation = two.api("admin@alpha").post("/invitations", {"email": "x@example.org", "role": "analyst"}).json()
    for own, none in (
        (outsider.put(f"/members/{member}", {"role": "admin"}), outsider.put(f"/members/{unknown}", {"role": "admin"})),
        (outsider.delete(f"/members/{member}"), outsider.delete(f"/members/{unknown}")),
        (outsider.delete(f"/invitations/{invitation['id']}"), outsider.delete(f"/invitations/{unknown}")),
        (outsider.post(f"/invitations/{invitation['id']}/again"), outsider.post(f"/invitations/{unknown}/again")),
    ):
        assert own.status_code == 404
        assert unlike(own, member, invitation["id"]) == unlike(none, unknown)
    assert outsider.get("/invitations").json()["results"] == []
    assert {each["email"].split("@")[1] for each in outsider.get("/members").json()["results"]} == {"beta.example"}
    assert outsider.get("/organisation").json()["slug"] == "beta"
    assert outsider.get("/audit?kind=member").json()["results"] == []


def test_the_audit_log_comes_a_page_at_a_time_and_as_a_file(two: Two) -> None:
    admin = two.api("admin@alpha")
    for name in ("one", "two", "three"):
        admin.post("/invitations", {"email": f"{name}@example.org", "role": "analyst"})
    first = admin.get("/audit?limit=2&kind=member").json()
    second = admin.get(f"/audit?limit=2&kind=member&cursor={first['next']}").json()
    assert [each["subject"] for each in (*first["results"], *second["results"])][:3] == [
        "three@example.org", "two@example.org", "one@example.org",
    ]  # fmt: skip
    assert admin.get("/audit?kind=gossip").status_code == 422
    file = admin.get("/audit.csv?kind=member")
    rows = list(csv.reader(io.StringIO(b"".join(file.streaming_content).decode("utf-8-sig"))))
    assert rows[0] == ["at", "about", "who", "did", "what", "detail"]
    assert rows[1][2:5] == ["key admin", "invited", "three@example.org"]


def test_all_data_is_exported_by_a_job_and_downloaded(two: Two) -> None:
    admin = two.api("admin@beta")
    asked = admin.post("/data-exports")
    assert (asked.status_code, asked.json()["kind"]) == (202, "data-export")
    assert asked["Location"] == f"/api/v1/jobs/{asked.json()['id']}"
    (listed,) = admin.get("/data-exports").json()["results"]
    assert (listed["state"], listed["job_id"]) == ("writing", asked.json()["id"])
    assert admin.get(f"/data-exports/{listed['id']}/file.zip").status_code == 404, "not ready"
    assert admin.post("/data-exports").status_code == 409
    with tenant_scope(two.beta.id):
        for position, content in enumerate((b"PK", b"zip")):
            DataExportPart.objects.create(export_id=listed["id"], position=position, content=content)
        DataExport.objects.update(finished_at=timezone.now(), size=5, sha256="0" * 64)
    (listed,) = admin.get("/data-exports").json()["results"]
    assert listed["state"] == "ready"
    file = admin.get(f"/data-exports/{listed['id']}/file.zip")
    assert (b"".join(file.streaming_content), file["Content-Length"]) == (b"PKzip", "5")
    assert two.api("admin@alpha").get(f"/data-exports/{listed['id']}/file.zip").status_code == 404


def test_the_demonstration_ends_at_a_word_that_is_meant(two: Two) -> None:
    admin = two.api("admin@alpha")
    assert admin.post("/demonstration/end", {"confirmation": "yes"}).json()["where"] == "/confirmation"
    assert admin.post("/demonstration/end", {"confirmation": "Demonstration"}).status_code == 403, "there is none here"
    with patch("apps.calculations.services.demonstration.demonstration_remove", return_value=7):
        ended = admin.post("/demonstration/end", {"confirmation": "Demonstration"})
    assert ended.json() == {"rows": 7}
    (noted,) = admin.get("/audit?kind=organisation&limit=1").json()["results"]
    assert (noted["act"], noted["detail"]) == ("removed the demonstration", "7 rows")


def test_roles_say_what_they_may(two: Two) -> None:
    roles = {each["role"]: each["may"] for each in two.api("auditor@alpha").get("/roles").json()["results"]}
    assert roles["auditor"] == ["view", "audit"]
    assert "audit" not in roles["admin"]
