"""Every example pack goes through the whole line to PASS, and its activity data come out as worked by hand."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from apps.agents.lifecycle import State
from apps.agents.models import AgentVersion
from apps.calculations.models import Calculation
from apps.evaluation.models import QualityReport
from apps.factory.services import build_now, version_command
from apps.inventory.models import ActivityData
from apps.inventory.services import activity_upload, period_open
from apps.registry.archive import pack_read
from apps.registry.models import AgentPack
from apps.runtime.models import Execution
from apps.runtime.services.execution import execute
from apps.tenants.models import Tenant
from apps.tenants.services import tenant_create
from greenlang.errors import InvalidInput, NotFound
from greenlang.isolation import tenant_scope
from tests.database import TestDatabase
from tests.house import PROJECT
from tests.runs import run_here

pytestmark = pytest.mark.thorough

EXAMPLES = PROJECT / "examples"
PACKS = {
    "electricity-location-based": "electricity-2025.csv",
    "electricity-market-based": "electricity-market-based-2025.csv",
    "refrigerant-mass-balance": "",
    "refrigerant-losses": "refrigerants-2025.csv",
    "waste-by-type": "waste-2025.csv",
    "electricity-by-country": "electricity-by-country-2025.csv",
}
"""With the activity data that go with each; a row has one quantity, and a mass balance needs five."""

BALANCE = {"opening_stock": "100", "closing_stock": "40", "purchases": "30", "sales": "10", "capacity_increase": "20"}


@dataclass
class Works:
    """A tenant with every example built and started."""

    tenant: Tenant
    versions: dict[str, AgentVersion] = field(default_factory=dict)

    def result(self, pack: str, document: Mapping[str, object], **more: Any) -> Any:
        """One calculation."""
        with tenant_scope(self.tenant.id):
            return execute(version=self.versions[pack], document=document, actor="test", **more)


@pytest.fixture(scope="module")
def works(django_db_setup: TestDatabase, django_db_blocker: Any) -> Iterator[Works]:
    with django_db_blocker.unblock():
        try:
            made = Works(tenant_create(slug="works", name="Works"))
            for name in PACKS:
                source = (EXAMPLES / "packs" / name / "pack.yaml").read_bytes()
                made.versions[name] = build_now(tenant_id=made.tenant.id, source=source, actor="test").version
                with tenant_scope(made.tenant.id):
                    version_command(version=made.versions[name], verb="start", actor="test")
            yield made
        finally:
            django_db_setup.restore()


@pytest.mark.parametrize("name", PACKS)
def test_it_is_built_passed_and_running(works: Works, name: str) -> None:
    with tenant_scope(works.tenant.id):
        version = AgentVersion.objects.get(id=works.versions[name].id)
        report = QualityReport.objects.get(version=version)
    assert (version.state, report.verdict) == (State.RUNNING, "PASS")
    measured = {found["name"] for found in report.document["evaluation"]["dimensions"] if found["measured"]}
    assert {"Functional Quality", "Performance", "Reliability"} <= measured


def test_a_pack_carries_the_potentials_of_its_gases_and_no_others(works: Works) -> None:
    with tenant_scope(works.tenant.id):
        packs = {name: pack_files(version) for name, version in works.versions.items()}
    carrying = {name for name, files in packs.items() if "tests/potentials.json" in files}
    assert carrying == {"refrigerant-mass-balance", "refrigerant-losses"}
    sets = json.loads(packs["refrigerant-losses"]["tests/potentials.json"])
    assert [(found["id"], found["values"]) for found in sets] == [
        ("AR5", {"HFC-125": "3170", "HFC-134a": "1300", "HFC-143a": "4800", "HFC-32": "677"})
    ]


@pytest.mark.parametrize(
    ("pack", "scope", "results"),
    [
        ("electricity-location-based", "2", {"EL-N-2025-01": "48756.5304532075", "EL-L-2025": "3496.6710055508"}),
        (
            "electricity-market-based",
            "2-market",
            {"EL-FR-2025": "171.1", "EL-DE-2025": "876837.5", "EL-EU-2025": "183"},
        ),
        (
            "refrigerant-losses",
            "1",
            {"SRV-0311": "3847", "SRV-0388": "39428", "SRV-0397": "10469.81908434", "SRV-0411": "3900"},
        ),
        ("waste-by-type", "3", {"W-N-2025": "14500"}),
        (
            "electricity-by-country",
            "2",
            {"EL-LEEDS": "1770", "EL-ULM": "14550", "EL-AUSTIN": "3496.6710055508", "EL-AUCKLAND": "78.7"},
        ),
    ],
)
def test_its_activity_data_are_calculated(works: Works, pack: str, scope: str, results: dict[str, str]) -> None:
    found = run_over(works, pack, PACKS[pack])
    with tenant_scope(works.tenant.id):
        assert {row.scope for row in Calculation.objects.all() if row.agent_id == pack} == {scope}
    for reference, result in results.items():
        assert found[reference] == Decimal(result), reference


def test_a_balance_needs_its_five_amounts_and_may_only_have_a_falling_charge_below_zero(works: Works) -> None:
    pack = "refrigerant-mass-balance"
    document = {"refrigerant": "R-410A", **{name: {"value": v, "unit": "kg"} for name, v in BALANCE.items()}}
    assert Decimal(works.result(pack, document).result) == Decimal("115410")
    falling = {**document, "capacity_increase": {"value": "-20", "unit": "kg"}}
    assert Decimal(works.result(pack, falling).result) == Decimal("192350")
    for name in set(BALANCE) - {"capacity_increase"}:
        with pytest.raises(InvalidInput, match="less than 0"):
            works.result(pack, {**document, name: {"value": "-1", "unit": "kg"}})
        with pytest.raises(InvalidInput, match="missing"):
            works.result(pack, {key: value for key, value in document.items() if key != name})


def test_gases_of_the_montreal_protocol_are_a_memo(works: Works) -> None:
    document = {"refrigerant": "R-401A", **{name: {"value": "0", "unit": "kg"} for name in BALANCE}}
    document["opening_stock"] = {"value": "10", "unit": "kg"}
    calculation = works.result("refrigerant-mass-balance", document)
    assert Decimal(calculation.result) == Decimal("179.4")


def test_a_treatment_printed_as_not_available_is_refused(works: Works) -> None:
    with pytest.raises(NotFound, match="not available"):
        works.result("waste-by-type", {"waste": "mixed-msw-recycled", "quantity": {"value": "1", "unit": "short_ton"}})


def run_over(works: Works, pack: str, filename: str) -> dict[str, Decimal]:
    """The result of every row of a file by its reference."""
    with tenant_scope(works.tenant.id):
        period = period_open(entity_name=pack, name="2025", start=date(2025, 1, 1), end=date(2025, 12, 31))
        data = (EXAMPLES / "activity" / filename).read_bytes()
        upload = activity_upload(period=period, filename=filename, data=data)
        assert upload.accepted == upload.rows_in == len(data.splitlines()) - 1
    job = run_here(works.tenant.id, version=works.versions[pack], period=period)
    with tenant_scope(works.tenant.id):
        executions = list(Execution.objects.filter(run_id=job.arguments["run_id"]))
        assert [execution.error for execution in executions if execution.error] == []
        rows = ActivityData.objects.in_bulk([execution.activity_id for execution in executions])
        results = Calculation.objects.in_bulk([execution.calculation_id for execution in executions])
    return {rows[e.activity_id].reference: results[e.calculation_id].result for e in executions}


def pack_files(version: AgentVersion) -> dict[str, bytes]:
    """The files of a version's registered pack."""
    return dict(pack_read(bytes(AgentPack.objects.get(version=version).content)))
