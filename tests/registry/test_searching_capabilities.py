"""Agents are found by what they can do: all of it, exactly, and only in one's own organisation."""

import json
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from apps.agents.models import AgentVersion
from apps.agents.spec import read_spec
from apps.factory.descriptor import regions_of
from apps.registry.capabilities import ANY_REGION, Wanted, terms_of
from apps.registry.models import AgentDescriptor, CapabilityTerm
from apps.registry.selectors import Found, agents_able
from apps.registry.services.aliases import alias_move
from apps.runtime.services.lifecycle import version_verb
from greenlang.caching.process import process_cache
from greenlang.caching.tiers import TieredCache
from greenlang.errors import InvalidInput
from greenlang.isolation import tenant_scope
from tests.agents.codegen.agent_samples import pack_bytes
from tests.house import House

ELECTRICITY = pack_bytes("purchased-electricity")


@pytest.fixture(scope="module", autouse=True)
def _more(catalogue: House, later: AgentVersion) -> AgentVersion:
    from tests.portal.rows import agent_make

    return agent_make(catalogue.alpha, ELECTRICITY)


def found(catalogue: House, query: str, who: str = "auditor@alpha") -> list[tuple[str, str]]:
    answer = catalogue.api(who).get(f"/agents/search?{query}")
    assert answer.status_code == 200, answer.content
    return [(row["agent_id"], row["version"]) for row in answer.json()["results"]]


COMBUSTION, POWER = ("stationary-combustion", "1.1.0"), ("purchased-electricity", "1.0.1")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("input=fuel", [COMBUSTION]),
        ("input=fuel&input=quantity", [COMBUSTION]),
        ("input=fuel&input=nothing", []),
        ("output=co2e", [POWER, COMBUSTION]),
        ("output=co2e&scope=1", [COMBUSTION]),
        ("scope=2", [POWER]),
        ("domain=stationary-combustion", [COMBUSTION]),
        ("region=US&scope=1", [COMBUSTION]),
        ("domain=stationary-combustion&scope=2", []),
        ("input=input:fuel", []),
        ("domain=*", []),
    ],
)
def test_everything_asked_for_must_be_there(catalogue: House, query: str, expected: list[tuple[str, str]]) -> None:
    assert found(catalogue, query) == expected


def test_the_newest_version_that_can_is_named_and_a_retired_one_is_not(catalogue: House, later: AgentVersion) -> None:
    with tenant_scope(catalogue.alpha.id):
        version_verb(version=later, verb="stop", actor="test")
        version_verb(version=later, verb="retire", actor="test", reason="It was a trial.")
        assert [row.version.version for row in agents_able(Wanted(inputs=("fuel",)))] == ["1.0.0"]


def test_what_was_found_is_remembered_until_something_of_an_agent_changes(
    catalogue: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a process that hears of changes; another organisation's answers are not shared."""
    monkeypatch.setattr(TieredCache, "live", True)
    asked: list[Wanted] = []

    def counted(wanted: Wanted) -> list[Found]:
        asked.append(wanted)
        return agents_able(wanted)

    monkeypatch.setattr("apps.registry.api.agents_able", counted)
    try:
        assert found(catalogue, "output=co2e&scope=2") == found(catalogue, "scope=2&output=co2e") == [POWER]
        assert found(catalogue, "output=co2e&scope=2", "auditor@beta") == []
        assert len(asked) == 2
        for name in ("one", "other"):
            with tenant_scope(catalogue.alpha.id):
                version = AgentVersion.objects.get(agent__slug="purchased-electricity")
                alias_move(version=version, name=name, actor="test")
            assert found(catalogue, "output=co2e&scope=2") == [POWER]
        assert len(asked) == 4
    finally:
        process_cache().flush()


def test_another_organisation_finds_nothing(catalogue: House) -> None:
    assert found(catalogue, "output=co2e", "admin@beta") == []
    with tenant_scope(catalogue.beta.id):
        assert CapabilityTerm.objects.count() == 0


@pytest.mark.parametrize(("query", "status"), [("", 422), ("colour=red", 400), ("input=", 422)])
def test_a_search_for_nothing_is_refused(catalogue: House, query: str, status: int) -> None:
    assert catalogue.api("auditor@alpha").get(f"/agents/search?{query}").status_code == status
    with tenant_scope(catalogue.alpha.id), pytest.raises(InvalidInput):
        agents_able(Wanted())


def test_the_index_is_what_the_descriptor_says(catalogue: House) -> None:
    with tenant_scope(catalogue.alpha.id):
        for descriptor in AgentDescriptor.objects.all():
            rows = CapabilityTerm.objects.filter(version=descriptor.version).values_list("term", flat=True)
            assert sorted(rows) == terms_of(descriptor.document)


names = st.text(min_size=1, max_size=12)


@given(st.lists(names, max_size=4), names, names, st.lists(names, max_size=3))
def test_a_version_is_found_by_each_of_its_own_terms(
    inputs: list[str], domain: str, scope: str, regions: list[str]
) -> None:
    document: dict[str, Any] = {
        "domain": domain,
        "scope": scope,
        "inputs": [{"name": name} for name in inputs],
        "outputs": [{"name": "co2e"}],
        "regions": regions,
    }
    terms = set(terms_of(document))
    wanted = Wanted(tuple(inputs), ("co2e",), domain, scope, regions[0] if regions else "")
    assert all(set(alternatives) & terms for alternatives in wanted.alternatives())


def test_regions_are_those_the_selectors_name_or_take() -> None:
    source = ELECTRICITY.decode()
    assert regions_of(read_spec(source.encode()).spec)
    combustion = read_spec(pack_bytes("stationary-combustion")).spec
    assert regions_of(combustion) == ["*", "US"]
    assert ANY_REGION == "region:*"


def test_the_command_line_finds_the_same(catalogue: House, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("find_agents", "--input", "fuel", "--scope", "1", "--tenant", "alpha", "--json")
    assert [row["agent_id"] for row in json.loads(capsys.readouterr().out)["agents"]] == ["stationary-combustion"]
    call_command("find_agents", "--domain", "stationary-combustion", "--tenant", "alpha")
    assert "fuel, quantity, region → co2e" in capsys.readouterr().out
    call_command("find_agents", "--domain", "nothing", "--tenant", "alpha")
    assert "No agent can do all of that." in capsys.readouterr().out
