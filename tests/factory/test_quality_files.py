"""An evaluation's report as PDF and Excel says gate, twelve dimensions and evidence, from portal, API and admin."""

import io
import re

import openpyxl
import pypdf
import pytest
from django.test import Client

from apps.agents.models import AgentVersion
from apps.evaluation.models import QualityReport
from apps.factory.quality_files import quality_file
from apps.tenants.models import Tenant
from greenlang.engine.canonical_json import canonical_json
from greenlang.errors import NotFound
from greenlang.isolation import tenant_scope
from tests.portal.people import signed_in
from tests.portal.rows import agent_make

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(tenant_a: Tenant) -> AgentVersion:
    return agent_make(tenant_a)


def text_of(content: bytes) -> str:
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages))


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


def test_the_portal_the_api_and_the_admin_hand_it_out_and_to_nobody_else(
    version: AgentVersion, tenant_a: Tenant, tenant_b: Tenant
) -> None:
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
