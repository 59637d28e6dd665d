"""Text that others wrote is shown as text."""

import pytest

from apps.tenants.models import Tenant
from greenlang.edges.csv_files import csv_response
from tests.portal.people import signed_in
from tests.portal.rows import AGENT, PACK, agent_make, report_make, run_make, upload_make

pytestmark = pytest.mark.django_db
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7 }}{% now %}"


def test_hostile_names_are_escaped_on_every_page(tenant_a: Tenant) -> None:
    tenant_a.name = HOSTILE
    source = PACK.replace(b"name: Stationary combustion\n    type", f"name: '{HOSTILE}'\n    type".encode())
    assert source != PACK
    version = agent_make(tenant_a, source)
    row = f"site,start,end,fuel,quantity,unit,basis\n{HOSTILE},2025-01-01,2025-01-31,natural-gas,5,mmBtu,gross\n"
    bad = f"{HOSTILE},2025-01-01,2025-01-31,natural-gas,{HOSTILE},mmBtu,gross\n"
    upload_make(tenant_a, (row + bad).encode(), f"{HOSTILE}.csv")
    job = run_make(tenant_a, version)
    report = report_make(tenant_a)
    client = signed_in(tenant_a, "admin")
    calculation = client.get("/calculations").context["calculations"][0]["calculation_id"]
    for address in (
        "/", "/data", "/agents", f"/agents/{AGENT}", f"/agents/{AGENT}/execute", f"/runs/{job.id}", "/calculations",
        f"/calculations/{calculation}", "/reports", f"/reports/{report.id}", f"/factors?q={HOSTILE}",
        f"/calculations?q={HOSTILE}", f"/agents/{AGENT}/versions/1.0.0/files/pack.yaml",
        f"/agents/{AGENT}/versions/1.0.0/files/README.md",
    ):  # fmt: skip
        answer = client.get(address)
        assert answer.status_code == 200, address
        page = answer.content.decode()
        assert "<script>alert" not in page, address
        assert "<img src=x" not in page, address


@pytest.mark.parametrize("name", ['2025"; filename="x.exe', "20\r\nSet-Cookie: a=b", "Ökobilanz"])
def test_a_hostile_name_of_a_file_stays_within_its_header(name: str) -> None:
    header = csv_response(f"{name}.csv", ("a",), [["=1+1"]])["Content-Disposition"]
    assert header in {
        r'attachment; filename="2025\"; filename=\"x.exe.csv"',
        'attachment; filename="20--Set-Cookie: a=b.csv"',
        "attachment; filename*=utf-8''%C3%96kobilanz.csv",
    }


def test_hostile_addresses_are_not_found(tenant_a: Tenant) -> None:
    client = signed_in(tenant_a, "admin")
    for address in (
        "/agents/%00", "/agents/<script>", f"/agents/{AGENT}?version=%00", "/factors?q=%00", "/calculations/calc_%00",
        "/calculations/'%20OR%201=1", "/reports/00000000-0000-0000-0000-000000000000/file.%00",
        f"/agents/{AGENT}/versions/%00/files/x", f"/agents/{AGENT}/versions/1.0.0/files/../../etc/passwd",
    ):  # fmt: skip
        answer = client.get(address)
        assert answer.status_code == 404, address
        assert "<script>" not in answer.content.decode()
