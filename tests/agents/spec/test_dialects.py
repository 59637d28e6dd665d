"""Formats in the wild: brought into the native form with the place of every value, or listed."""

from decimal import Decimal

import pytest

from apps.agents.spec import Finding, Listing, SpecError, SpecReading, read_any, read_spec, validate_spec
from tests.agents.spec.spec_samples import FACTORY_PACK, wild


def said(reading: SpecReading) -> dict[tuple[str | int, ...], tuple[str, str]]:
    return {entry.path: (entry.written, entry.meaning) for entry in reading.read_as}


def line_of(name: str, text: str) -> int:
    return next(n for n, line in enumerate(wild(name).decode().splitlines(), 1) if text in line)


def test_a_factory_pack_is_read_with_its_habits_and_says_what_it_took_them_for() -> None:
    reading = read_spec(wild("kiln.factory"))
    assert reading.dialect == "A"
    assert (reading.spec.pack.id, reading.spec.pack.version) == ("kiln-fuel-v1", "1.2.0")
    assert said(reading) == {
        ("pack", "id"): ("Kiln_Fuel v1", "kiln-fuel-v1"),
        ("pack", "version"): ("1.2", "1.2.0"),
    }
    assert reading.spec.agent.inputs[1].validation.minimum == Decimal(0)
    assert [tool.id for tool in reading.spec.tools] == ["lookup"]
    assert [(d.name, d.version) for d in reading.spec.dependencies] == [("numpy", ">=1.20")]


def test_a_pack_with_ai_tools_becomes_one_agent() -> None:
    reading = read_spec(wild("boiler.ai"))
    spec = reading.spec
    assert reading.dialect == "B"
    assert (spec.pack.id, spec.agent.id) == ("heating-boiler-fuel-v2", "heating-boiler-fuel-v2")
    assert spec.pack.description.startswith("Greenhouse gases")
    assert (spec.pack.author.organization, spec.pack.license.name) == ("Example", "MIT")
    assert spec.agent.type == "deterministic-calculator"
    assert spec.agent.inputs[0].validation.enum == ("natural_gas", "heating_oil")
    assert spec.agent.inputs[3].validation.pattern == "^[A-Z]{2}$"
    assert spec.agent.outputs[0].unit == "tCO2e"
    assert [tool.name for tool in spec.tools] == ["look_up"]
    assert [golden.name for golden in spec.tests.golden] == ["gas_by_energy", "oil_by_mass"]


def test_a_resource_is_taken_from_metadata_labels_annotations_and_spec() -> None:
    reading = read_spec(wild("furnace.resource"))
    spec = reading.spec
    assert reading.dialect == "D"
    assert (spec.pack.id, spec.pack.name, spec.pack.version) == ("furnace-emissions", "FurnaceEmissions_AI", "2.1.0")
    assert (spec.pack.tags, spec.pack.category) == (("heat", "furnace"), "heat")
    assert (spec.pack.description, spec.pack.author.name) == ("What furnaces emit.", "Heat team")
    assert [(d.name, d.version) for d in spec.dependencies] == [("python", ">=3.11"), ("pyyaml>=6.0", "")]
    assert spec.agent.inputs[0].validation.minimum == Decimal(0)


@pytest.mark.parametrize(
    ("name", "path", "text"),
    [
        ("kiln.factory", "tools[0].cache_ttl", "cache_ttl"),
        ("kiln.factory", "metadata", "metadata:"),
        ("kiln.factory", "provenance.hash_algorithm", "hash_algorithm"),
        ("boiler.ai", "owners", "owners:"),
        ("boiler.ai", "realtime", "realtime:"),
        ("boiler.ai", "ai.system_prompt", "system_prompt"),
        ("boiler.ai", "ai.tools[0].impl", "impl:"),
        ("boiler.ai", "outputs[0].required", "name: emissions_tco2e, type"),
        ("furnace.resource", "metadata.labels.type", "labels:"),
        ("furnace.resource", "spec.capabilities", "capabilities:"),
        ("furnace.resource", "spec.inputs[0].schema", "fuel_kwh"),
        ("furnace.resource", "spec.dependencies.required_files", "required_files"),
    ],
)
def test_keys_without_effect_are_told_where_they_were_written(name: str, path: str, text: str) -> None:
    ledger = {entry.path: entry for entry in read_spec(wild(name)).ledger}
    assert ledger[path].line == line_of(name, text)


@pytest.mark.parametrize(
    ("name", "change", "nearest"),
    [
        ("boiler.ai", ("summary:", "summery:"), "summary"),
        ("boiler.ai", ("    minimum: 0", "    minimun: 0"), ""),
        ("furnace.resource", ("  description: Emissions", "  descripton: Emissions"), "description"),
        ("kiln.factory", ("  category:", "  categroy:"), "category"),
    ],
)
def test_a_misspelt_key_names_the_nearest_that_is_known_there(name: str, change: tuple[str, str], nearest: str) -> None:
    text = wild(name).decode().replace(*change, 1)
    key = change[1].strip().partition(":")[0]
    entry = next(entry for entry in read_spec(text.encode()).ledger if entry.path.endswith(key))
    assert entry.nearest == nearest


