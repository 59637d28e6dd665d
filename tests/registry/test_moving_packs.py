"""Packs move between organisations and installations: proven, or refused with the reason, or built anew."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from apps.agents.models import AgentVersion
from apps.factory.errors import StrangersPack
from apps.factory.moving import pack_export, pack_import
from apps.registry.archive import sha256_hex, tar_read, tar_write
from apps.registry.bundle import bundle_read, bundle_write
from apps.registry.errors import BadPack
from apps.registry.models import AgentPack
from apps.registry.services.packs import installation_signer
from apps.runtime.services.execution import execute
from apps.runtime.services.lifecycle import version_verb
from greenlang.errors import GreenLangError
from greenlang.isolation import tenant_scope
from greenlang.signing import UntrustedSignature, fingerprint_of
from tests.house import GAS, House

PACK_PATH = "/agents/stationary-combustion/versions/1.0.0/pack"
MEDIA_TYPE = "application/vnd.greenlang.pack"


@pytest.fixture(scope="module")
def exported(catalogue: House) -> bytes:
    with tenant_scope(catalogue.alpha.id):
        return pack_export(catalogue.version)


@pytest.fixture
def elsewhere(settings: Any, tmp_path: Path) -> Callable[[], None]:
    """Makes this installation another one: with a key of its own, and no earlier ones."""

    def move() -> None:
        settings.SIGNING_KEY = ""
        settings.SIGNING_KEY_FILE = tmp_path / "other.pem"
        settings.KEY_ROTATIONS = tmp_path / "rotations.jsonl"

    return move


def versions(catalogue: House) -> int:
    with tenant_scope(catalogue.beta.id):
        return AgentVersion.objects.count()


def test_what_is_written_is_read_again_and_says_who_signed_it(catalogue: House, exported: bytes) -> None:
    bundle = bundle_read(exported)
    assert bundle_write(bundle) == exported
    assert sha256_hex(bundle.content) == catalogue.version.pack_sha256
    assert bundle.public_key == installation_signer().signer.public_bytes


def test_any_flipped_byte_of_the_file_is_refused(catalogue: House, exported: bytes) -> None:
    """Headers, fillings and everything beside the archive at every fifth byte, the archive in it at every 305th."""
    content = bundle_read(exported).content
    start = exported.index(content)
    positions = [*range(start), *range(start, start + len(content), 61), *range(start + len(content), len(exported))]
    refused = 0
    for position in positions[::5]:
        flipped = exported[:position] + bytes([exported[position] ^ 1]) + exported[position + 1 :]
        with pytest.raises((BadPack, UntrustedSignature, StrangersPack)):
            pack_import(tenant_id=catalogue.beta.id, data=flipped, actor="test")
        refused += 1
    assert refused > 2000
    assert versions(catalogue) == 0


@pytest.mark.parametrize(
    "change",
    [
        lambda files: files.pop("statement.json"),
        lambda files: files.pop("public-key.txt"),
        lambda files: files.update({"more.txt": b"x"}),
        lambda files: files.update({"signature.json": b"{}"}),
        lambda files: files.update({"signature.json": b"[]"}),
        lambda files: files.update({"statement.json": files["statement.json"] + b" "}),
        lambda files: files.update({"quality-report.json": b"[" * 5000}),
        lambda files: files.update({"public-key.txt": b"0" * 64 + b"\n"}),
        lambda files: files.update({"public-key.txt": b"key"}),
        lambda files: files.update({"pack.tar.gz": b""}),
    ],
)
def test_a_file_that_is_no_whole_bundle_is_refused(
    catalogue: House, exported: bytes, change: Callable[[dict[str, bytes]], Any]
) -> None:
    files = tar_read(exported)
    change(files)
    with pytest.raises(GreenLangError) as refusal:
        pack_import(tenant_id=catalogue.beta.id, data=tar_write(files), actor="test")
    assert refusal.value.status < 500
    assert versions(catalogue) == 0


@pytest.mark.parametrize("data", [b"", b"hello", b"\0" * 10240, b"\0" * (22 * 1024 * 1024)])
def test_what_is_no_archive_is_refused(catalogue: House, data: bytes) -> None:
    with pytest.raises(BadPack):
        pack_import(tenant_id=catalogue.beta.id, data=data, actor="test")


def test_a_strangers_pack_is_refused_with_the_fingerprint(
    catalogue: House, exported: bytes, elsewhere: Callable[[], None]
) -> None:
    fingerprint = fingerprint_of(installation_signer().signer.public_bytes)
    elsewhere()
    with pytest.raises(StrangersPack, match=fingerprint):
        pack_import(tenant_id=catalogue.beta.id, data=exported, actor="test")
    answer = post(catalogue, "analyst@beta", exported)
    assert answer.status_code == 403
    assert fingerprint in answer.json()["detail"]
    assert versions(catalogue) == 0


def test_a_stranger_who_names_our_key_is_refused(
    catalogue: House, exported: bytes, elsewhere: Callable[[], None]
) -> None:
    elsewhere()
    files = tar_read(exported)
    files["public-key.txt"] = installation_signer().signer.public_bytes.hex().encode() + b"\n"
    with pytest.raises(UntrustedSignature):
        pack_import(tenant_id=catalogue.beta.id, data=tar_write(files), actor="test")


def post(catalogue: House, who: str, data: bytes, query: str = "") -> Any:
    headers = {"authorization": f"Bearer {catalogue.keys[who]}"}
    return Client().post(f"/api/v1/packs{query}", data=data, content_type=MEDIA_TYPE, headers=headers)


def test_who_may_not_build_takes_nothing_in(catalogue: House, exported: bytes) -> None:
    assert post(catalogue, "auditor@beta", exported).status_code == 403


def test_an_outsider_gets_the_answer_of_an_unknown_version(catalogue: House) -> None:
    outsider = catalogue.api("admin@beta")
    known, unknown = outsider.get(PACK_PATH), outsider.get(PACK_PATH.replace("stationary-combustion", "no-such-agent"))
    assert known.status_code == unknown.status_code == 404
    assert known.content.replace(b"stationary-combustion", b"X") == unknown.content.replace(b"no-such-agent", b"X")


def test_a_pack_of_our_own_is_registered_again_and_calculates_the_same(
    catalogue: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = catalogue.api("auditor@alpha").get(PACK_PATH)
    assert answer["Content-Disposition"] == 'attachment; filename="stationary-combustion-1.0.0.glpack"'
    first = post(catalogue, "analyst@beta", answer.content)
    assert first.status_code == 201, first.content
    assert (first.json()["outcome"], first.json()["state"]) == ("registered", "staged")
    assert first.json()["pack_sha256"] == catalogue.version.pack_sha256
    with tenant_scope(catalogue.beta.id):
        version = AgentVersion.objects.get()
        assert [event.target for event in version.events.order_by("position")] == [
            "draft", "building", "testing", "validated", "staged",
        ]  # fmt: skip
        version_verb(version=version, verb="start", actor="test")
        assert execute(version=version, document=GAS, actor="test").record.result == "2655.725"
    assert post(catalogue, "analyst@beta", answer.content).json()["outcome"] == "registered before"
    (tmp_path / "pack").write_bytes(answer.content)
    call_command("import_pack", str(tmp_path / "pack"), "--tenant", "beta", "--json")
    assert json.loads(capsys.readouterr().out)["outcome"] == "registered before"
    assert catalogue.api("admin@beta").get("/agents/search?input=fuel").json()["results"][0]["version"] == "1.0.0"


def test_the_command_writes_a_new_file_only(
    catalogue: House, exported: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "combustion.glpack"
    arguments = ("export_pack", "stationary-combustion@1.0.0", "--out", str(target), "--tenant", "alpha")
    call_command(*arguments)
    assert target.read_bytes() == exported
    with pytest.raises((GreenLangError, CommandError, SystemExit)):
        call_command(*arguments)
    assert target.read_bytes() == exported
    assert "stationary-combustion 1.0.0 is in" in capsys.readouterr().out


@pytest.mark.thorough
def test_a_strangers_pack_is_rebuilt_from_its_specification(
    catalogue: House, later: AgentVersion, elsewhere: Callable[[], None]
) -> None:
    """Through the whole pipeline, evaluation and all; the archive comes out the same, the signature is ours."""
    with tenant_scope(catalogue.alpha.id):
        data = pack_export(later)
    elsewhere()
    moved = pack_import(tenant_id=catalogue.beta.id, data=data, actor="test", rebuild=True)
    assert (moved.outcome, moved.identical, moved.differing) == ("rebuilt", True, ())
    with tenant_scope(catalogue.beta.id):
        pack = AgentPack.objects.get(version=moved.version)
        assert pack.signature["key_id"] == installation_signer().signer.key_id
        assert pack.sha256 == later.pack_sha256
