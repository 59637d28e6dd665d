"""An agent seen by people: states with reasons, what was measured, code, names, and a try without a trace."""

from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.agents.models import AgentVersion
from apps.calculations.models import Calculation
from apps.jobs.models import Job
from apps.registry.models import AgentAlias, Deprecation, VersionTag
from apps.registry.services.versions import consumer_register
from apps.tenants.models import Tenant
from greenlang.isolation import tenant_scope
from tests.portal.people import signed_in
from tests.portal.rows import AGENT, PACK, agent_make

pytestmark = pytest.mark.django_db
TYPED = {
    "fuel": "natural-gas",
    "region": "US",
    "quantity.value": "50",
    "quantity.unit": "mmBtu",
    "quantity.basis": "gross",
}
LATER = PACK.replace(b"version: 1.0.0", b"version: 1.1.0").replace(
    b"quantity * heat_content_gas * ef", b"quantity * heat_content_gas * ef * 1"
)


@pytest.fixture
def operator(tenant_a: Tenant) -> Client:
    """Somebody who operates a running agent that is used by somebody else."""
    version = agent_make(tenant_a)
    relies = {"version": "1.0.0", "documents": [], "outputs": {"co2e": "kg CO2e"}}
    with tenant_scope(tenant_a.id):
        consumer_register(agent=version.agent, name="Site <dashboard>", document=relies, actor="test")
    return signed_in(tenant_a, "operator")


