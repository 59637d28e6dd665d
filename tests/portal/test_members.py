"""The page of members: who may change what, and what is told."""

from collections.abc import Iterator
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.tenants import invitations, tasks
from apps.tenants.models import Invitation, Membership, Role, Tenant
from apps.tenants.services import member_add
from greenlang.isolation import tenant_scope
from tests.portal.people import member_make, signed_in, user_make

pytestmark = pytest.mark.django_db
QUERIES = 33


@pytest.fixture(autouse=True)
def worker() -> Iterator[None]:
    """E-mails stay where they are."""
    with patch.object(tasks.invitation_mail, "delay"):
        yield


def membership(tenant: Tenant, email: str) -> Membership:
    with tenant_scope(tenant.id):
        return Membership.objects.get(user__email=email)


def invite(tenant: Tenant, email: str = "eve@beta.example") -> Invitation:
    with tenant_scope(tenant.id):
        return invitations.invitation_make(email=email, role=Role.ANALYST, invited_by="Ada")


def test_an_admin_invites_and_what_was_typed_stays_where_it_is_wrong(tenant_a: Tenant) -> None:
    client = signed_in(tenant_a, "admin")
    assert client.post("/settings/members", {"email": "eve@beta.example", "role": "auditor"}).status_code == 302
    page = client.get("/settings/members").content.decode()
    assert "eve@beta.example" in page
    assert "Being sent" in page
    for email, told in (("nobody@", "Write it like"), ("eve@beta.example", "is invited already")):
        answer = client.post("/settings/members", {"email": email, "role": "auditor"})
        assert answer.status_code == 422
        assert told in answer.content.decode()
        assert f'value="{email}"' in answer.content.decode()


@pytest.mark.parametrize("role", ["analyst", "operator", "auditor"])
def test_others_see_the_members_and_change_nothing(tenant_a: Tenant, role: str) -> None:
    client, waiting = signed_in(tenant_a, role), invite(tenant_a)
    mine = membership(tenant_a, f"{role}@alpha.example")
    page = client.get("/settings/members").content.decode()
    assert "What each role may do" in page
    assert 'method="post" action="/settings' not in page
    for address in (
        "/settings/members",
        f"/settings/members/{mine.id}/role",
        f"/settings/members/{mine.id}/remove",
        f"/settings/invitations/{waiting.id}/again",
        f"/settings/invitations/{waiting.id}/withdraw",
    ):
        sent = {"email": "mallory@beta.example", "role": "admin"}
        assert (address, client.post(address, sent).status_code) == (address, 403)


def test_a_role_is_changed_and_a_member_removed_at_once(tenant_a: Tenant) -> None:
    admin, analyst = signed_in(tenant_a, "admin"), signed_in(tenant_a, "analyst")
    row = membership(tenant_a, "analyst@alpha.example")
    admin.post(f"/settings/members/{row.id}/role", {"role": "auditor"})
    assert analyst.get("/data/upload").status_code == 403
    admin.post(f"/settings/members/{row.id}/remove")
    assert analyst.get("/data")["Location"].startswith("/organisation")
    assert admin.post(f"/settings/members/{row.id}/remove").status_code == 404


def test_the_last_admin_stays_one(tenant_a: Tenant) -> None:
    client = signed_in(tenant_a, "admin")
    row = membership(tenant_a, "admin@alpha.example")
    for address, sent in (
        (f"/settings/members/{row.id}/role", {"role": "analyst"}),
        (f"/settings/members/{row.id}/remove", {}),
    ):
        page = client.post(address, sent, follow=True).content.decode()
        assert "is the only admin of this organisation" in page
    member_add(tenant=tenant_a, user=user_make("second@alpha.example"), role=Role.ADMIN)
    client.post(f"/settings/members/{row.id}/role", {"role": "analyst"})
    assert membership(tenant_a, "admin@alpha.example").role == "analyst"


def test_an_invitation_is_sent_again_or_withdrawn(tenant_a: Tenant) -> None:
    client, waiting = signed_in(tenant_a, "admin"), invite(tenant_a)
    assert client.post(f"/settings/invitations/{waiting.id}/again").status_code == 302
    client.post(f"/settings/invitations/{waiting.id}/withdraw")
    assert (
        "eve@beta.example" not in client.get("/settings/members", follow=True).content.decode().split("is withdrawn")[1]
    )
    page = client.post(f"/settings/invitations/{waiting.id}/again", follow=True).content.decode()
    assert "accepted or withdrawn already" in page


def test_another_tenants_members_and_invitations_are_unknown(tenant_a: Tenant, tenant_b: Tenant) -> None:
    client, waiting = signed_in(tenant_b, "admin"), invite(tenant_a)
    member_make(tenant_a, "analyst")
    row = membership(tenant_a, "analyst@alpha.example")
    for address in (
        f"/settings/members/{row.id}/remove",
        f"/settings/members/{row.id}/role",
        f"/settings/invitations/{waiting.id}/again",
        f"/settings/invitations/{waiting.id}/withdraw",
    ):
        unknown = address.replace(str(row.id), str(tenant_b.id)).replace(str(waiting.id), str(tenant_b.id))
        theirs, nothing = (client.post(one, {"role": "admin"}) for one in (address, unknown))
        assert theirs.status_code == nothing.status_code == 404
        assert theirs.content == nothing.content
    assert "analyst@alpha.example" not in client.get("/settings/members").content.decode()


def test_many_members_cost_no_more_than_few(tenant_a: Tenant) -> None:
    client = signed_in(tenant_a, "admin")
    for number in range(8):
        member_add(tenant=tenant_a, user=user_make(f"m{number}@alpha.example"), role=Role.ANALYST)
        invite(tenant_a, f"i{number}@alpha.example")
    with CaptureQueriesContext(connection) as queries:
        client.get("/settings/members")
    assert len(queries) <= QUERIES, [query["sql"] for query in queries]
