"""Hostile files over the API: every one is answered with a refusal that says where and why, and nothing is kept."""

import json

import pytest

from apps.agents.models import Agent
from apps.jobs.models import Job
from apps.tenants.models import Role, Tenant
from apps.tenants.services import api_key_issue
from greenlang.isolation import tenant_scope
from tests.agents.codegen.test_hostile_texts import PAYLOADS
from tests.agents.spec.hostile_files import FILES, pack_with
from tests.agents.spec.test_hostile_files import HARMLESS
from tests.house import Api

YAML = "application/yaml"
NAMES = [name for name in FILES if name not in HARMLESS]


@pytest.fixture
def operator(tenant_a: Tenant) -> Api:
    return Api(api_key_issue(tenant=tenant_a, name="operator", role=Role.OPERATOR))


def test_every_hostile_file_is_refused_as_a_problem(operator: Api, tenant_a: Tenant) -> None:
    for name in NAMES:
        answer = operator.post("/builds", FILES[name](), YAML)
        assert answer.status_code in (400, 413, 422), (name, answer.status_code)
        assert answer.headers["Content-Type"] == "application/problem+json", name
        problem = answer.json()
        assert problem["detail"], name
        assert "Traceback" not in json.dumps(problem), name
    with tenant_scope(tenant_a.id):
        assert not Job.objects.exists()
        assert not Agent.objects.exists()


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_a_hostile_name_is_refused_with_its_place_or_kept_letter_by_letter(operator: Api, payload: str) -> None:
    said = json.dumps(payload.replace("${", "$ {"))
    refused = operator.post("/builds", pack_with("id: stationary-combustion", f"id: {said}"), YAML)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["path"]
    accepted = operator.post("/builds", pack_with("name: Stationary combustion", f"name: {said}"), YAML)
    assert accepted.status_code in (202, 422)
    if accepted.status_code == 422:
        assert accepted.json()["errors"][0]["detail"]
