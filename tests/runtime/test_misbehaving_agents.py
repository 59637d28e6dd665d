"""A signed pack that would exit, hang or eat memory: no door runs any of it, and each answers the next request."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse

from apps.jobs.models import Job
from apps.jobs.services import job_run
from apps.registry.archive import PACK_PURPOSE, pack_write, sha256_hex
from apps.registry.services import packs
from apps.runtime import loading
from apps.runtime.batch.attempts import partition_attempt, under_guard
from apps.runtime.batch.executions import executions_work
from apps.runtime.errors import UntrustedCode
from apps.runtime.gateway.discovery import forget
from apps.runtime.models import RunPartition
from apps.runtime.pod.mounted import Expected, mounted_agent
from apps.runtime.services.runs import run_create
from greenlang.engine.canonical_json import canonical_json
from greenlang.isolation import tenant_scope
from tests.house import GAS, House
from tests.runtime.released import files_of, signer
from tests.runtime.test_gateway import execute

MISBEHAVING = {
    "exits": 'parse_unit.func_globals["os"]._exit(0)',
    "hangs": "for each in iter(int, 1):\n        pass",
    "eats": 'eaten = "x" * 10**13',
}
ID = "stationary-combustion"


def misbehaving(files: dict[str, bytes], what: str) -> dict[str, bytes]:
    """The pack, doing that before it binds."""
    code = files["agent/binding.py"].decode()
    begun = "    values = read_inputs(INPUTS, document)\n"
    assert begun in code
    written = code.replace(begun, f"    {MISBEHAVING[what]}\n{begun}").encode()
    manifest = json.loads(files["manifest.json"])
    manifest["files"]["agent/binding.py"] = f"sha256:{sha256_hex(written)}"
    return {**files, "agent/binding.py": written, "manifest.json": canonical_json(manifest)}


@pytest.fixture(params=list(MISBEHAVING))
def bad(request: pytest.FixtureRequest, house: House, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The running agent's pack is such a one, and this process has not loaded it."""

    def pack_load(version: Any, pack: Any) -> dict[str, bytes]:
        return misbehaving(dict(packs.pack_load(version, pack)), request.param)

    monkeypatch.setattr("apps.runtime.services.execution.pack_load", pack_load)
    monkeypatch.setattr(loading, "_loaded", {})
    forget(house.alpha.id, ID)
    yield
    monkeypatch.undo()
    forget(house.alpha.id, ID)
    # The process that met it answers the next request.
    assert execute(house).status == 201


def is_refusal(error: Any) -> bool:
    return error["code"] == "untrusted-code" and "agent/binding.py, line" in error["where"]


@pytest.mark.usefixtures("bad")
def test_the_gateway_refuses(house: House) -> None:
    served, routed = execute(house), house.api("analyst@alpha").post(f"/agents/{ID}/executions", {"inputs": GAS})
    assert (served.status, routed.status_code) == (403, 403)
    for answer in (served, routed):
        assert answer.json()["errors"][0]["code"] == "untrusted-code"


@pytest.mark.usefixtures("bad")
def test_the_portal_refuses(house: House) -> None:
    page = house.browser("analyst@alpha").get(reverse("portal:agent_execute", args=[ID]))
    assert page.status_code == 403
    assert "code goes beyond what may be loaded" in page.content.decode()


@pytest.mark.usefixtures("bad")
def test_the_command_refuses(tmp_path: Path) -> None:
    document = tmp_path / "input.json"
    document.write_text(json.dumps(GAS))
    with pytest.raises(UntrustedCode):
        call_command("run_agent", ID, "--input", str(document), "--tenant", "alpha")


@pytest.mark.usefixtures("bad")
def test_a_run_fails_and_its_worker_goes_on(house: House) -> None:
    with tenant_scope(house.alpha.id):
        run = run_create(version=house.version, period=house.period)
        partition = RunPartition.objects.get(run=run)
    partition_attempt(tenant_id=house.alpha.id, partition_id=partition.id, way=under_guard)
    with tenant_scope(house.alpha.id):
        partition.refresh_from_db()
    assert is_refusal(partition.error)


@pytest.mark.usefixtures("bad")
def test_many_executions_fail_and_their_worker_goes_on(house: House) -> None:
    with tenant_scope(house.alpha.id):
        arguments = {"version_id": str(house.version.id), "body": json.dumps({"inputs": [GAS]})}
        job = Job.objects.create(kind="executions", task="runtime.executions", arguments=arguments)
    done = job_run(tenant_id=house.alpha.id, job_id=job.id, work=lambda job: executions_work(job, house.alpha.id))
    assert done.state == "failed"
    assert is_refusal(done.error)


@pytest.mark.parametrize("what", MISBEHAVING)
def test_a_pod_does_not_begin_to_serve(what: str, tmp_path: Path) -> None:
    content = pack_write(misbehaving(files_of(ID), what))
    sha256 = sha256_hex(content)
    (tmp_path / "pack.tar.gz").write_bytes(content)
    (tmp_path / "signature.json").write_text(json.dumps(signer().sign(sha256=sha256, purpose=PACK_PURPOSE)))
    expected = Expected(ID, "1.0.0", sha256, signer().public_bytes.hex())
    with pytest.raises(UntrustedCode):
        mounted_agent(tmp_path, expected)
