"""Packs that come with the product, built and started from one page."""

import re
from unittest.mock import patch

import pytest

from apps.agents.lifecycle import State
from apps.agents.models import AgentVersion
from apps.agents.spec import read_spec
from apps.factory.ready_made import ready_made
from apps.jobs.models import Job
from apps.tenants.models import Tenant
from greenlang.isolation import tenant_scope
from tests.portal.people import signed_in
from tests.portal.rows import AGENT, agent_make

pytestmark = pytest.mark.django_db
PAGE = "/ready-made"


def test_every_shipped_pack_is_offered_with_its_scope(tenant_a: Tenant) -> None:
    page = signed_in(tenant_a, "admin").get(PAGE).content.decode()
    packs = ready_made()
    assert len(packs) >= 20
    for pack in packs:
        assert f'value="{pack.agent_id}"' in page
        assert pack.scopes, pack.agent_id
        assert pack.name in page, pack.agent_id
        assert read_spec(pack.source, completion=pack.completion).spec.agent.name == pack.name
    scopes = {pack.agent_id: pack.scopes for pack in packs}
    assert scopes["electricity-market-based"] == ("2-market",)
    assert scopes["site-fuels-calculator"] == ("1", "2-location")


def test_packs_stand_by_where_a_site_lies_and_can_be_chosen_so(tenant_a: Tenant) -> None:
    areas = {pack.agent_id: pack.area for pack in ready_made()}
    assert {
        area: {name for name, its in areas.items() if its == area} for area in ("GB", "EU", "anywhere", "several")
    } == {
        "GB": {"fuels-uk", "vehicle-fuel-uk", "freight-by-distance", "fuel-supply"},
        "EU": {"electricity-market-based"},
        "anywhere": {"combustion-ipcc", "vehicle-fuel-ipcc", "refrigerant-losses", "refrigerant-mass-balance"},
        "several": {"electricity-by-country", "site-fuels-calculator"},
    }
    client = signed_in(tenant_a, "admin")
    titles = [group["title"] for group in client.get(PAGE).context["groups"]]
    assert titles == ["Any country", "Several countries", "United Kingdom", "Germany and the EU", "United States"]
    chosen = client.get(f"{PAGE}?area=EU").context["groups"]
    assert {pack["agent_id"] for group in chosen for pack in group["packs"]} == {
        *(name for name, area in areas.items() if area in {"EU", "anywhere", "several"})
    }


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
