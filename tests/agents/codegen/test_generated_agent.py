"""A generated agent: its suite passes alone, covers it, its code is clean, and it computes the right figures."""

import ast
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from apps.agents.codegen import GenerationError, generate, generate_tests, select_template
from apps.agents.codegen.generator import AGENT_FILES, TEST_FILES
from apps.agents.domains import match_domain
from apps.agents.spec import read_spec
from greenlang.engine import sha256_bytes
from tests.agents.codegen.agent_samples import (
    RECORDED,
    RECORDS,
    ROOT,
    build,
    pack_bytes,
    record,
    run_python,
    run_suite,
    written,
)
from tests.agents.spec.spec_samples import by_methods

PACKS = ("stationary-combustion", "purchased-electricity", "everything", "mixed", "site-energy")


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {name: written(build(pack_bytes(name)).files, tmp_path_factory.mktemp(name)) for name in PACKS}


@pytest.mark.parametrize("name", PACKS)
def test_its_suite_passes_alone_and_covers_every_line_and_branch(folders: dict[str, Path], name: str) -> None:
    done = run_suite(folders[name], "-m", "coverage", "run", "--branch", "--source=agent", "-m")
    assert done.returncode == 0, done.stdout[-3000:]
    assert " passed" in done.stdout
    report = run_python(folders[name], "-m", "coverage", "report", "--fail-under=100")
    assert report.returncode == 0, report.stdout


@pytest.mark.thorough
def test_its_code_is_clean_for_the_linter_the_formatter_and_the_type_checker(folders: dict[str, Path]) -> None:
    for folder in folders.values():
        for command in (("check",), ("format", "--check")):
            done = run_python(
                folder, "-m", "ruff", *command, "--no-cache", "--config", str(ROOT / "pyproject.toml"), "."
            )
            assert done.returncode == 0, done.stdout
        strict = ("--strict", "--config-file=", "--cache-dir", str(folder.parent / "types"))
        done = run_python(folder, "-m", "mypy", *strict, "agent", "tests", MYPYPATH=str(ROOT))
        assert done.returncode == 0, done.stdout


def imported(folder: Path) -> Iterator[str]:
    for path in (folder / "agent").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                yield str(node.module)


@pytest.mark.parametrize("name", PACKS)
def test_it_imports_the_engine_and_the_standard_library_only(folders: dict[str, Path], name: str) -> None:
    for module in imported(folders[name]):
        assert module == "greenlang.engine" or module.partition(".")[0] in sys.stdlib_module_names


@pytest.mark.parametrize("name", PACKS)
def test_it_has_every_file_of_a_pack_and_a_manifest_of_them(name: str) -> None:
    source = pack_bytes(name)
    files = build(source).files
    expected = {*AGENT_FILES, *TEST_FILES, "manifest.json", "README.md", "openapi.json", "pack.yaml"}
    expected |= {"factors.json", "tests/samples.json", "sbom.cdx.json"}
    if name == "site-energy":
        expected |= {"tests/test_further_outputs.py", "tests/contradicted.json"}
    assert set(files) == expected
    assert files["pack.yaml"] == source
    manifest = json.loads(files["manifest.json"])
    assert manifest["files"] == {path: sha256_bytes(files[path]) for path in expected - {"manifest.json"}}
    assert manifest["schema"] == "greenlang.agent-pack/2"


@pytest.mark.parametrize("name", RECORDED)
def test_its_code_is_as_recorded(name: str) -> None:
    """A change of the templates shows here; `python -m tests.agents.codegen.domain_records` records it."""
    assert record(name) == (RECORDS / f"{name}.txt").read_text(encoding="utf-8")


def test_its_sample_documents_are_the_golden_inputs() -> None:
    """Whoever measures the agent runs it on these."""
    samples = json.loads(build(pack_bytes("purchased-electricity")).files["tests/samples.json"])
    assert samples["documents"][0] == {"region": "US-CAMX", "quantity": {"value": "100", "unit": "MWh"}}
    assert len(samples["documents"]) == 4


def test_the_package_exports_one_agent(folders: dict[str, Path]) -> None:
    script = "import agent; print(agent.__all__, agent.AGENT.AGENT_ID, agent.AGENT.AGENT_VERSION, agent.AGENT.GWP_SET)"
    done = run_python(folders["everything"], "-c", script)
    assert done.stdout.strip() == "['AGENT'] everything 2.1.0-rc.1 AR6"


