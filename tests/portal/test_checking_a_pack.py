"""A pack is explained before anything is kept of it, and what would complete it is there to be edited and accepted."""

from html import unescape
from pathlib import Path

import pytest
from django.test import Client

from apps.agents.models import AgentVersion
from apps.jobs.models import Job
from apps.tenants.models import Tenant
from greenlang.isolation import tenant_scope
from tests.portal.people import signed_in
from tests.portal.rows import PACK

pytestmark = pytest.mark.django_db
PACKS = Path(__file__).parents[1] / "agents" / "spec" / "packs"
UNFINISHED = (PACKS / "kiln.factory.yaml").read_text()


def completion_in(page: str) -> str:
    """What the editor of the completion holds."""
    return unescape(page.partition('name="completion"')[2].partition(">")[2].partition("</textarea>")[0])


def check(client: Client, pack: str, completion: str = "") -> str:
    answer = client.post("/builds/check", {"pack": pack, "completion": completion})
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_what_is_missing_is_told_and_a_completion_proposed(tenant_a: Tenant) -> None:
    page = check(signed_in(tenant_a, "analyst"), UNFINISHED)
    assert "No agent can be built from it yet" in page
    assert "Dialect A" in page
    assert "it has no formulas" in page
    assert "formulas:" in completion_in(page)


def test_with_the_proposal_it_can_be_built_and_both_golden_figures_are_shown(tenant_a: Tenant) -> None:
    client = signed_in(tenant_a, "analyst")
    proposed = completion_in(check(client, UNFINISHED))
    page = check(client, UNFINISHED, proposed)
    assert "An agent can be built from it" in page
    assert "Expected" in page
    assert "Calculated" in page
    assert completion_in(page).strip() == proposed.strip()


def test_building_accepts_the_completion_and_keeps_the_pack_as_it_is(tenant_a: Tenant) -> None:
    client = signed_in(tenant_a, "analyst")
    proposed = completion_in(check(client, UNFINISHED))
    answer = client.post("/builds/new", {"pack": UNFINISHED, "completion": proposed})
    assert answer.status_code == 302
    with tenant_scope(tenant_a.id):
        version = AgentVersion.objects.get()
    assert bytes(version.spec_source).decode() == UNFINISHED
    assert bytes(version.spec_completion).decode() == proposed


def test_a_finished_pack_needs_nothing(tenant_a: Tenant) -> None:
    page = check(signed_in(tenant_a, "analyst"), PACK.decode())
    assert "An agent can be built from it" in page
    assert "Stationary combustion" in page
    assert completion_in(page) == ""


def test_a_manifest_is_listed(tenant_a: Tenant) -> None:
    page = check(signed_in(tenant_a, "analyst"), (PACKS / "suite.manifest.yaml").read_text())
    assert "nothing in it can be calculated" in page
    assert "What it lists" in page


@pytest.mark.parametrize(("pack", "told"), [("", "There is no specification."), ("pack: {id: x", "This is not YAML")])
def test_what_cannot_be_read_is_kept_with_the_reason(tenant_a: Tenant, pack: str, told: str) -> None:
    answer = signed_in(tenant_a, "analyst").post("/builds/check", {"pack": pack})
    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_nothing_is_kept_of_a_check(tenant_a: Tenant) -> None:
    check(signed_in(tenant_a, "analyst"), PACK.decode())
    with tenant_scope(tenant_a.id):
        assert not AgentVersion.objects.exists()
        assert not Job.objects.exists()


def test_an_auditor_checks_nothing(tenant_a: Tenant) -> None:
    assert signed_in(tenant_a, "auditor").post("/builds/check", {"pack": PACK.decode()}).status_code == 403
