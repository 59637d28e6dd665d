import uuid

import django.db.models.deletion
from django.db import migrations, models

import greenlang.isolation
from greenlang.isolation import IsolateTenantTable


def reference(to):
    return greenlang.isolation.TenantForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to=to
    )


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0002_isolation"), ("agents", "0003_revisions")]

    operations = [
        migrations.CreateModel(
            name="ReviewDecision",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("tenant_id", models.UUIDField(default=greenlang.isolation.current_tenant_id, editable=False)),
                ("report_hash", models.CharField(max_length=71)),
                ("reviewer", models.CharField(max_length=200)),
                (
                    "decision",
                    models.CharField(choices=[("approve", "Approve"), ("reject", "Reject")], max_length=7),
                ),
                ("reason", models.CharField(max_length=500)),
                ("decided_at", models.DateTimeField(auto_now_add=True)),
                ("report", reference("evaluation.qualityreport")),
                ("version", reference("agents.agentversion")),
            ],
            options={
                "ordering": ["-decided_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant_id", "version", "report_hash"), name="one_review_a_report"
                    )
                ],
            },
        ),
        IsolateTenantTable("ReviewDecision", append_only=True),
    ]
