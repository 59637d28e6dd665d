"""Reading a pack.yaml: what it says is kept exactly, what means nothing is listed, with its line."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from apps.agents.spec import SpecError, json_schema, read_spec
from apps.agents.spec import model as spec_model
from tests.agents.spec.spec_samples import FACTORY_PACK, example


@pytest.mark.parametrize("name", ["stationary-combustion", "purchased-electricity"])
def test_example_packs_are_understood_completely(name: str) -> None:
    reading = read_spec(example(name))
    assert reading.dialect == "native"
    assert reading.ledger == ()
    assert reading.source == example(name)
    assert reading.source_hash.startswith("sha256:")
    assert reading.spec.pack.id == name


def test_factory_dialect_is_read_with_its_shapes() -> None:
    spec = read_spec(FACTORY_PACK.encode()).spec
    assert spec.pack.version == "1.0.0"
    assert spec.pack.author.name == "A Team"
    assert spec.pack.license.name == "Apache-2.0"
    assert [(d.name, d.version) for d in spec.dependencies] == [("numpy>=1.20", ""), ("sdk", ">=0.1")]
    assert spec.agent.inputs[0].is_required
    assert spec.agent.inputs[0].validation.enum == ("natural_gas", Decimal(1), "1", "NO")
    assert spec.agent.inputs[1].validation.minimum == Decimal("0.0")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("dependencies: {numpy: '>=1.20', plain: null}", [("numpy", ">=1.20"), ("plain", "")]),
        ("dependencies: [numpy]", [("numpy", "")]),
        ("dependencies: [{name: sdk, version: 2}]", [("sdk", "2")]),
        ("dependencies:", []),
    ],
)
def test_dependencies_in_every_shape(written: str, read: list[tuple[str, str]]) -> None:
    text = FACTORY_PACK.replace('dependencies: [numpy>=1.20, {name: sdk, version: ">=0.1"}]', written)
    assert [(d.name, d.version) for d in read_spec(text.encode()).spec.dependencies] == read


def test_numbers_are_exact() -> None:
    text = FACTORY_PACK.replace("quantity: 1000.0", "quantity: 0.1000000000000000000000000000000000001")
    golden = read_spec(text.encode()).spec.tests.golden[0]
    assert golden.input["quantity"] == Decimal("0.1000000000000000000000000000000000001")
    assert isinstance(golden.expect["emissions_kgco2e"], Decimal)


def test_words_that_yaml_would_change_stay_text() -> None:
    text = FACTORY_PACK.replace("fuel: natural_gas", "fuel: NO, when: 2024-01-01, at: 12:30, id: 0123, big: 1_000")
    read = read_spec(text.encode()).spec.tests.golden[0].input
    assert [read[key] for key in ("fuel", "when", "at", "id", "big")] == ["NO", "2024-01-01", "12:30", "0123", "1_000"]


def test_keys_without_effect_are_in_the_ledger_with_their_lines() -> None:
    ledger = {entry.path: entry for entry in read_spec(FACTORY_PACK.encode()).ledger}
    lines = FACTORY_PACK.splitlines()
    assert ledger["metadata"].value_preview == "map of 1 keys"
    assert lines[ledger["metadata"].line - 1].startswith("metadata:")
    assert ledger["tools[0].cache_ttl"].value_preview == "60"


def test_a_misspelt_key_names_the_one_it_may_have_meant() -> None:
    text = (
        example("stationary-combustion")
        .decode()
        .replace("    region: {input: region}", "    regoin: {input: region}", 1)
    )
    entry = next(entry for entry in read_spec(text.encode()).ledger if "regoin" in entry.path)
    assert (entry.path, entry.nearest) == ("factors[0].regoin", "region")


def test_every_missing_field_is_named_with_path_and_line() -> None:
    text = FACTORY_PACK.replace("  name: Burner\n", "", 1).replace("        type: float\n", "", 1)
    with pytest.raises(SpecError) as caught:
        read_spec(text.encode(), filename="burner.yaml")
    found = {error["path"]: error for error in caught.value.errors}
    assert set(found) == {"pack.name", "agents[0].inputs[1].type"}
    assert found["pack.name"]["line"] == "2"
    assert found["agents[0].inputs[1].type"]["pointer"] == "/agents/0/inputs/1/type"
    assert "burner.yaml line 2, pack.name: `name` is missing." in str(caught.value)


def test_a_missing_key_that_is_misspelt_beside_it_is_shown() -> None:
    text = FACTORY_PACK.replace("  name: Burner\n", "  nane: Burner\n", 1)
    with pytest.raises(SpecError) as caught:
        read_spec(text.encode())
    (error,) = caught.value.errors
    line = text.splitlines().index("  nane: Burner") + 1
    assert (error["path"], error["line"]) == ("pack.name", str(line))
    assert error["mend"] == f"Line {line} says `nane`: write `name` there."


def test_wrong_shapes_are_named() -> None:
    text = FACTORY_PACK.replace("    tools: [lookup]", "    tools: lookup").replace("minimum: 0.0", "minimum: many")
    with pytest.raises(SpecError) as caught:
        read_spec(text.encode())
    reasons = {error["path"]: error["detail"] for error in caught.value.errors}
    assert reasons["agents[0].tools"] == "`tools` must be a list."
    assert "'many' is not a number" in reasons["agents[0].inputs[1].validation.minimum"]


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        ("pack_schema_version: '1.0'\ncontents: {}\nname: x", "C"),
        ("apiVersion: greenlang.io/v2\nkind: Pack", "D"),
        ("contract_version: '2.0'\napp_id: x", "E"),
        ("pack_id: x\nname: y", "F"),
        ("metadata: {}\ncomponents: {}", "G"),
        ("name: x\nversion: 1.0.0", "I"),
    ],
)
def test_no_agent_is_read_from_a_manifest_and_the_refusal_says_why(text: str, dialect: str) -> None:
    with pytest.raises(SpecError) as caught:
        read_spec(text.encode())
    assert caught.value.dialect == dialect
    assert f"Read as dialect {dialect}" in str(caught.value)
    assert "because" in str(caught.value)


def test_a_file_of_no_known_form_is_refused_by_its_keys() -> None:
    with pytest.raises(SpecError, match="`service`, `sla`") as caught:
        read_spec(b"service: {}\nsla: 1")
    assert caught.value.dialect == "unknown"


def test_the_committed_json_schema_is_current() -> None:
    committed = Path(spec_model.__file__).with_name("pack.schema.json").read_text(encoding="utf-8")
    assert json.loads(committed) == json_schema()


def test_the_json_schema_accepts_the_examples_and_names_what_is_required() -> None:
    schema = json_schema()
    assert schema["required"] == ["pack", "agents"]
    formula = schema["$defs"]["FormulaSpec"]
    assert formula["required"] == ["id"]
    assert [form["required"] for form in formula["oneOf"]] == [["expression", "inputs", "output", "scope"], ["method"]]
