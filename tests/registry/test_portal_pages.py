"""The registry in the portal: names on the agent's page, two versions compared, the list narrowed by capability."""

import pytest

from apps.agents.models import AgentVersion
from apps.registry.services.aliases import alias_move
from apps.registry.services.versions import tag_add, version_deprecate
from greenlang.isolation import tenant_scope
from tests.house import House

AGENT = "/agents/stationary-combustion"


@pytest.fixture(scope="module", autouse=True)
def _said(catalogue: House, later: AgentVersion) -> None:
    with tenant_scope(catalogue.alpha.id):
        alias_move(version=later, name="production", actor="test")
        tag_add(version=catalogue.version, tag="audited", actor="test")
        version_deprecate(version=catalogue.version, reason="Wrong <heat> content.", replacement="1.1.0", actor="test")


def page(catalogue: House, path: str, who: str = "auditor@alpha", status: int = 200) -> str:
    answer = catalogue.browser(who).get(path)
    assert answer.status_code == status
    return str(answer.content.decode())


def test_the_agents_page_says_names_tags_and_deprecation(catalogue: House) -> None:
    shown = page(catalogue, f"{AGENT}?version=1.0.0")
    assert '<span class="tag tag-on">production</span>' in shown
    assert '<span class="tag">audited</span>' in shown
    assert "Wrong &lt;heat&gt; content. Use stationary-combustion@1.1.0 instead." in shown
    assert "Wrong &lt;heat&gt;" not in page(catalogue, f"{AGENT}?version=production")


def test_two_versions_are_compared_on_a_page(catalogue: House) -> None:
    shown = page(catalogue, f"{AGENT}/compare?from=1.0.0&to=production")
    assert "Nothing is broken" in shown
    assert "agents[stationary-combustion].inputs[quantity].description" in shown
    assert "+++ after/agent/inputs.py" in shown
    page(catalogue, f"{AGENT}/compare?from=1.0.0", status=422)
    page(catalogue, f"{AGENT}/compare?from=1.0.0&to=9.9.9", status=404)


def test_an_outsider_finds_no_page(catalogue: House) -> None:
    known = page(catalogue, f"{AGENT}/compare?from=1.0.0&to=1.1.0", "admin@beta", 404)
    assert known == page(catalogue, "/agents/no-such-agent/compare?from=1.0.0&to=1.1.0", "admin@beta", 404)


@pytest.mark.parametrize(("query", "is_there"), [("", True), ("?input=fuel&scope=1", True), ("?region=US", True)])
def test_the_list_is_narrowed_by_what_agents_can_do(catalogue: House, query: str, is_there: bool) -> None:
    assert ("/agents/stationary-combustion" in page(catalogue, f"/agents{query}")) == is_there


def test_a_choice_that_nobody_has_is_passed_over(catalogue: House) -> None:
    assert "/agents/stationary-combustion" in page(catalogue, "/agents?scope=3")
    assert "/agents/stationary-combustion" not in page(catalogue, "/agents", "admin@beta")