@pytest.mark.parametrize(
    ("name", "change", "path"),
    [
        ("boiler.ai", ("version: 0.9.0\n", ""), "version"),
        ("boiler.ai", ("    minimum: 0", "    minimum: some"), "inputs[1].minimum"),
        ("boiler.ai", ("    type: number\n", ""), "inputs[1].type"),
        ("furnace.resource", ("  name: FurnaceEmissions_AI\n", ""), "metadata.name"),
        ("furnace.resource", ("minimum: 0", "minimum: some"), "spec.inputs[0].minimum"),
        ("kiln.factory", ("        minimum: 0", "        minimum: some"), "agents[0].inputs[1].minimum"),
    ],
)
def test_problems_are_told_where_they_were_written(name: str, change: tuple[str, str], path: str) -> None:
    with pytest.raises(SpecError) as caught:
        read_spec(wild(name).decode().replace(*change, 1).encode())
    assert [error["path"] for error in caught.value.errors] == [path]
    assert int(caught.value.errors[0]["line"]) >= 1


def test_findings_are_told_where_they_were_written() -> None:
    reading = read_spec(wild("boiler.ai").replace(b"gwp_set: AR6GWP100", b"gwp_set: AR9"))
    found = reading.located([Finding("error", ("agents", 0, "inputs", 2, "validation", "enum", 0), "Wrong.")])
    assert (found[0].path, found[0].line) == (
        ("inputs", 2, "enum", 0), line_of("boiler.ai", "enum: [MJ, kg]"),
    )  # fmt: skip
    findings = {finding.code: finding for finding in reading.located(validate_spec(reading.spec))}
    assert findings["gwp-set"].path == ("provenance", "gwp_set")


@pytest.mark.parametrize("text", ["é clair", "x'; import os", 'a"b', "", "{{x}}", ".."])
def test_an_id_that_is_nothing_like_one_stays_as_it_is_and_is_refused(text: str) -> None:
    pack = FACTORY_PACK.replace("  id: burner\n", f"  id: {text!r}\n" if '"' not in text else f"  id: '{text}'\n", 1)
    reading = read_spec(pack.replace("'x'; import os'", '"x\'; import os"').encode())
    assert reading.spec.pack.id == text
    assert any(f.code == "id" and f.path == ("pack", "id") for f in validate_spec(reading.spec))


def test_the_native_form_is_held_to_its_own_ids_and_versions() -> None:
    text = FACTORY_PACK.replace("id: burner", "id: The_Burner", 1) + "formulas: []\n"
    reading = read_spec(text.encode())
    assert (reading.dialect, reading.spec.pack.id, reading.spec.pack.version) == ("native", "The_Burner", "1.0")
    assert reading.read_as == ()


def test_inputs_by_name_and_tools_by_id_are_read() -> None:
    text = FACTORY_PACK.replace("  - {id: lookup, name: Lookup, cache_ttl: 60}", "  - lookup")
    begin, end = text.index("    inputs:\n"), text.index("    outputs:\n")
    text = text[:begin] + "    inputs: {fuel: string, quantity: {type: float, maximum: 9}}\n" + text[end:]
    spec = read_spec(text.encode()).spec
    assert [(field.name, field.type) for field in spec.agent.inputs] == [("fuel", "string"), ("quantity", "float")]
    assert spec.agent.inputs[1].validation.maximum == Decimal(9)
    assert spec.tools[0].id == "lookup"


def test_a_bound_that_is_said_twice_is_kept_once_and_the_other_listed() -> None:
    text = FACTORY_PACK.replace(
        "        validation: {minimum: 0.0}", "        validation: {minimum: 0.0}\n        minimum: 5"
    )
    reading = read_spec(text.encode())
    assert reading.spec.agent.inputs[1].validation.minimum == 0
    assert "agents[0].inputs[1].minimum" in [entry.path for entry in reading.ledger]


def test_a_manifest_is_listed_completely() -> None:
    listing = read_any(wild("suite.manifest"))
    assert isinstance(listing, Listing)
    assert (listing.name, listing.version, listing.dialect.id) == ("plant-suite", "1.0.0", "C")
    assert listing.counts() == {"agents": 2, "pipelines": 1, "dependencies": 2}
    boiler = listing.entries[0]
    assert (boiler.name, boiler.inputs, boiler.outputs) == ("Boiler", ("fuel", "amount"), ("co2e",))
    assert boiler.line == line_of("suite.manifest", "name: Boiler")
    assert [entry.name for entry in listing.entries[-2:]] == ["pandas>=2", "sdk"]
    listed = {other.path for other in listing.others}
    assert {("contents", "schedule"), ("policy",), ("kind",)} <= listed
    assert "no agent can be built" in listing.reason


def test_a_catalogue_is_listed_completely() -> None:
    listing = read_any(wild("platform.catalogue"))
    assert isinstance(listing, Listing)
    assert (listing.name, listing.version) == ("PLANT-1", "3.0.0")
    assert listing.counts() == {"engines": 2, "agents_mrv.scope_1": 1}
    assert [other.path for other in listing.others] == [("metadata",), ("security",)]
    assert [entry.as_dict()["path"] for entry in listing.entries][-1] == "agents_mrv.scope_1[0]"


@pytest.mark.parametrize("name", ["suite.manifest", "platform.catalogue"])
def test_no_spec_is_read_from_what_is_only_listed(name: str) -> None:
    with pytest.raises(SpecError, match="no agent can be built"):
        read_spec(wild(name))