def test_the_openapi_document_says_what_it_accepts() -> None:
    document = json.loads(build(pack_bytes("everything")).files["openapi.json"])
    accepted = document["components"]["schemas"]["Input"]
    assert accepted["required"] == ["distance", "load", "share", "carrier"]
    assert accepted["properties"]["carrier"]["enum"] == ["truck", "rail", "3"]
    assert accepted["properties"]["distance"]["x-units"] == ["km"]
    assert document["openapi"] == "3.1.0"


def test_the_decided_figures_come_out(folders: dict[str, Path]) -> None:
    script = (
        "import json; from tests.pinned import run\n"
        "def of(value, unit, gwp, **more):\n"
        "    quantity = {'value': value, 'unit': unit, **more}\n"
        "    outcome = run({'fuel': 'natural-gas', 'quantity': quantity}, gwp)[1]\n"
        "    return [str(outcome.result.normalize()), str(outcome.of('CO2').mass.normalize())]\n"
        "print(json.dumps([of('50', 'mmBtu', 'AR5', basis='gross'), of('50', 'mmBtu', 'AR6', basis='gross'),"
        " of('1000', 'kWh', 'AR5', basis='gross')]))"
    )
    done = run_python(folders["stationary-combustion"], "-c", script)
    ar5, ar6, kilowatt_hours = json.loads(done.stdout)
    assert ar5 == ["2655.725", "2653"]
    assert ar6 == ["2655.715", "2653"]
    assert kilowatt_hours[1] == "181.0482350537685982776421481"


def test_the_openapi_document_says_the_units_choices_and_outputs_of_an_interface_of_its_own() -> None:
    schemas = json.loads(build(pack_bytes("site-energy")).files["openapi.json"])["components"]["schemas"]
    accepted = schemas["Input"]["properties"]
    assert accepted["carrier"]["enum"] == ["gas", "oil", "grid"]
    assert accepted["measure"]["enum"] == ["m3", "therm", "l", "kWh"]
    assert accepted["scope"]["enum"] == ["1", "2", 1, 2]
    assert accepted["amount"]["x-units"] == {"m3": "m3(60F)", "therm": "therm(HHV)", "l": "L", "kWh": "kWh"}
    assert accepted["amount"]["x-unit-input"] == "measure"
    outputs = schemas["Result"]["properties"]["outputs"]
    assert outputs["required"] == ["kg_co2e", "publisher", "factor", "scope", "proof"]
    assert outputs["properties"]["publisher"]["x-means"] == "factor.source"
    assert (
        "outputs"
        not in json.loads(build(pack_bytes("everything")).files["openapi.json"])["components"]["schemas"]["Result"][
            "properties"
        ]
    )


def test_contradicted_figures_are_carried_and_shown_beside_what_is_calculated() -> None:
    files = build(pack_bytes("site-energy")).files
    by_volume, elsewhere = json.loads(files["tests/contradicted.json"])
    assert (by_volume["expected"], by_volume["calculated"]) == ("1930.0", "1924.49")
    assert (elsewhere["output"], elsewhere["refused"]) == ("kg_co2e", "no factor for CA")
    readme = files["README.md"].decode()
    assert "| 1930.0 | 1924.49 | 1,000 m3 are" in readme
    assert "| 2.7 | refused: no factor for CA | The factors" in readme
    assert 'Figure(gas="", value="1924.49", tolerance="0.005")' in files["tests/golden.py"].decode()
    assert "oil_elsewhere" not in files["tests/golden.py"].decode()


