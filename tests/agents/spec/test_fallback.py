"""A pack may allow steps of a fallback; one that allows none is what it always was."""

import json

from apps.agents.codegen import factor_requests_for
from apps.agents.spec import read_spec, validate_spec
from greenlang.engine import FactorRequest, InvalidInput, ResolvedFactor
from tests.agents.codegen.agent_samples import build, catalogue, pack_bytes

GRID = pack_bytes("purchased-electricity").decode()


def allowing(fallback: str) -> bytes:
    line = next(line for line in GRID.splitlines() if line.strip().startswith("gases:"))
    indent = line[: len(line) - len(line.lstrip())]
    return GRID.replace(line, f"{line}\n{indent}fallback: {fallback}", 1).encode()


def test_the_steps_a_pack_allows_reach_the_request() -> None:
    requests = factor_requests_for(read_spec(allowing("[country]")).spec)
    assert {request.fallback for request in requests if request.gases} == {("country",)}


def test_the_generated_agent_asks_for_what_its_pack_allows() -> None:
    built = build(allowing("[country]"))
    assert 'fallback=("country",)' in built.files["agent/binding.py"].decode()
    pinned = json.loads(built.files["factors.json"])
    assert any(entry["request"].get("fallback") == ["country"] for entry in pinned)


def test_a_pack_without_a_fallback_is_built_to_the_same_bytes() -> None:
    unsaid = {path: data for path, data in build(GRID.encode()).files.items() if path.endswith((".py", "factors.json"))}
    empty = {path: data for path, data in build(allowing("[]")).files.items() if path in unsaid}
    assert empty == unsaid
    assert not any(b"fallback" in data for data in unsaid.values())


def test_a_step_the_method_does_not_have_is_a_finding() -> None:
    def lookup(request: FactorRequest) -> ResolvedFactor:
        if "supplier" in request.fallback:
            raise InvalidInput("The method location-based has no step 'supplier'.", where="factors.ef.fallback")
        return catalogue(request)

    found = validate_spec(read_spec(allowing("[supplier]")).spec, lookup=lookup)
    assert any("no step 'supplier'" in finding.detail for finding in found)
    allowed = validate_spec(read_spec(allowing("[country]")).spec, lookup=lookup)
    assert not [finding for finding in allowed if finding.is_error]


def test_a_pinned_factor_has_no_fallback() -> None:
    text = pack_bytes("everything").decode().replace("    source: S\n", "    source: S\n    fallback: [country]\n", 1)
    found = validate_spec(read_spec(text.encode()).spec)
    assert [finding.detail for finding in found if finding.is_error] == ["A pinned factor has no fallback."]
