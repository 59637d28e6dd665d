"""Files of reports that were kept in the report's own row come along into the table of files."""

import hashlib
import json
import uuid

import pytest
from django.apps.registry import Apps
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from apps.reports.models import InventoryReport, ReportFile
from apps.tenants.services import tenant_create
from greenlang.isolation import tenant_scope
from tests.database import TestDatabase

BEFORE = [("reports", "0006_grounds")]
COLUMNS = (
    "id", "tenant_id", "period_id", "period_name", "entity_name", "snapshot", "snapshot_hash", "ledger_sequence",
    "status", "grounds", "prepared_by", "prepared_at", "pdf", "pdf_problem", "excel",
)  # fmt: skip


def migrate(target: list[tuple[str, str]]) -> Apps:
    executor = MigrationExecutor(connections["owner"])
    return executor.migrate(target).apps


def keep(tenant: uuid.UUID, pdf: bytes | None, problem: dict[str, str] | None, excel: bytes | None) -> uuid.UUID:
    """A report with its files, as it was kept then; by the owner, whom the table's policies bind too."""
    key = uuid.uuid4()
    row = (
        key, tenant, uuid.uuid4(), "2025", "Alpha", "{}", f"sha256:{'a' * 64}", 1, "draft", "", "test",
        "2026-01-31T09:00:00Z", pdf, json.dumps(problem), excel,
    )  # fmt: skip
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE reports_inventoryreport NO FORCE ROW LEVEL SECURITY")
        cursor.execute(
            f"INSERT INTO reports_inventoryreport ({', '.join(COLUMNS)}) VALUES ({', '.join(['%s'] * len(COLUMNS))})",  # noqa: S608 - names from above
            row,
        )
        cursor.execute("ALTER TABLE reports_inventoryreport FORCE ROW LEVEL SECURITY")
    return key


@pytest.mark.thorough
def test_files_that_were_kept_in_the_reports_row_are_files_of_it_of_the_same_tenant(committed: TestDatabase) -> None:
    latest = MigrationExecutor(connections["owner"]).loader.graph.leaf_nodes("reports")
    alpha, beta = (tenant_create(slug=slug, name=slug) for slug in ("alpha", "beta"))
    migrate(BEFORE)
    both = keep(alpha.id, b"%PDF", None, b"PK")
    lacking = keep(alpha.id, None, {"message": "No pango.", "mend": "Install it."}, b"PK")
    bare = keep(beta.id, None, None, None)
    migrate(latest)
    with tenant_scope(alpha.id):
        files = {(file.report_id, file.extension): file for file in ReportFile.objects.all()}
        assert set(files) == {(both, "pdf"), (both, "xlsx"), (lacking, "pdf"), (lacking, "xlsx")}
        pdf = files[both, "pdf"]
        assert (bytes(pdf.content or b""), pdf.size, pdf.problem) == (b"%PDF", 4, None)
        assert pdf.sha256 == hashlib.sha256(b"%PDF").hexdigest()
        told = files[lacking, "pdf"]
        assert (told.content, told.sha256, told.problem) == (None, "", {"message": "No pango.", "mend": "Install it."})
        assert InventoryReport.objects.count() == 2
    with tenant_scope(beta.id):
        assert not ReportFile.objects.exists()
        assert InventoryReport.objects.get().id == bare
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT relname, relrowsecurity AND relforcerowsecurity FROM pg_class"
            " WHERE relname IN ('reports_inventoryreport', 'reports_reportfile')"
        )
        assert dict(cursor.fetchall()) == {"reports_inventoryreport": True, "reports_reportfile": True}
