"""A pack is explained before anything is kept of it, and what would complete it is there to be edited and accepted."""

import re
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
HTMX = {"HX-Request": "true"}
UNFINISHED = (PACKS / "kiln.factory.yaml").read_text()


def completion_in(page: str) -> str:
    """What the editor of the completion holds."""
    return unescape(page.partition('name="completion"')[2].partition(">")[2].partition("</textarea>")[0])


def check(client: Client, pack: str, completion: str = "", **more: str) -> str:
    answer = client.post("/builds/check", {"pack": pack, "completion": completion, **more})
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_what_is_missing_is_told_and_a_completion_proposed(tenant_a: Tenant) -> None:
    page = check(signed_in(tenant_a, "analyst"), UNFINISHED)
    assert "No agent can be built from it yet" in page
    assert "Dialect A" in page
    assert "it has no formulas" in page
    assert completion_in(page) == "", "nothing is put where somebody writes before they ask for it"
    assert "formulas:" in page.partition('id="proposed"')[2]


def test_with_the_proposal_it_can_be_built_and_both_golden_figures_are_shown(tenant_a: Tenant) -> None:
    client = signed_in(tenant_a, "analyst")
    proposed = completion_in(check(client, UNFINISHED, take_over="1"))
    page = check(client, UNFINISHED, proposed)
    assert "An agent can be built from it" in page
    assert "Expected" in page
    assert "Calculated" in page
    assert completion_in(page).strip() == proposed.strip()


def test_building_accepts_the_completion_and_keeps_the_pack_as_it_is(tenant_a: Tenant) -> None:
    client = signed_in(tenant_a, "analyst")
    proposed = completion_in(check(client, UNFINISHED, take_over="1"))
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


def test_as_somebody_types_only_what_is_said_of_it_is_answered(tenant_a: Tenant) -> None:
    client = signed_in(tenant_a, "analyst")
    page = client.post("/builds/check", {"pack": UNFINISHED}, headers=HTMX).content.decode()
    assert "<html" not in page
    assert "<textarea" not in page, "what is being written is not replaced"
    assert "Not understood" in page
    assert re.search(r'data-line="[1-9][0-9]*"', page), "a finding leads to its line"
    broken = client.post("/builds/check", {"pack": "pack: {id: x"}, headers=HTMX)
    assert broken.status_code == 200, "htmx swaps nothing else in"
    assert 'data-mark="wrong"' in broken.content.decode()


def test_what_is_written_is_a_draft_until_it_is_handed_in(tenant_a: Tenant) -> None:
    client = signed_in(tenant_a, "analyst")
    client.post("/builds/check", {"pack": "agent: {half: writ", "completion": "a: 1"}, headers=HTMX)
    page = client.get("/builds/new").content.decode()
    assert "agent: {half: writ" in page
    assert completion_in(page) == "a: 1"
    assert "agent: {half: writ" not in signed_in(tenant_a, "operator").get("/builds/new").content.decode()
    client.post("/builds/discard")
    assert "agent: {half: writ" not in client.get("/builds/new").content.decode()
    client.post("/builds/check", {"pack": PACK.decode()})
    assert client.post("/builds/new", {"pack": PACK.decode()}).status_code == 302
    client.post("/builds/check", {"pack": PACK.decode()}, headers=HTMX)
    assert client.get("/builds/new").context["is_draft"] is False, "a late check keeps what was handed in already"


def test_opening_the_page_makes_no_draft(tenant_a: Tenant) -> None:
    client = signed_in(tenant_a, "analyst")
    client.post("/builds/check", {"pack": PACK.decode(), "opened": "1"}, headers=HTMX)
    assert client.get("/builds/new").context["is_draft"] is False


def test_any_example_can_be_begun_with(tenant_a: Tenant) -> None:
    client = signed_in(tenant_a, "analyst")
    assert "refrigerant" in client.get("/builds/new?example=refrigerant-losses").context["text"]
    assert client.get("/builds/new?example=../../secret").context["text"].encode() == PACK


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [1]\nb: *a\n",
        "\x00\ufffe",
        "[" * 5000,
        "x: " + "y" * 1_100_000,
        "{{ 7 }}: </pre><script>alert(1)</script>",
    ],
)
def test_hostile_text_is_answered_with_a_reason(tenant_a: Tenant, text: str) -> None:
    answer = signed_in(tenant_a, "analyst").post("/builds/check", {"pack": text}, headers=HTMX)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "It cannot be built as it stands" in page
    assert "<script>alert" not in page


def test_an_auditor_checks_nothing(tenant_a: Tenant) -> None:
    assert signed_in(tenant_a, "auditor").post("/builds/check", {"pack": PACK.decode()}).status_code == 403
