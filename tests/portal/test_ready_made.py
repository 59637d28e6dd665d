"""Packs that come with the product, built and started from one page."""

import re
from unittest.mock import patch

import pytest

from apps.agents.lifecycle import State
from apps.agents.models import AgentVersion
from apps.jobs.models import Job
from apps.portal.ready_made import ready_made
from apps.tenants.models import Tenant
from greenlang.isolation import tenant_scope
from tests.portal.people import signed_in
from tests.portal.rows import AGENT, agent_make

pytestmark = pytest.mark.django_db
PAGE = "/ready-made"


def test_every_shipped_pack_is_offered_with_its_scope(tenant_a: Tenant) -> None:
    page = signed_in(tenant_a, "admin").get(PAGE).content.decode()
    packs = ready_made()
    assert len(packs) >= 15
    for pack in packs:
        assert f'value="{pack.agent_id}"' in page
        assert pack.scopes, pack.agent_id
    scopes = {pack.agent_id: pack.scopes for pack in packs}
    assert scopes["electricity-market-based"] == ("2-market",)
    assert scopes["site-fuels-calculator"] == ("1", "2-location")


def test_building_several_makes_a_build_of_each(tenant_a: Tenant) -> None:
    client = signed_in(tenant_a, "analyst")
    with patch("apps.factory.tasks._enqueue"):
        client.post(PAGE, {"build": ["vehicle-fuel", "waste-by-type"]})
    with tenant_scope(tenant_a.id):
        assert Job.objects.filter(kind="build").count() == 2
    page = client.get(PAGE).content.decode()
    assert page.count(">Building<") == 2
    assert 'hx-trigger="every 2s"' in page
    assert len(re.findall(r"/builds/[0-9a-f-]{36}", page)) == 2


def test_whoever_may_operate_starts_what_is_built(tenant_a: Tenant) -> None:
    version = agent_make(tenant_a, start=False)
    assert version.state == State.ACTIVE
    assert "Start<" not in signed_in(tenant_a, "analyst").get(PAGE).content.decode()
    client = signed_in(tenant_a, "operator")
    assert "Start<" in client.get(PAGE).content.decode()
    client.post(PAGE, {"start": [AGENT]})
    with tenant_scope(tenant_a.id):
        assert AgentVersion.objects.get(id=version.id).state == State.RUNNING


@pytest.mark.parametrize(("role", "sent"), [("auditor", "build"), ("analyst", "start")])
def test_who_may_not_is_refused(tenant_a: Tenant, role: str, sent: str) -> None:
    assert signed_in(tenant_a, role).post(PAGE, {sent: [AGENT]}).status_code == 403


def test_a_pack_that_is_not_shipped_is_not_found(tenant_a: Tenant) -> None:
    assert signed_in(tenant_a, "admin").post(PAGE, {"build": ["no-such-pack"]}).status_code == 404
