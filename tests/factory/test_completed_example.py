"""A pack of the wild with its completion goes through the whole line to PASS and answers in its own words."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from apps.agents.lifecycle import State
from apps.agents.models import AgentVersion
from apps.calculations.models import Calculation
from apps.calculations.services.certificates import calculation_certificate
from apps.evaluation.models import QualityReport
from apps.factory.services import build_now, version_command
from apps.inventory.models import ActivityData
from apps.inventory.services import activity_upload, period_open
from apps.registry.archive import pack_read
from apps.registry.models import AgentPack
from apps.runtime.models import Execution
from apps.runtime.services.execution import execute
from apps.tenants.models import Role, Tenant
from apps.tenants.services import api_key_issue, tenant_create
from greenlang.errors import InvalidInput
from greenlang.isolation import tenant_scope
from tests.calculations.certified import verifier
from tests.database import TestDatabase
from tests.house import PROJECT, Api
from tests.runs import run_here

pytestmark = pytest.mark.thorough

PACK = PROJECT / "examples" / "packs" / "site-fuels"
THERMS = {"energy_carrier": "natural_gas", "consumption": "1000", "unit": "therm"}
FRENCH = {"energy_carrier": "grid_power", "consumption": 10000, "unit": "kWh", "country": "FR", "scope": 2}


@dataclass
class Works:
    """A tenant whose completed pack runs."""

    tenant: Tenant
    version: AgentVersion
    api: Api


@pytest.fixture(scope="module")
def works(django_db_setup: TestDatabase, django_db_blocker: Any) -> Iterator[Works]:
    with django_db_blocker.unblock():
        try:
            tenant = tenant_create(slug="works", name="Works")
            version = build_now(
                tenant_id=tenant.id,
                source=(PACK / "pack.yaml").read_bytes(),
                completion=(PACK / "completion.yaml").read_bytes(),
                actor="test",
            ).version
            with tenant_scope(tenant.id):
                version_command(version=version, verb="start", actor="test")
            yield Works(tenant, version, Api(api_key_issue(tenant=tenant, name="analyst", role=Role.ANALYST)))
        finally:
            django_db_setup.restore()


def run(works: Works, document: Mapping[str, object]) -> Calculation:
    with tenant_scope(works.tenant.id):
        return execute(version=works.version, document=document, actor="test")


def test_it_is_built_passed_and_running_with_both_files_in_its_pack(works: Works) -> None:
    with tenant_scope(works.tenant.id):
        version = AgentVersion.objects.get(id=works.version.id)
        report = QualityReport.objects.get(version=version)
        files = pack_read(bytes(AgentPack.objects.get(version=version).content))
    assert (version.state, report.verdict) == (State.RUNNING, "PASS")
    for name in ("pack.yaml", "completion.yaml"):
        assert files[name] == (PACK / name).read_bytes()


def test_contradicted_figures_stand_in_the_evidence_of_the_first_dimension(works: Works) -> None:
    with tenant_scope(works.tenant.id):
        document = QualityReport.objects.get(version=works.version).document
    first = document["evaluation"]["dimensions"][0]
    said = [found["message"] for found in first["evidence"] if found["source"] == "contradicted"]
    assert len(said) == 2
    assert said[0].startswith(
        "gas_in_cubic_metres: 1930.0 is expected of emissions_kg, 1924.48 is calculated. 1,000 m3"
    )
    assert said[1].startswith("gas_in_britain: 1010.0 is expected of emissions_kg, refused: the factors")


@pytest.mark.parametrize(
    ("document", "result", "scope"),
    [
        (THERMS, "5311.43", "1"),
        ({"energy_carrier": "heating_oil", "consumption": "100", "unit": "gal"}, "1024.02624", "1"),
        ({"energy_carrier": "heating_oil", "consumption": "378.5411784", "unit": "Liter"}, "1024.02624", "1"),
        (
            {"energy_carrier": "grid_power", "consumption": 10000, "unit": "kWh", "country": "FR", "scope": 2},
            "360",
            "2",
        ),
        ({"energy_carrier": "natural_gas", "consumption": 0, "unit": "m3"}, "0", "1"),
    ],
)
def test_its_documents_keep_the_packs_own_interface(
    works: Works, document: dict[str, object], result: str, scope: str
) -> None:
    calculation = run(works, document)
    assert (Decimal(calculation.result), calculation.scope) == (Decimal(result), scope)
    given = {name: str(value) for name, value in document.items()}
    assert given.items() <= json.loads(calculation.inputs).items()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"country": "GB"}, "What 'GB' means here is not said. Known are US."),
        ({"country": "ZZ"}, "'ZZ' is not accepted"),
        ({"unit": "kWh"}, "kWh does not say its heating-value basis"),
        ({"unit": "bundle"}, "What 'bundle' means here is not said"),
        ({"unit": "Litern"}, "'Litern' is not accepted. Did you mean 'L'?"),
        ({"unit": "short_ton"}, "'short_ton' is not accepted. Accepted are m3,"),
        ({"energy_carrier": "firewood"}, "No formula applies where energy_carrier firewood"),
        ({"scope": 2}, "No formula applies"),
        ({"consumption": 0.5}, "A float is not an exact number"),
    ],
)
def test_nothing_is_put_in_anothers_place(works: Works, change: dict[str, object], words: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        run(works, {**THERMS, **change})
    assert words in str(refused.value)


def test_its_api_answers_with_its_own_outputs(works: Works) -> None:
    answer = works.api.post(f"/agents/{works.version.agent.slug}/executions", {"inputs": THERMS})
    assert answer.status_code == 201, answer.content
    body = answer.json()
    assert body["outputs"] == {
        "emissions_kg": "5311.43",
        "factor_value": "53.06",
        "factor_source": "US Environmental Protection Agency, GHG Emission Factors Hub",
        "scope": "1",
        "proof_hash": body["result_hash"],
    }


def test_its_proof_holds_outside_the_product(works: Works, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The verifier makes the calculation again, from a number whose unit the recipe says."""
    calculation = run(works, THERMS)
    with tenant_scope(works.tenant.id):
        content = calculation_certificate(calculation.id)
        recipe = Calculation.objects.get(id=calculation.id).recipe.content
    assert recipe["bound"] == {"quantity": {"input": "consumption", "unit": "therm(HHV)"}}
    path = tmp_path / "certificate.json"
    path.write_bytes(content)
    assert verifier.main([str(path)]) == 0, capsys.readouterr()


