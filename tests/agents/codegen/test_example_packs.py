"""The example packs on the editions the product carries: their suites pass alone and notice a change."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from apps.agents.spec import read_spec, validate_spec
from tests.agents.codegen.agent_samples import (
    EXAMPLES,
    ROOT,
    completion_bytes,
    pack_bytes,
    run_python,
    run_suite,
    run_suites,
    written,
)
from tests.agents.codegen.carried_catalogue import build_carried, carried_factor, carried_potentials
from tests.agents.codegen.domain_records import DOMAIN_PACKS
from tests.agents.spec.test_bounds import SCREENING

PACKS = sorted(path.parent.name for path in EXAMPLES.glob("*/pack.yaml"))
COMPLETED = "site-fuels"
"""As many packs are written: what it lacks stands in a completion beside it."""


def files_of(name: str) -> Mapping[str, bytes]:
    """The pack an example becomes."""
    return build_carried(pack_bytes(name), completion_bytes(name)).files


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {name: written(files_of(name), tmp_path_factory.mktemp(name)) for name in PACKS}


@pytest.mark.parametrize("name", PACKS)
def test_it_is_valid_and_every_key_of_it_means_something(name: str) -> None:
    reading = read_spec(pack_bytes(name), completion=completion_bytes(name))
    assert reading.ledger == () or name == COMPLETED
    found = validate_spec(reading.spec, lookup=carried_factor, potentials=carried_potentials)
    assert not found or name == COMPLETED


def test_a_completed_pack_says_what_of_it_means_nothing_and_which_choices_are_refused() -> None:
    reading = read_spec(pack_bytes(COMPLETED), completion=completion_bytes(COMPLETED))
    found = validate_spec(reading.spec, lookup=carried_factor, potentials=carried_potentials)
    assert not any(finding.is_error for finding in found)
    assert [finding.code for finding in found] == [*["refused-choice"] * 3, *["unused-factor"] * 3, "tools"]
    assert all(finding.line > 0 for finding in reading.located(found))


@pytest.mark.thorough
def test_their_suites_pass_alone_and_cover_every_line_and_branch(folders: dict[str, Path]) -> None:
    """Those of the packs that stand for a domain do so in ``test_domain_packs``."""
    others = [folders[name] for name in PACKS if name not in DOMAIN_PACKS.values()]
    for folder, run in run_suites(others).items():
        assert run.code == 0, (folder, run.output[-3000:])
        assert "skipped" not in run.output, folder
        assert run.covered == 100, (folder, run.output[-3000:])


@pytest.mark.thorough
def test_its_code_is_clean_for_the_linter_the_formatter_and_the_type_checker(folders: dict[str, Path]) -> None:
    for name in ("refrigerant-mass-balance", "freight-by-distance", COMPLETED):
        for command in (("check",), ("format", "--check")):
            done = run_python(
                folders[name], "-m", "ruff", *command, "--no-cache", "--config", str(ROOT / "pyproject.toml"), "."
            )
            assert done.returncode == 0, done.stdout
        strict = ("--strict", "--config-file=", "--cache-dir", str(folders[name].parent / "types"))
        done = run_python(folders[name], "-m", "mypy", *strict, "agent", "tests", MYPYPATH=str(ROOT))
        assert done.returncode == 0, done.stdout


def test_potentials_come_along_only_where_the_engine_has_none() -> None:
    carrying = {name for name in PACKS if "tests/potentials.json" in files_of(name)}
    assert carrying == {"refrigerant-losses", "refrigerant-mass-balance"}
    carried = json.loads(build_carried(pack_bytes("refrigerant-mass-balance")).files["tests/potentials.json"])
    assert [found["id"] for found in carried] == ["AR4", "AR5", "AR6"]
    assert all("AR" in found["source"] and "Table" in found["source"] for found in carried)


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("name", "file", "old", "new"),
    [
        ("refrigerant-mass-balance", "tests/potentials.json", '"HFC-32": "677"', '"HFC-32": "678"'),
        ("refrigerant-mass-balance", "factors.json", '"value": "0.23"', '"value": "0.24"'),
        ("refrigerant-mass-balance", "agent/inputs.py", '        minimum="0",\n', ""),
        ("freight-by-distance", "factors.json", '"value": "0.87423"', '"value": "0.87422"'),
        ("freight-by-distance", "factors.json", '"as_co2e_at": "28"', '"as_co2e_at": "25"'),
        ("waste-by-type", "factors.json", '"gas": "CO2e"', '"gas": "CO2"'),
        ("electricity-location-based", "agent/binding.py", 'fallback=("country",)', "fallback=()"),
    ],
)
def test_its_suite_notices_a_change(tmp_path: Path, name: str, file: str, old: str, new: str) -> None:
    files = dict(files_of(name))
    text = files[file].decode()
    assert old in text
    files[file] = text.replace(old, new, 1).encode()
    done = run_suite(written(files, tmp_path))
    assert done.returncode in {1, 2}, done.stdout
    assert "error" in done.stdout.lower() or "failed" in done.stdout


def test_a_share_given_in_percent_is_refused_above_the_bound_in_the_inputs_own_unit(tmp_path: Path) -> None:
    """Two per cent is not above 1; two of the unit the bound is meant in are."""
    files = build_carried(SCREENING.encode()).files
    refusals = files["tests/test_refusals.py"].decode()
    assert '"installation_loss": {"value": "2", "unit": "1"}' in refusals
    assert '"annual_leakage": {"value": "101", "unit": "%"}' in refusals
    assert '"remaining": {"value": "1.9", "unit": "1"}' in refusals
    done = run_suite(written(files, tmp_path))
    assert done.returncode == 0, done.stdout[-3000:]