def page(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(f"/agents/{AGENT}{path}")
    assert answer.status_code == status
    return unescape(answer.content.decode())


def test_before_somebody_decides_they_see_who_feels_it(operator: Client) -> None:
    shown = page(operator, "")
    assert "It is used by Site <dashboard>." in shown
    assert "This cannot be undone" not in shown, "a running version is not retired"
    assert "it accepts no work until it is resumed" in shown.lower()


def test_the_history_says_who_and_why_and_keeps_every_hash_whole(operator: Client, tenant_a: Tenant) -> None:
    operator.post(f"/agents/{AGENT}/verbs/pause", {"version": "1.0.0", "reason": "The meter is read."})
    context = operator.get(f"/agents/{AGENT}").context
    newest, facts = context["history"][0], [fact for event in context["history"] for fact in event["facts"]]
    assert (newest["label"], newest["by"], newest["why"]) == ("Paused", "operator", "The meter is read.")
    with tenant_scope(tenant_a.id):
        version = AgentVersion.objects.get()
    assert {"name": "Pack sha256", "value": version.pack_sha256, "is_hash": True} in facts


def test_a_roll_back_leads_to_the_version_before(operator: Client, tenant_a: Tenant) -> None:
    assert "Roll back" not in page(operator, ""), "there is nothing before"
    agent_make(tenant_a, LATER)
    shown = page(operator, "?version=1.1.0")
    assert "stationary-combustion 1.0.0 is started in its place" in shown
    answer = operator.post(f"/agents/{AGENT}/verbs/roll-back", {"version": "1.1.0", "reason": ""})
    assert (answer.status_code, "Say why." in answer.content.decode()) == (422, True)
    operator.post(f"/agents/{AGENT}/verbs/roll-back", {"version": "1.1.0", "reason": "It is dearer."})
    with tenant_scope(tenant_a.id):
        states = dict(AgentVersion.objects.values_list("version", "state"))
    assert states == {"1.0.0": "running", "1.1.0": "paused"}


def test_what_differs_is_told_in_numbers_too(operator: Client, tenant_a: Tenant) -> None:
    doubled = LATER.replace(b"heat_content_gas * ef * 1", b"heat_content_gas * ef * 2")
    agent_make(tenant_a, doubled)
    context = operator.get(f"/agents/{AGENT}/compare?from=1.0.0&to=1.1.0").context
    [first, *others] = context["numbers"]
    assert (first["name"], first["share"], first["same"]) == ("natural_gas_by_volume", "+100 %", False)
    assert all(each["same"] for each in others)
    assert context["numbers_same"] == context["numbers_all"] - 1
    kinds = {line["kind"] for file in context["files"] for line in file["lines"]}
    assert kinds == {"added", "removed", "place", ""}


def test_names_are_moved_and_removed_and_what_was_typed_is_kept(operator: Client, tenant_a: Tenant) -> None:
    say = f"/agents/{AGENT}/names"
    sent = {"version": "1.0.0", "target": "1.0.0", "name": "production", "reason": "Audited."}
    assert operator.post(f"{say}/alias", sent)["Location"].endswith("names?version=1.0.0")
    wrong = operator.post(f"{say}/alias", {**sent, "name": "No Name", "reason": "<So>"})
    assert wrong.status_code == 422
    assert 'value="No Name"' in wrong.content.decode()
    assert 'value="&lt;So&gt;"' in wrong.content.decode()
    operator.post(f"{say}/tag", {"version": "1.0.0", "tag": "audited"})
    operator.post(f"{say}/deprecate", {"version": "production", "reason": "Old."})
    with tenant_scope(tenant_a.id):
        assert AgentAlias.objects.get().name == "production"
        assert VersionTag.objects.get().tag == "audited"
        assert Deprecation.objects.get().reason == "Old."
    assert "The alias production stands for this version." in page(operator, "")
    for what in ("tag-remove", "deprecation-withdraw", "alias-remove"):
        operator.post(f"{say}/{what}", {"version": "1.0.0", "tag": "audited", "name": "production"})
    with tenant_scope(tenant_a.id):
        assert not (AgentAlias.objects.exists() or VersionTag.objects.exists() or Deprecation.objects.exists())
    shown = page(operator, "/names")
    assert "Audited." in shown, "every move stays"
    assert operator.post(f"{say}/explode", {"version": "1.0.0"}).status_code == 404


def test_a_dry_run_gives_the_number_and_no_line(operator: Client, tenant_a: Tenant) -> None:
    operator.post(f"/agents/{AGENT}/verbs/stop", {"version": "1.0.0"})
    answer = operator.post(f"/agents/{AGENT}/execute", {**TYPED, "version": "1.0.0", "dry": "1"})
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "2,655.725" in shown
    assert "Emission Factors Hub" in shown
    assert 'value="50"' in shown
    wrong = operator.post(f"/agents/{AGENT}/execute", {**TYPED, "quantity.unit": "ton", "dry": "1"})
    assert wrong.status_code == 422
    with tenant_scope(tenant_a.id):
        assert not Calculation.objects.exists()


def test_code_is_read_with_its_tree_and_the_pack_is_taken_along(operator: Client) -> None:
    first = operator.get(f"/agents/{AGENT}/code")
    assert first["Location"].endswith("/versions/1.0.0/files/agent/formulas.py")
    context = operator.get(first["Location"]).context
    assert [folder["folder"] for folder in context["tree"]] == ["", "agent", "tests"]
    text = operator.get(first["Location"] + "?as=text")
    assert text["Content-Type"].startswith("text/plain")
    assert text["Content-Disposition"] == 'attachment; filename="formulas.py"'
    pack = operator.get(f"/agents/{AGENT}/versions/1.0.0/pack")
    assert pack["Content-Disposition"] == 'attachment; filename="stationary-combustion-1.0.0.glpack"'
    assert pack.content


def test_quality_is_read_in_full_and_measured_again_by_a_worker(operator: Client, tenant_a: Tenant) -> None:
    agent_make(tenant_a, LATER)
    context = operator.get(f"/agents/{AGENT}/quality?version=1.1.0").context
    assert [point["version"] for point in context["trend"]["points"]] == ["1.0.0", "1.1.0"]
    assert len(context["dimensions"]) == 12
    [report] = context["reports"]
    assert page(operator, f"/quality?version=1.1.0&report={report['id']}")
    page(operator, f"/quality?version=1.0.0&report={report['id']}", 404)
    page(operator, "/quality?report=nonsense", 404)
    answer = operator.post(f"/agents/{AGENT}/evaluations", {"version": "1.1.0", "depth": "deep"})
    with tenant_scope(tenant_a.id):
        job = Job.objects.get()
    assert answer["Location"] == f"/agents/{AGENT}/work/{job.id}"
    assert "Waiting for a worker" in operator.get(answer["Location"]).content.decode()
    assert operator.post(f"/agents/{AGENT}/evaluations", {"depth": "bottomless"}).status_code == 422


def test_agents_are_found_by_words_and_state(operator: Client) -> None:
    expected = {"q=COMBUST": 1, "q=fuel+burnt": 1, "q=wind": 0, "state=running": 1, "state=paused": 0, "state=none": 1}
    found = {query: len(operator.get(f"/agents?{query}").context["agents"]) for query in expected}
    assert found == expected


QUERIES = {
    "/agents": 8,
    f"/agents/{AGENT}?version=1.0.0": 23,
    f"/agents/{AGENT}/quality?version=1.0.0": 10,
    f"/agents/{AGENT}/names?version=1.0.0": 16,
    f"/agents/{AGENT}/versions/1.0.0/files/pack.yaml": 5,
    f"/agents/{AGENT}/execute?version=1.0.0": 5,
}
"""Queries of each page beyond those of the frame, whatever the agents, versions and calculations there are."""


def test_pages_ask_the_database_as_often_however_much_there_is(operator: Client, tenant_a: Tenant) -> None:
    agent_make(tenant_a, LATER, start=False)
    operator.get("/builds/new")
    asked = {path: queries_of(operator, path) for path in ("/builds/new", *QUERIES)}
    frame = asked.pop("/builds/new") - 1  # the draft's
    assert {path: count - frame for path, count in asked.items()} == QUERIES


def queries_of(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)
