import uuid

from django.db import migrations, models

import greenlang.isolation
from greenlang.isolation import IsolateTenantTable


class Migration(migrations.Migration):
    dependencies = [("reports", "0010_signed_hash")]

    operations = [
        migrations.CreateModel(
            name="FileAhead",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("tenant_id", models.UUIDField(default=greenlang.isolation.current_tenant_id, editable=False)),
                ("period_id", models.UUIDField()),
                ("snapshot_hash", models.CharField(max_length=71)),
                ("prepared_at", models.CharField(max_length=40)),
                ("extension", models.CharField(max_length=40)),
                ("content", models.BinaryField(null=True)),
                ("size", models.BigIntegerField(default=0)),
                ("sha256", models.CharField(blank=True, default="", max_length=64)),
                ("problem", models.JSONField(null=True)),
                ("checks", models.JSONField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant_id", "period_id", "extension"), name="one_file_ahead_a_format"
                    )
                ],
            },
        ),
        IsolateTenantTable("FileAhead"),
    ]
