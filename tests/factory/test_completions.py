"""A completion stays beside its specification: in the version, in its attempts, in the pack."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from apps.agents.lifecycle import State
from apps.agents.selectors import attempts_of
from apps.agents.spec import SpecError
from apps.factory.errors import VersionTaken
from apps.factory.services import build_now, version_command, version_open
from apps.registry.archive import pack_read
from apps.registry.models import AgentPack
from greenlang.engine.canonical_json import sha256_bytes, sha256_of
from greenlang.isolation import tenant_scope
from tests.factory.completed import AGENT, COMPLETION, INCOMPLETE
from tests.house import GAS, House


@pytest.mark.thorough
def test_a_pack_with_its_completion_becomes_an_agent_that_carries_both(house: House) -> None:
    built = build_now(tenant_id=house.alpha.id, source=INCOMPLETE, completion=COMPLETION, actor="anna")
    version = built.version
    with tenant_scope(house.alpha.id):
        assert version.state == State.ACTIVE
        assert (bytes(version.spec_source), bytes(version.spec_completion)) == (INCOMPLETE, COMPLETION)
        hashes = {"pack": sha256_bytes(INCOMPLETE), "completion": sha256_bytes(COMPLETION)}
        assert version.spec_hash == sha256_of(hashes)
        files = pack_read(bytes(AgentPack.objects.get(sha256=version.pack_sha256).content))
        assert (files["pack.yaml"], files["completion.yaml"]) == (INCOMPLETE, COMPLETION)
        (attempt,) = attempts_of(version)
        assert bytes(attempt.revision.spec_completion) == COMPLETION
        version_command(version=version, verb="start", actor="anna")
    again = build_now(tenant_id=house.alpha.id, source=INCOMPLETE, completion=COMPLETION, actor="bert")
    assert again.reused
    with tenant_scope(house.alpha.id), pytest.raises(VersionTaken):
        version_open(source=INCOMPLETE, completion=COMPLETION + b"# another\n", actor="bert")
    executed = house.api("analyst@alpha").post(f"/agents/{AGENT}/executions", {"inputs": GAS, "version": "2.0.0"})
    assert executed.json()["result"] == "2655.725"


def test_without_its_completion_nothing_is_kept(house: House) -> None:
    with tenant_scope(house.beta.id), pytest.raises(SpecError):
        version_open(source=INCOMPLETE, actor="anna")


@pytest.mark.thorough
def test_the_command_takes_the_completion_from_a_file(house: House, tmp_path: Path) -> None:
    pack, completion = tmp_path / "pack.yaml", tmp_path / "completion.yaml"
    pack.write_bytes(INCOMPLETE)
    completion.write_bytes(COMPLETION)
    told = io.StringIO()
    call_command("build_agent", str(pack), completion=str(completion), tenant="beta", json=True, stdout=told)
    document = json.loads(told.getvalue())
    assert (document["agent_id"], document["state"]) == (AGENT, "running")
