"""A pack for each domain the library serves: its code as recorded, its suite passing, its figures worked by hand."""

import csv
from pathlib import Path

import pytest

from apps.agents.codegen import GeneratedAgent
from apps.agents.domains import TAXONOMY, match_domain
from apps.agents.spec import read_spec, validate_spec
from apps.agents.spec.plan import plan_of
from greenlang.engine import BUILTIN_GWP, PinnedFactor, canonical_number
from tests.agents.codegen.agent_samples import EXAMPLES, RECORDS, SuiteRun, pack_bytes, run_suites, written
from tests.agents.codegen.carried_catalogue import build_carried, carried_factor, carried_potentials
from tests.agents.codegen.domain_records import DOMAIN_PACKS, domain_record

ACTIVITY = EXAMPLES.parent / "activity"


@pytest.fixture(scope="module")
def built() -> dict[str, GeneratedAgent]:
    return {domain: build_carried(pack_bytes(pack)) for domain, pack in DOMAIN_PACKS.items()}


@pytest.fixture(scope="module")
def runs(built: dict[str, GeneratedAgent], tmp_path_factory: pytest.TempPathFactory) -> dict[str, SuiteRun]:
    folder = tmp_path_factory.mktemp("domains")
    folders = {domain: written(agent.files, folder / domain) for domain, agent in built.items()}
    done = run_suites(folders.values())
    return {domain: done[place] for domain, place in folders.items()}


def test_every_domain_that_is_served_has_a_pack() -> None:
    assert set(DOMAIN_PACKS) == {domain.id for domain in TAXONOMY if not domain.unserved}


@pytest.mark.parametrize("domain", DOMAIN_PACKS)
def test_it_is_of_its_domain_clearly_valid_and_every_key_of_it_means_something(domain: str) -> None:
    reading = read_spec(pack_bytes(DOMAIN_PACKS[domain]))
    match = match_domain(reading.spec)
    assert (match.domain, match.is_close) == (domain, False)
    assert reading.ledger == ()
    assert validate_spec(reading.spec, lookup=carried_factor, potentials=carried_potentials) == []


@pytest.mark.parametrize("domain", DOMAIN_PACKS)
def test_its_code_is_as_recorded(built: dict[str, GeneratedAgent], domain: str) -> None:
    """A change of the templates shows here; `python -m tests.agents.codegen.domain_records` records it."""
    assert domain_record(built[domain]) == (RECORDS / f"{domain}.txt").read_text(encoding="utf-8")


@pytest.mark.thorough
@pytest.mark.parametrize("domain", DOMAIN_PACKS)
def test_its_suite_passes_alone_and_covers_every_line_and_branch(runs: dict[str, SuiteRun], domain: str) -> None:
    run = runs[domain]
    assert run.code == 0, run.output[-3000:]
    assert "skipped" not in run.output
    assert run.covered == 100, run.output[-3000:]


@pytest.mark.parametrize(
    ("pack", "totals"),
    [
        ("vehicle-fuel", {"VF-2025-01": "10975", "VF-2025-02": "2042", "VF-2025-03": "0"}),
        ("business-travel-by-distance", {"BT-2025-1": "2089.282", "BT-2025-2": "96.754"}),
        ("commuting-by-distance", {"CO-2025-1": "3331.615", "CO-2025-2": "93.475"}),
        ("purchased-steam", {"ST-2025-01": "6639.8125", "ST-2025-02": "6639.8125"}),
        ("purchased-goods-by-spend", {"PG-2025-1": "580", "PG-2025-2": "662.5"}),
        ("fuel-supply", {"FS-2025-1": "1510.5", "FS-2025-2": "116.32"}),
    ],
)
def test_its_activity_data_come_out_as_worked_by_hand(pack: str, totals: dict[str, str]) -> None:
    """1250 x 8.78; 200 x 10.21; ethanol outside the scopes; 50000 x 0.03021; else golden figures."""
    plan = plan_of(read_spec(pack_bytes(pack)).spec)
    amount = next(field.name for field in plan.fields if field.kind == "quantity")
    found = {}
    for row in rows(ACTIVITY / f"{pack}.csv"):
        quantity = {"value": row["quantity"], "unit": row["unit"]} | ({"basis": b} if (b := row.get("basis")) else {})
        texts = {field.name: row[field.name] for field in plan.fields if field.kind == "string"}
        binding = plan.bind({**texts, amount: quantity})
        factors = {
            slot: factor.resolved() if isinstance(factor, PinnedFactor) else carried_factor(factor)
            for slot, factor in binding.factors.items()
        }
        outcome = plan.formulas[binding.formula_id].evaluate(binding.inputs, factors, BUILTIN_GWP[plan.gwp_set])
        found[row["reference"]] = canonical_number(outcome.result)
    assert found == totals


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