CSV = b"""site,start,end,energy_carrier,country,quantity,unit,basis,scope,reference
North,2025-01-01,2025-01-31,natural_gas,US,1000,therm,,1,A-1
North,2025-02-01,2025-02-28,natural_gas,US,1000,kWh,,1,A-2
North,2025-02-01,2025-02-28,natural_gas,US,1000,therm,net,1,A-3
South,2025-01-01,2025-12-31,grid_power,FR,10000,kWh,,2,A-4
South,2025-01-01,2025-12-31,heating_oil,,378.5411784,litres,,1,A-5
North,2025-03-01,2025-03-31,natural_gas,US,100,MWh,gross,1,A-6
North,2025-03-01,2025-03-31,natural_gas,US,1000,therm,gross,1,A-7
"""


def test_rows_of_activity_data_are_calculated_or_refused_by_their_own_words(works: Works) -> None:
    with tenant_scope(works.tenant.id):
        period = period_open(entity_name="Works", name="2025", start=date(2025, 1, 1), end=date(2025, 12, 31))
        activity_upload(period=period, filename="bills.csv", data=CSV)
    job = run_here(works.tenant.id, version=works.version, period=period)
    with tenant_scope(works.tenant.id):
        done = list(Execution.objects.filter(run_id=job.arguments["run_id"]))
        rows = ActivityData.objects.in_bulk([each.activity_id for each in done])
        results = Calculation.objects.in_bulk([each.calculation_id for each in done if each.calculation_id])
    calculated = {rows[e.activity_id].reference: results[e.calculation_id].result for e in done if not e.error}
    refused = {rows[e.activity_id].reference: e.error["message"] for e in done if e.error}
    # At the period's own potentials, AR5: 5306 + 0.1 x 28 + 0.01 x 265; 13.8 x (73.96 + 0.003 x 28 + 0.0006 x 265).
    # 360 / 1.05505585262 mmBtu x 53.1145.
    gas = Decimal("18123.419677277407111228465652572")
    assert calculated == {
        "A-1": Decimal("5311.45"),
        "A-4": Decimal(360),
        "A-5": Decimal("1024.0014"),
        "A-6": gas,
        "A-7": Decimal("5311.45"),
    }
    assert "kWh does not say its heating-value basis" in refused["A-2"]
    assert "which the agent does not take" in refused["A-3"]
