"""The pod's server, as a process: it serves the pack that was deployed and no other, and gives the engine's results."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from apps.runtime.deployers.contract import Release
from apps.runtime.pod.client import Pods, PodUnavailable
from apps.runtime.pod.mounted import Expected, mounted_agent
from greenlang.engine.canonical_json import canonical_json
from greenlang.engine.contract import FactorRequest, FactorTable, calculate
from greenlang.engine.formula import Outcome
from greenlang.engine.gases import GwpSet
from greenlang.engine.records import recipe_of
from greenlang.engine.serving import result_document
from greenlang.errors import GreenLangError
from tests.agents.codegen.carried_catalogue import carried_factor, carried_potentials
from tests.runtime.released import agent_made, release_made

ROOT = Path(__file__).resolve().parents[2]
GAS = {"fuel": "natural-gas", "region": "US", "quantity": {"value": "50", "unit": "mmBtu", "basis": "gross"}}
START_SECONDS = 60.0


def mounted(folder: Path, release: Release) -> Path:
    """The folder as a ConfigMap is mounted."""
    (folder / "pack.tar.gz").write_bytes(release.pack)
    (folder / "signature.json").write_bytes(canonical_json(dict(release.signature)))
    return folder


def expected(release: Release, **more: str) -> Expected:
    told = {
        "agent": release.agent,
        "version": release.version,
        "sha256": release.pack_sha256,
        "public_key": release.public_key,
    }
    return Expected(**told | more)


@dataclass(frozen=True)
class Pod:
    """A pod's server as a process of this machine."""

    url: str
    process: "subprocess.Popen[bytes]"

    def post(self, document: object, path: str = "/execute") -> tuple[int, Any]:
        data = document if isinstance(document, bytes) else json.dumps(document).encode()
        request = urllib.request.Request(self.url + path, data, {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)


def pod_start(folder: Path, release: Release, *arguments: str, scheme: str = "http") -> Pod:
    """Start it with a bare environment, as a container does, and go on when its port answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "GREENLANG_POD_AGENT": release.agent,
        "GREENLANG_POD_VERSION": release.version,
        "GREENLANG_POD_PACK_SHA256": release.pack_sha256,
        "GREENLANG_POD_PUBLIC_KEY": release.public_key,
    }
    process = subprocess.Popen(
        [sys.executable, "-B", "-m", "apps.runtime.pod", "--pack", str(folder), "--port", str(port), *arguments],
        env=environment,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    )
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            break
        time.sleep(0.05)
    return Pod(f"{scheme}://127.0.0.1:{port}", process)


@pytest.fixture(scope="module")
def pod(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pod]:
    release = release_made()
    started = pod_start(mounted(tmp_path_factory.mktemp("pack"), release), release)
    try:
        yield started
    finally:
        started.process.send_signal(signal.SIGTERM)
        started.process.wait(30)
        assert started.process.stderr is not None
        started.process.stderr.close()


def asked(document: dict[str, Any], name: str = "stationary-combustion") -> dict[str, Any]:
    binding = agent_made(name).bind(document)
    requests = [each for each in binding.factors.values() if isinstance(each, FactorRequest)]
    table = FactorTable.of((request, carried_factor(request)) for request in requests)
    return {"inputs": document, "factors": table.as_document(), "gwp": carried_potentials("AR5").as_document()}


def test_a_pod_gives_what_the_agent_gives_in_this_process(pod: Pod) -> None:
    status, answer = pod.post(asked(GAS))
    here = result_document(agent_made(), GAS, carried_factor, carried_potentials("AR5"))
    assert status == 200
    assert canonical_json(answer) == canonical_json(here)
    assert answer["result"] == "2655.725"
    assert Outcome.from_document(answer).as_document() == {
        name: answer[name] for name in ("gases", "result", "result_unit", "co2_biogenic", "parameters")
    }


def test_a_pod_says_which_pack_it_serves(pod: Pod) -> None:
    with urllib.request.urlopen(pod.url + "/health", timeout=30) as answer:
        health = json.load(answer)
    release = release_made()
    assert health == {"agent": release.agent, "version": release.version, "pack_sha256": release.pack_sha256}


def test_a_pod_looks_nothing_up(pod: Pod) -> None:
    document = asked(GAS)
    status, answer = pod.post({**document, "factors": []})
    assert (status, answer["errors"][0]["code"]) == (422, "invalid-factor")
    status, answer = pod.post(asked(GAS) | {"inputs": {**GAS, "fuel": "propane"}})
    assert status == 422


@pytest.mark.parametrize(
    "document",
    [
        b"{",
        b"[]",
        {"inputs": GAS},
        {"inputs": [], "factors": [], "gwp": {}},
        {"inputs": GAS, "factors": {}, "gwp": 1},
        {"inputs": GAS, "factors": [], "gwp": {"id": "x", "name": "x", "values": {"CO2": "2"}, "source": "x"}},
    ],
)
def test_what_is_no_execution_is_refused_with_the_reason(pod: Pod, document: object) -> None:
    status, answer = pod.post(document)
    assert status in {400, 422}
    assert answer["detail"]


def test_a_pod_needs_no_framework_and_nothing_of_how_agents_are_made() -> None:
    """What a pod imports, in a process that has imported nothing else: its start and its memory hang on that."""
    program = (
        "import sys, apps.runtime.pod.application; "
        "print(*[m for m in sys.modules if m.startswith(('django', 'pydantic', 'apps.agents'))])"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", program], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == ""


def test_only_the_pack_that_was_deployed_is_loaded(tmp_path: Path) -> None:
    release, other = release_made(), release_made("site-fuels")
    folder = mounted(tmp_path, release)
    assert release.agent == mounted_agent(folder, expected(release)).AGENT_ID
    for wrong in (
        expected(release, sha256=other.pack_sha256),
        expected(release, public_key="00" * 32),
        expected(release, public_key="no hex"),
        expected(release, agent="another"),
        expected(release, version="9.9.9"),
    ):
        with pytest.raises(GreenLangError):
            mounted_agent(folder, wrong)
    mounted(tmp_path, other)
    with pytest.raises(GreenLangError, match="not the one that was deployed"):
        mounted_agent(folder, expected(release))


def test_no_flipped_byte_is_served(tmp_path: Path) -> None:
    release = release_made()
    folder = mounted(tmp_path, release)
    for name in ("pack.tar.gz", "signature.json"):
        whole = (folder / name).read_bytes()
        for place in range(0, len(whole), max(1, len(whole) // 40)):
            (folder / name).write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
            with pytest.raises(GreenLangError):
                mounted_agent(folder, expected(release))
        (folder / name).write_bytes(whole)
    (folder / "signature.json").unlink()
    with pytest.raises(GreenLangError, match="cannot be read"):
        mounted_agent(folder, expected(release))


def test_a_pod_with_a_pack_it_does_not_believe_ends_with_one_message(tmp_path: Path) -> None:
    release = release_made()
    folder = mounted(tmp_path, release)
    (folder / "pack.tar.gz").write_bytes(release.pack + b"\0")
    started = pod_start(folder, release)
    _, said = started.process.communicate(timeout=START_SECONDS)
    assert started.process.returncode == 1
    assert b"not the one that was deployed" in said
    assert b"Traceback" not in said


def test_what_the_gateway_makes_of_a_pods_answer_is_what_it_would_have_made_itself(pod: Pod) -> None:
    agent, gwp = agent_made(), carried_potentials("AR5")
    here = calculate(agent, GAS, carried_factor, gwp)
    there = Pods().calculate(pod.url, agent, GAS, carried_factor, gwp)
    assert there == here
    document = {"id": agent.AGENT_ID, "version": agent.AGENT_VERSION, "pack_sha256": release_made().pack_sha256}
    recipes = [
        recipe_of(
            agent=document,
            formula=agent.FORMULAS[binding.formula_id],
            binding=binding,
            factors=factors,
            gwp=gwp,
            outcome=outcome,
        )
        for binding, outcome, factors in (here, there)
    ]
    assert recipes[0] == recipes[1]
    numbers = {**GAS, "quantity": {"value": Decimal("50.00"), "unit": "mmBtu", "basis": "gross"}}
    assert Pods().calculate(pod.url, agent, numbers, carried_factor, gwp) == calculate(
        agent, numbers, carried_factor, gwp
    )


def test_a_refusal_in_the_pod_is_told_in_the_words_it_has_here(pod: Pod) -> None:
    agent, gwp = agent_made(), carried_potentials("AR5")
    bare = replace_values(gwp)
    errors: list[GreenLangError] = []
    for by in (calculate, partial(Pods().calculate, pod.url)):
        with pytest.raises(GreenLangError) as refusal:
            by(agent, GAS, carried_factor, bare)
        errors.append(refusal.value)
    assert errors[0].as_dict() == errors[1].as_dict()
    assert (errors[0].status, errors[0].title) == (errors[1].status, errors[1].title)


def replace_values(gwp: GwpSet) -> GwpSet:
    """A set that knows CO2 alone."""
    return GwpSet(gwp.id, gwp.name, {"CO2": gwp.of("CO2")}, gwp.source)


def test_no_pod_is_said_so_and_an_answer_to_something_else_is_not_believed(pod: Pod) -> None:
    agent, gwp = agent_made(), carried_potentials("AR5")
    with pytest.raises(PodUnavailable, match="No pod of the agent answers"):
        Pods().calculate("http://127.0.0.1:1", agent, GAS, carried_factor, gwp)
    elsewhere = Pods()
    answer = elsewhere._asked(pod.url, canonical_json(asked(GAS)))
    for name, value in (
        ("result", "1"),
        ("input_hash", "sha256:00"),
        ("formula_hash", "sha256:00"),
        ("gwp_set", "AR4"),
    ):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(elsewhere, "_asked", lambda url, body, n=name, v=value: {**answer, n: v})
            with pytest.raises(PodUnavailable, match="differs"):
                elsewhere.calculate(pod.url, agent, GAS, carried_factor, gwp)


def certified(folder: Path) -> tuple[Path, Path]:
    """A certificate of its own authority for this machine's address, and its key, as PEM files."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "pod")])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, now - timedelta(hours=1), now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    folder.mkdir()
    files = folder / "tls.crt", folder / "tls.key"
    files[0].write_bytes(certificate.public_bytes(Encoding.PEM))
    files[1].write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return files


def test_a_pod_with_a_certificate_is_asked_over_tls_and_a_stranger_is_not_believed(tmp_path: Path) -> None:
    release, agent, gwp = release_made(), agent_made(), carried_potentials("AR5")
    (tmp_path / "pack").mkdir()
    certificate, key = certified(tmp_path / "own")
    arguments = ("--certificate", str(certificate), "--key", str(key))
    started = pod_start(mounted(tmp_path / "pack", release), release, *arguments, scheme="https")
    try:
        found = Pods(str(certificate)).calculate(started.url, agent, GAS, carried_factor, gwp)
        assert found == calculate(agent, GAS, carried_factor, gwp)
        other, _ = certified(tmp_path / "other")
        with pytest.raises(PodUnavailable):
            Pods(str(other)).calculate(started.url, agent, GAS, carried_factor, gwp)
    finally:
        started.process.terminate()
        started.process.communicate(timeout=30)
