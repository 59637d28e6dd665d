"""A registered pack is verified before anything of it is believed: any flipped byte is refused."""

import copy
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection

from apps.registry.archive import sha256_hex
from apps.registry.errors import BadPack
from apps.registry.models import AgentPack
from apps.registry.services import PURPOSE, pack_load, pack_of, pack_verify
from apps.runtime.services.execution import execute
from greenlang.errors import GreenLangError
from greenlang.isolation import tenant_scope
from greenlang.signing import Signer, UntrustedSignature
from tests.conftest import superuser_connection
from tests.house import GAS, House


def stored(house: House) -> AgentPack:
    with tenant_scope(house.alpha.id):
        return AgentPack.objects.get(sha256=house.version.pack_sha256)


def verify(pack: AgentPack, **changes: Any) -> dict[str, bytes]:
    parts: dict[str, Any] = {"signature": pack.signature, "quality_report": pack.quality_report}
    content = changes.pop("content", bytes(pack.content))
    return pack_verify(content, **{**parts, **changes})


def test_what_was_registered_is_verified_and_complete(house: House) -> None:
    files = verify(stored(house))
    assert {"manifest.json", "README.md", "openapi.json", "pack.yaml", "agent/__init__.py", "factors.json"} <= set(
        files
    )


def test_any_flipped_byte_of_the_archive_is_refused(house: House) -> None:
    pack = stored(house)
    content = bytes(pack.content)
    for position in range(0, len(content), 97):
        flipped = content[:position] + bytes([content[position] ^ 1]) + content[position + 1 :]
        with pytest.raises(UntrustedSignature):
            verify(pack, content=flipped)


@pytest.mark.parametrize("part", ["algorithm", "key_id", "purpose", "sha256", "signature"])
def test_a_changed_signature_is_refused(house: House, part: str) -> None:
    pack = stored(house)
    signature = copy.deepcopy(pack.signature)
    signature[part] = signature[part][:-2] + ("AA" if signature[part][-2:] != "AA" else "BB")
    if part == "purpose":
        # The purpose is part of what is signed; what is said beside the signature is not believed.
        assert verify(pack, signature=signature)
    else:
        with pytest.raises(UntrustedSignature):
            verify(pack, signature=signature)


def test_a_strangers_signature_is_refused_with_the_way_to_mend_it(house: House) -> None:
    pack = stored(house)
    stranger = Signer(Ed25519PrivateKey.generate()).sign(sha256=pack.sha256, purpose=PURPOSE)
    with pytest.raises(UntrustedSignature, match="another installation"):
        verify(pack, signature=stranger)


def test_a_quality_report_of_another_pack_is_refused(house: House) -> None:
    pack = stored(house)
    with pytest.raises(BadPack, match="another pack"):
        verify(pack, quality_report={**pack.quality_report, "pack_sha256": sha256_hex(b"other")})


def test_a_changed_row_is_refused_when_the_agent_is_loaded(house: House) -> None:
    with superuser_connection(str(connection.settings_dict["NAME"])) as intruder:
        intruder.execute("UPDATE registry_agentpack SET content = content || 'x'::bytea")
    try:
        with tenant_scope(house.alpha.id), pytest.raises(GreenLangError):
            pack_load(house.version, pack_of(house.version))
    finally:
        with superuser_connection(str(connection.settings_dict["NAME"])) as intruder:
            intruder.execute("UPDATE registry_agentpack SET content = substr(content, 1, length(content) - 1)")
    with tenant_scope(house.alpha.id):
        assert execute(version=house.version, document=GAS, actor="test").record.result == "2655.725"
