"""A registered pack is verified before it is believed: any flipped byte is refused, at all three moments."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from psycopg import sql

from apps.agents.models import AgentVersion
from apps.registry.archive import manifest_check, pack_read, pack_write, sha256_hex
from apps.registry.bill import bill_check
from apps.registry.errors import BadPack
from apps.registry.models import AgentPack
from apps.registry.services.packs import PURPOSE, Seal, pack_load, pack_of, pack_register, pack_verify
from apps.runtime.deployers.local import LocalDeployer
from apps.runtime.releases import release_of
from apps.runtime.services.execution import execute
from greenlang.engine.canonical_json import canonical_json
from greenlang.errors import GreenLangError
from greenlang.isolation import tenant_scope
from greenlang.signing import Signer, UntrustedSignature
from tests.database import superuser_connection
from tests.house import GAS, House

BESIDE = ("signature", "quality_report", "statement")


@pytest.fixture(scope="module")
def pack(house: House) -> AgentPack:
    with tenant_scope(house.alpha.id):
        return AgentPack.objects.get(sha256=house.version.pack_sha256)


def changed(pack: AgentPack, **changes: Any) -> Seal:
    return Seal(**{**{name: getattr(pack, name) for name in BESIDE}, **changes})


def flips(content: bytes, step: int = 1) -> Iterator[bytes]:
    for position in range(0, len(content), step):
        yield content[:position] + bytes([content[position] ^ 1]) + content[position + 1 :]


def documents(pack: AgentPack, name: str, step: int) -> Iterator[Any]:
    """What lies beside the pack with one byte of it flipped, wherever that is still JSON."""
    for flipped in flips(canonical_json(getattr(pack, name)), step):
        try:
            yield json.loads(flipped)
        except ValueError:
            continue


def test_what_was_registered_is_verified_and_complete(pack: AgentPack) -> None:
    files = pack_verify(bytes(pack.content), Seal.beside(pack))
    assert {"manifest.json", "README.md", "openapi.json", "pack.yaml", "agent/__init__.py", "factors.json"} <= set(
        files
    )
    assert "sbom.cdx.json" in files


def test_any_flipped_byte_of_the_archive_is_refused(pack: AgentPack) -> None:
    for flipped in flips(bytes(pack.content), 97):
        with pytest.raises(UntrustedSignature):
            pack_verify(flipped, Seal.beside(pack))


@pytest.mark.parametrize(("name", "step"), [("signature", 1), ("statement", 1), ("quality_report", 11)])
def test_any_flipped_byte_beside_it_is_refused(pack: AgentPack, name: str, step: int) -> None:
    content, seen = bytes(pack.content), 0
    for document in documents(pack, name, step):
        seen += 1
        with pytest.raises((BadPack, UntrustedSignature)):
            pack_verify(content, changed(pack, **{name: document}))
    assert seen > 100


def test_any_flipped_byte_of_the_bill_is_refused(pack: AgentPack) -> None:
    """In the archive the signature finds it; and whoever could sign is found by what the bill says of itself."""
    files = pack_read(bytes(pack.content))
    bill = files["sbom.cdx.json"]
    for flipped in flips(bill, 997):
        with pytest.raises(UntrustedSignature):
            pack_verify(pack_write({**files, "sbom.cdx.json": flipped}), Seal.beside(pack))
    for flipped in flips(bill, 7):
        with pytest.raises(BadPack):
            bill_check({**files, "sbom.cdx.json": flipped})


@pytest.mark.parametrize("name", BESIDE)
@pytest.mark.parametrize("document", [None, {}, [], "text", {"schema": 1}])
def test_nothing_that_lies_beside_it_can_be_left_out(pack: AgentPack, name: str, document: Any) -> None:
    with pytest.raises((BadPack, UntrustedSignature)):
        pack_verify(bytes(pack.content), changed(pack, **{name: document}))


def test_a_strangers_signature_is_refused_with_the_way_to_mend_it(pack: AgentPack) -> None:
    stranger = Signer.generate().sign(sha256=pack.sha256, purpose=PURPOSE)
    with pytest.raises(UntrustedSignature, match="another installation"):
        pack_verify(bytes(pack.content), changed(pack, signature=stranger))


def test_a_quality_report_of_another_pack_is_refused(pack: AgentPack) -> None:
    report = {**pack.quality_report, "pack_sha256": sha256_hex(b"other")}
    with pytest.raises(BadPack, match="another pack"):
        pack_verify(bytes(pack.content), changed(pack, quality_report=report))


def register(house: House, content: bytes, seal: Seal) -> None:
    pack_register(version=house.version, content=content, seal=seal, descriptor={})


def test_registering_refuses_any_of_them(house: House, pack: AgentPack) -> None:
    with tenant_scope(house.alpha.id):
        before = AgentPack.objects.count()
        for flipped in flips(bytes(pack.content), 499):
            with pytest.raises(GreenLangError):
                register(house, flipped, Seal.beside(pack))
        for name, step in (("signature", 5), ("statement", 23), ("quality_report", 199)):
            for document in documents(pack, name, step):
                with pytest.raises(GreenLangError):
                    register(house, bytes(pack.content), changed(pack, **{name: document}))
        assert AgentPack.objects.count() == before


def intrude(column: str, value: object) -> None:
    """Write past every policy, as somebody with the whole database could."""
    with superuser_connection(str(connection.settings_dict["NAME"])) as intruder:
        text = value if isinstance(value, bytes) else json.dumps(value)
        statement = sql.SQL("UPDATE registry_agentpack SET {} = %s").format(sql.Identifier(column))
        intruder.execute(statement, [text])


def deploy(version: AgentVersion) -> object:
    return LocalDeployer().deploy(release_of(version), print)


def start(version: AgentVersion) -> None:
    LocalDeployer().start(release_of(version), print)


@pytest.mark.parametrize("moment", [deploy, start])
def test_deploying_and_starting_refuse_any_of_them(
    house: House, pack: AgentPack, moment: Callable[[AgentVersion], object]
) -> None:
    """The agent is loaded in this process already: what is stored is read and verified all the same."""
    steps = {"content": 1999, "signature": 29, "statement": 211, "quality_report": 997}
    try:
        for column, step in steps.items():
            stored = bytes(pack.content) if column == "content" else getattr(pack, column)
            hostile = flips(stored, step) if column == "content" else documents(pack, column, step)
            for value in hostile:
                intrude(column, value)
                with tenant_scope(house.alpha.id), pytest.raises(GreenLangError):
                    moment(house.version)
            intrude(column, stored)
    finally:
        for column in steps:
            intrude(column, bytes(pack.content) if column == "content" else getattr(pack, column))
    with tenant_scope(house.alpha.id):
        moment(house.version)
        assert execute(version=house.version, document=GAS, actor="test").record.result == "2655.725"


def test_a_pack_of_the_first_form_needs_no_statement_and_one_of_the_second_does(pack: AgentPack) -> None:
    manifest = manifest_check(pack_read(bytes(pack.content)))
    assert manifest["schema"] == "greenlang.agent-pack/2"
    with pytest.raises(BadPack, match="no build statement"):
        pack_verify(bytes(pack.content), changed(pack, statement={}))


def test_a_changed_row_is_refused_when_the_agent_is_loaded(house: House, pack: AgentPack) -> None:
    intrude("content", bytes(pack.content) + b"x")
    try:
        with tenant_scope(house.alpha.id), pytest.raises(GreenLangError):
            pack_load(house.version, pack_of(house.version))
    finally:
        intrude("content", bytes(pack.content))
