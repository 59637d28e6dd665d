"""An evaluation's report as PDF and Excel says gate, twelve dimensions and evidence, from portal, API and admin."""

import io
import re
import uuid
from collections.abc import Callable
from datetime import UTC, datetime

import openpyxl
import pypdf
import pytest
from django.test import Client
from django.urls import reverse

from apps.agents.models import AgentVersion
from apps.evaluation.models import QualityReport
from apps.factory.quality_files import quality_file
from apps.reports.formats.quality import MOST_FINDINGS, QualityTold, write_quality_excel, write_quality_pdf
from apps.tenants.models import Tenant, User
from greenlang.engine.canonical_json import canonical_json
from greenlang.errors import NotFound
from greenlang.isolation import tenant_scope
from tests.house import Api
from tests.portal.people import signed_in
from tests.portal.rows import agent_make

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(tenant_a: Tenant) -> AgentVersion:
    return agent_make(tenant_a)


def text_of(content: bytes) -> str:
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages))


def enter(console: Client, tenant: Tenant) -> None:
    """An operator chooses an organisation to work in."""
    chosen = {"action": "enter", "_selected_action": [str(tenant.id)]}
    assert console.post(reverse("admin:tenants_tenant_changelist"), chosen).status_code == 302


def test_pdf_and_workbook_say_what_the_report_says(version: AgentVersion, tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        report = QualityReport.objects.get(version=version)
        pdf, excel = quality_file(report, "pdf"), quality_file(report, "xlsx")
        assert quality_file(report, "pdf").content == pdf.content
        assert quality_file(report, "xlsx").content == excel.content
        with pytest.raises(NotFound):
            quality_file(report, "docx")
    text = text_of(pdf.content)
    dimensions = report.document["evaluation"]["dimensions"]
    book = openpyxl.load_workbook(io.BytesIO(excel.content))
    rows = {row[1].value: row for row in book["Dimensions"].iter_rows(min_row=2)}
    assert len(dimensions) == len(rows) == 12
    for each in dimensions:
        assert re.sub(r"\s+", "", f"{each['number']}{each['name']}{each['metric'].replace('_', ' ')}") in text
        assert str(rows[each["name"]][2].value or "") == (each["score"] or "")
        for finding in each["evidence"]:
            assert re.sub(r"\s+", "", finding["message"][:60]) in text
    assert report.report_hash in text
    assert report.pack_sha256 in text
    attached = pypdf.PdfReader(io.BytesIO(pdf.content)).attachments
    assert attached["quality-report.json"] == [canonical_json(report.document)]


def test_the_portal_hands_it_out_and_to_nobody_else(version: AgentVersion, tenant_a: Tenant, tenant_b: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        report = QualityReport.objects.get(version=version)
    at = f"/agents/{version.agent.slug}/quality/report.xlsx?version={version.version}&report={report.id}"
    page = signed_in(tenant_a, "auditor").get(at)
    assert page.status_code == 200
    assert page["Content-Disposition"].endswith('-evaluation.xlsx"')
    assert signed_in(tenant_b, "admin").get(at).status_code == 404
    assert signed_in(tenant_a, "admin").get(at.replace("xlsx", "docx")).status_code == 404
    assert Client().get(at).status_code == 302
    shown = signed_in(tenant_a, "analyst").get(f"/agents/{version.agent.slug}/quality").content.decode()
    assert f"/agents/{version.agent.slug}/quality/report.pdf" in shown


def test_the_api_and_the_admin_hand_out_the_same_file_and_to_nobody_else(
    version: AgentVersion, tenant_a: Tenant, tenant_b: Tenant, api_key: Callable[..., str]
) -> None:
    with tenant_scope(tenant_a.id):
        report = QualityReport.objects.get(version=version)
        file = quality_file(report, "xlsx")
    at = f"/agents/{version.agent.slug}/versions/{version.version}/evaluations/{report.id}/report.xlsx"
    auditor, outsider = Api(api_key(tenant_a, "auditor")), Api(api_key(tenant_b, "admin"))
    answer = auditor.get(at)
    assert (answer.status_code, answer["Content-Type"], answer.content) == (200, file.media_type, file.content)
    assert auditor.get(at.replace("xlsx", "docx")).status_code == 404
    unknown = auditor.get(at.replace(str(report.id), str(uuid.uuid4())))
    assert (outsider.get(at).status_code, unknown.status_code) == (404, 404)
    assert Client().get(f"/api/v1{at}").status_code == 401
    console = Client()
    console.force_login(User.objects.create_superuser("operator@platform.example", "a phrase that is long enough"))
    page = reverse("console-quality-file", args=[report.id, "xlsx"])
    assert console.get(page).status_code in {302, 403, 404}, "no organisation is chosen"
    enter(console, tenant_a)
    assert console.get(page).content == file.content
    enter(console, tenant_b)
    assert console.get(page).status_code == 404
    assert signed_in(tenant_a, "admin").get(page).status_code == 302


def test_of_much_evidence_the_gravest_is_printed_and_the_workbook_has_all() -> None:
    found = [
        {
            "severity": "high" if n == 400 else "note",
            "source": "probe",
            "message": f"Finding {n}.",
            "file": "",
            "line": "",
        }
        for n in range(401)
    ]
    each = {"number": "1", "name": "Security", "metric": "high_findings", "value": "1", "unit": "", "measured": True}
    dimension = each | {"score": "50", "weight": "100", "figures": {}, "reason_not_measured": "", "evidence": found}
    gate = {
        "verdict": "FAIL",
        "score": "50",
        "label": "",
        "measured_weight": "100",
        "reasons": [],
        "provisional": False,
    }
    evaluation = {"dimensions": [dimension], "depth": "gate", "seconds": "1", "conditions": {}}
    document = {"gate": gate, "evaluation": evaluation, "pack_sha256": "a" * 64, "report_hash": f"sha256:{'b' * 64}"}
    told = QualityTold("agent", "1.0.0", document, datetime(2026, 1, 1, tzinfo=UTC))
    text = text_of(write_quality_pdf(told))
    assert "Finding400." in text
    assert text.count("Finding") == MOST_FINDINGS
    assert f"{401 - MOST_FINDINGS}furtherfindings" in text
    book = openpyxl.load_workbook(io.BytesIO(write_quality_excel(told)))
    assert book["Evidence"].max_row == 402
