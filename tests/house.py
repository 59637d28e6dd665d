"""A furnished house for tests of doors: tenants, people by role, keys, and an agent that runs."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.test import Client

from apps.agents.models import AgentVersion
from apps.calculations.models import Calculation
from apps.factory.services import build_now, version_command
from apps.inventory.models import ReportingPeriod
from apps.inventory.services import activity_upload, period_open
from apps.jobs.models import Job
from apps.reports.models import InventoryReport
from apps.reports.services import report_freeze, report_write
from apps.runtime.services.execution import execute
from apps.tenants.models import Tenant, User
from apps.tenants.models.roles import MEMBER_ROLES
from apps.tenants.services import api_key_issue, member_add, tenant_create
from greenlang.isolation import tenant_scope
from tests.measured import measured_once
from tests.runs import run_here

PROJECT = Path(__file__).resolve().parent.parent
PACK = PROJECT / "examples" / "packs" / "stationary-combustion" / "pack.yaml"
PASSWORD = "a phrase that is long enough"
GAS = {"fuel": "natural-gas", "quantity": {"value": "50", "unit": "mmBtu", "basis": "gross"}}
CSV = b"""site,start,end,fuel,region,quantity,unit,basis,reference
North,2025-01-01,2025-01-31,natural-gas,US,50,mmBtu,gross,A-1
North,2025-02-01,2025-02-28,natural-gas,US,1000,kWh,gross,A-2
South,2025-01-01,2025-12-31,wood-and-wood-residuals,US,2,short_ton,,A-3
South,2025-01-01,2025-12-31,unobtainium,US,2,mmBtu,gross,A-4
South,2025-01-01,2025-12-31,propane,US,2,gallon,,A-5
"""


@dataclass
class House:
    """What `build_house` made."""

    alpha: Tenant
    beta: Tenant
    keys: dict[str, str] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    version: AgentVersion = field(init=False)
    calculation: Calculation = field(init=False)
    period: ReportingPeriod = field(init=False)
    report: InventoryReport = field(init=False)
    run: dict[str, Any] = field(default_factory=dict)
    job: Job = field(init=False)

    def api(self, who: str) -> "Api":
        """Calls as a key: ``admin@alpha``, ``analyst@alpha``, ``admin@beta``…"""
        return Api(self.keys[who])

    def write_report(self) -> None:
        """The files of its report, which take seconds."""
        with tenant_scope(self.alpha.id):
            report_write(self.report)

    def browser(self, who: str) -> Client:
        """A browser signed in as a person of the same names."""
        client = Client()
        client.force_login(self.people[who])
        return client


@dataclass(frozen=True)
class Api:
    """The API as a client sees it, with one key."""

    key: str

    def get(self, path: str, **more: Any) -> Any:
        """GET below /api/v1."""
        return Client().get(f"/api/v1{path}", headers=self._headers, **more)

    def post(self, path: str, body: object = None, content_type: str = "application/json") -> Any:
        """POST below /api/v1."""
        return Client().post(
            f"/api/v1{path}", data=body if body is not None else {}, content_type=content_type, headers=self._headers
        )

    def put(self, path: str, body: object = None, **headers: str) -> Any:
        """PUT below /api/v1, by default of what was there a moment ago."""
        if not headers and (tag := self.get(path).headers.get("ETag")):
            headers = {"if-match": tag}
        return Client().put(
            f"/api/v1{path}",
            data=body if body is not None else {},
            content_type="application/json",
            headers=self._headers | headers,
        )

    def patch(self, path: str, body: object, **headers: str) -> Any:
        """PATCH below /api/v1, by default of what was there a moment ago."""
        if not headers and (tag := self.get(path).headers.get("ETag")):
            headers = {"if-match": tag}
        return Client().patch(
            f"/api/v1{path}", data=body, content_type="application/json", headers=self._headers | headers
        )

    def delete(self, path: str) -> Any:
        """DELETE below /api/v1."""
        return Client().delete(f"/api/v1{path}", headers=self._headers)

    @property
    def _headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.key}"}


def build_house() -> House:
    """Everything through the product's own services; the agent through the whole pipeline, measured once a session."""
    house = House(tenant_create(slug="alpha", name="Alpha"), tenant_create(slug="beta", name="Beta"))
    for tenant in (house.alpha, house.beta):
        for role in MEMBER_ROLES:
            who = f"{role.value}@{tenant.slug}"
            house.people[who] = User.objects.create_user(f"{role.value}@{tenant.slug}.example", PASSWORD)
            member_add(tenant=tenant, user=house.people[who], role=role)
            house.keys[who] = api_key_issue(tenant=tenant, name=role.value, role=role)
    house.people["operator"] = User.objects.create_superuser("operator@platform.example", PASSWORD)
    with patch("apps.factory.pipeline.evaluate", measured_once):
        house.version = build_now(tenant_id=house.alpha.id, source=PACK.read_bytes(), actor="test").version
    with tenant_scope(house.alpha.id):
        version_command(version=house.version, verb="start", actor="test")
        house.calculation = execute(version=house.version, document=GAS, actor="test")
        house.period = period_open(entity_name="Alpha", name="2025", start=date(2025, 1, 1), end=date(2025, 12, 31))
        activity_upload(period=house.period, filename="activity.csv", data=CSV)
    house.job = run_here(house.alpha.id, version=house.version, period=house.period)
    house.run = house.job.result
    with tenant_scope(house.alpha.id):
        house.report = report_freeze(period=house.period, prepared_by="test")
    return house
