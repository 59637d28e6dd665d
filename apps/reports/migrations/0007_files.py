import uuid

import django.db.models.deletion
from django.db import migrations, models

import greenlang.isolation
from greenlang.isolation import IsolateTenantTable

REPORTS, FILES = "reports_inventoryreport", "reports_reportfile"
# The policies are set aside for the owner's statements, the check of the new foreign key among them; the table of files
# has none yet.
KEEP_WHAT_THERE_IS = (
    f"ALTER TABLE {REPORTS} NO FORCE ROW LEVEL SECURITY",
    *(
        f"INSERT INTO {FILES} (id, tenant_id, report_id, extension, content, size, sha256, problem, written_at)"
        f" SELECT gen_random_uuid(), tenant_id, id, '{extension}', {column}, coalesce(length({column}), 0),"
        f" coalesce(encode(sha256({column}), 'hex'), ''), {problem}, prepared_at FROM {REPORTS} WHERE {there}"
        for extension, column, problem, there in (
            (
                "pdf",
                "pdf",
                "CASE WHEN pdf IS NULL THEN nullif(pdf_problem, 'null') END",
                "pdf IS NOT NULL OR nullif(pdf_problem, 'null') IS NOT NULL",
            ),
            ("xlsx", "excel", "NULL::jsonb", "excel IS NOT NULL"),
        )
    ),
)


class Migration(migrations.Migration):
    dependencies = [("reports", "0006_grounds")]

    operations = [
        migrations.CreateModel(
            name="ReportFile",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("tenant_id", models.UUIDField(default=greenlang.isolation.current_tenant_id, editable=False)),
                ("extension", models.CharField(max_length=40)),
                ("content", models.BinaryField(null=True)),
                ("size", models.BigIntegerField(default=0)),
                ("sha256", models.CharField(blank=True, default="", max_length=64)),
                ("problem", models.JSONField(null=True)),
                ("checks", models.JSONField(null=True)),
                ("written_at", models.DateTimeField(auto_now_add=True)),
                (
                    "report",
                    greenlang.isolation.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="reports.inventoryreport",
                    ),
                ),
            ],
            options={
                "ordering": ["report", "extension"],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "report", "extension"), name="one_file_a_format")
                ],
            },
        ),
        migrations.RunSQL(list(KEEP_WHAT_THERE_IS), migrations.RunSQL.noop),
        IsolateTenantTable("ReportFile"),
        migrations.RunSQL(f"ALTER TABLE {REPORTS} FORCE ROW LEVEL SECURITY", migrations.RunSQL.noop),
        migrations.RemoveField(model_name="inventoryreport", name="pdf"),
        migrations.RemoveField(model_name="inventoryreport", name="pdf_problem"),
        migrations.RemoveField(model_name="inventoryreport", name="excel"),
    ]