def test_an_agent_without_an_interface_of_its_own_has_no_trace_of_one() -> None:
    for name in ("stationary-combustion", "everything"):
        files = build(pack_bytes(name)).files
        code = "".join(data.decode() for path, data in files.items() if path.endswith(".py"))
        for word in ("UNITS", "WHEN", "NAMES", "OUTPUTS", "meaning_of", "with_units", "applicable", "taken="):
            assert word not in code


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("agent/inputs.py", '"m3": "m3(60F)"', '"m3": "scf"'),
        ("agent/inputs.py", '"kWh": "kWh"', '"kWh": "kWh(HHV)"'),
        ("agent/formulas.py", '{"carrier": ("oil",), "scope": ("1",)}', '{"carrier": ("oil",)}'),
        (
            "agent/formulas.py",
            '{"carrier": ("grid",), "scope": ("2",)}',
            '{"carrier": ("grid", "peat"), "scope": ("2",)}',
        ),
        ("agent/binding.py", '{"US": "US-CAMX"}', '{"US": "US-CAMX", "CA": "US-CAMX"}'),
        ("agent/binding.py", '{"oil": "distillate-fuel-oil-no-2"}', '{"oil": "kerosene"}'),
        ("agent/__init__.py", '"publisher": "factor.source"', '"publisher": "factor.edition"'),
        ("agent/__init__.py", '"proof": "result_hash"', '"proof": "input_hash"'),
    ],
)
def test_the_suite_of_an_interface_of_its_own_notices_a_change(tmp_path: Path, file: str, old: str, new: str) -> None:
    files = dict(build(pack_bytes("site-energy")).files)
    text = files[file].decode()
    assert old in text
    files[file] = text.replace(old, new, 1).encode()
    done = run_suite(written(files, tmp_path), "-m")
    assert done.returncode in {1, 2}, done.stdout


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("factors.json", '"53.06"', '"53.07"'),
        ("agent/formulas.py", 'expression="quantity * ef"', 'expression="2 * quantity * ef"'),
        ("agent/formulas.py", 'inputs={"quantity": "scf"}', 'inputs={"quantity": "m3(15C)"}'),
        ("agent/binding.py", 'activity=str(values["fuel"])', 'activity="natural-gas"'),
        ("agent/binding.py", 'Decimal("0")', 'Decimal("-10")'),
        ("agent/inputs.py", '        minimum="0",\n', ""),
        ("agent/inputs.py", '        default="US",\n', ""),
        ("agent/__init__.py", 'GWP_SET="AR5"', 'GWP_SET="AR6"'),
    ],
)
def test_its_suite_notices_a_change(tmp_path: Path, file: str, old: str, new: str) -> None:
    files = dict(build(pack_bytes("stationary-combustion")).files)
    text = files[file].decode()
    assert old in text
    files[file] = text.replace(old, new, 1).encode()
    done = run_python(written(files, tmp_path), "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-p", "no:django")
    assert done.returncode in {1, 2}, done.stdout
    assert "error" in done.stdout.lower() or "failed" in done.stdout


def test_methods_of_the_library_give_the_same_agent_as_their_formulas_written_out() -> None:
    source = pack_bytes("stationary-combustion")
    named = build(by_methods(source.decode()).encode()).files
    written_out = build(source).files
    hashes, expected = (
        {formula["id"]: formula["hash"] for formula in json.loads(files["manifest.json"])["formulas"]}
        for files in (named, written_out)
    )
    assert hashes == expected
    assert {path for path in written_out if named[path] != written_out[path]} == {
        "agent/formulas.py",
        "manifest.json",
        "pack.yaml",
        "sbom.cdx.json",
    }
    assert statements(named["agent/formulas.py"]) == statements(written_out["agent/formulas.py"])


def statements(source: bytes) -> list[str]:
    """What a module does; not what its docstrings say."""
    body = ast.parse(source).body
    return [ast.dump(node) for node in body if not isinstance(node, ast.Expr)]


def test_its_formulas_stand_in_words_with_their_source() -> None:
    of_the_library = build(pack_bytes("site-energy")).files["agent/formulas.py"].decode()
    assert (
        "gas_by_therms: Natural gas billed in therms. CO2e = sum over gases of (quantity × ef) × GWP" in of_the_library
    )
    assert "Source: 40 CFR 98.33 Eq. C-1a (CO2) and C-8a (CH4, N2O)." in of_the_library
    own = " ".join(build(pack_bytes("everything")).files["agent/formulas.py"].decode().split())
    assert "where distance is in km (Way); load is in t (Freight);" in own


def test_a_factor_that_is_not_handed_in_is_named() -> None:
    source = pack_bytes("stationary-combustion")
    spec = read_spec(source).spec
    with pytest.raises(GenerationError, match="ef for natural-gas in US was not handed in"):
        generate(spec, match_domain(spec), pinned=[], source=source)


def test_nothing_is_generated_without_figures_to_check() -> None:
    text = pack_bytes("stationary-combustion").decode()
    spec = read_spec((text[: text.index("  golden:")] + "  golden: []\n").encode()).spec
    domain = match_domain(spec)
    with pytest.raises(GenerationError, match="must come out"):
        generate_tests(spec, domain, pinned=[], config=select_template(domain))
