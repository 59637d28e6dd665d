"""The bill of materials and the build statement, read as others would read them: by their published schemas."""

import base64
import json
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from google.protobuf import json_format
from in_toto_attestation.predicates.provenance.v1 import provenance_pb2
from in_toto_attestation.v1 import statement_pb2
from in_toto_attestation.v1.statement import Statement
from securesystemslib.dsse import Envelope
from securesystemslib.exceptions import UnverifiedSignatureError, VerificationError
from securesystemslib.signer import SSlibKey  # type: ignore[attr-defined]

from apps.registry.archive import pack_read
from apps.registry.models import AgentPack
from apps.registry.services.packs import installation_signer
from greenlang.engine import ENGINE_VERSION, sha256_bytes
from greenlang.isolation import tenant_scope
from greenlang.signing import fingerprint_of
from tests.agents.codegen.agent_samples import build, pack_bytes
from tests.agents.spec.spec_samples import by_methods
from tests.house import House


def bill_of(name: str) -> dict[str, Any]:
    return dict(json.loads(build(pack_bytes(name)).files["sbom.cdx.json"]))


@pytest.fixture(scope="module")
def pack(house: House) -> AgentPack:
    with tenant_scope(house.alpha.id):
        return AgentPack.objects.get(sha256=house.version.pack_sha256)


@pytest.mark.parametrize("name", ["stationary-combustion", "purchased-electricity", "everything"])
def test_the_bill_is_valid_cyclonedx(name: str) -> None:
    text = build(pack_bytes(name)).files["sbom.cdx.json"].decode()
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None


def test_the_bill_names_engine_formulas_editions_files_and_licences() -> None:
    files = build(pack_bytes("stationary-combustion")).files
    bill = json.loads(files["sbom.cdx.json"])
    components = {component["bom-ref"]: component for component in bill["components"]}
    assert components["engine"]["version"] == ENGINE_VERSION
    manifest = json.loads(files["manifest.json"])
    for formula in manifest["formulas"]:
        (found,) = components[f"formula/{formula['id']}"]["hashes"]
        assert f"sha256:{found['content']}" == formula["hash"]
    # The catalogue of these tests names no editions, so that the source stands for them.
    assert [ref for ref in components if ref.startswith("factors/")]
    assert {ref.removeprefix("file/") for ref in components if ref.startswith("file/")} == set(files) - {
        "manifest.json",
        "sbom.cdx.json",
    }
    for reference, component in components.items():
        if reference.startswith("file/"):
            assert f"sha256:{component['hashes'][0]['content']}" == sha256_bytes(files[component["name"]])
    assert bill["metadata"]["component"]["licenses"] == [{"license": {"name": "Apache-2.0"}}]


def test_a_method_of_the_library_is_named_with_its_version() -> None:
    source = by_methods(pack_bytes("stationary-combustion").decode()).encode()
    bill = json.loads(build(source).files["sbom.cdx.json"])
    (formula,) = (c for c in bill["components"] if c["bom-ref"] == "formula/by_energy")
    assert formula["properties"] == [{"name": "greenlang:method", "value": "stationary-combustion/energy@1"}]


def test_the_editions_are_named_with_their_factors_and_licences(pack: AgentPack) -> None:
    bill = json.loads(pack_read(bytes(pack.content))["sbom.cdx.json"])
    editions = {c["name"]: c for c in bill["components"] if c["bom-ref"].startswith("factors/")}
    assert set(editions) == {"epa-hub-2025"}
    assert editions["epa-hub-2025"]["licenses"]
    assert len(editions["epa-hub-2025"]["properties"]) > 3


def test_the_bill_holds_no_time_and_its_number_is_made_of_its_content() -> None:
    one, other = bill_of("stationary-combustion"), bill_of("everything")
    assert "timestamp" not in one["metadata"]
    assert one["serialNumber"] != other["serialNumber"]
    assert bill_of("stationary-combustion") == one


def payload_of(pack: AgentPack) -> dict[str, Any]:
    return dict(json.loads(base64.b64decode(pack.statement["payload"])))


def test_the_statement_is_a_valid_in_toto_statement_with_slsa_provenance(pack: AgentPack) -> None:
    document = payload_of(pack)
    parsed = json_format.ParseDict(document, statement_pb2.Statement(), ignore_unknown_fields=False)
    Statement.copy_from_pb(parsed).validate()
    provenance = json_format.ParseDict(document["predicate"], provenance_pb2.Provenance(), ignore_unknown_fields=False)
    assert provenance.build_definition.build_type
    assert provenance.run_details.builder.id
    assert provenance.run_details.metadata.HasField("finished_on")


def test_the_statement_says_what_was_built_from_what_by_whom(house: House, pack: AgentPack) -> None:
    document = payload_of(pack)
    assert document["subject"] == [
        {"name": "stationary-combustion-1.0.0.tar.gz", "digest": {"sha256": house.version.pack_sha256}}
    ]
    fingerprint = fingerprint_of(installation_signer().signer.public_bytes)
    assert document["predicate"]["runDetails"]["builder"]["id"].endswith(fingerprint)
    dependencies = document["predicate"]["buildDefinition"]["resolvedDependencies"]
    by_uri = {dependency["uri"]: dependency["digest"]["sha256"] for dependency in dependencies}
    assert f"sha256:{by_uri['pack.yaml']}" == house.version.spec_hash
    assert len(by_uri[f"urn:greenlang:greenlang-engine@{ENGINE_VERSION}"]) == 64
    assert len(by_uri["urn:greenlang:templates/deterministic-calculator"]) == 64


def test_another_reader_of_envelopes_finds_the_signature_good(pack: AgentPack) -> None:
    signer = installation_signer().signer
    key = SSlibKey(fingerprint_of(signer.public_bytes), "ed25519", "ed25519", {"public": signer.public_bytes.hex()})
    envelope = Envelope.from_dict(json.loads(json.dumps(pack.statement)))
    assert envelope.verify([key], 1)
    changed = {**payload_of(pack), "subject": []}
    envelope.payload = json.dumps(changed).encode()
    with pytest.raises((UnverifiedSignatureError, VerificationError)):
        envelope.verify([key], 1)
