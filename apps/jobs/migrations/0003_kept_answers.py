import uuid

from django.db import migrations, models

import greenlang.isolation
from greenlang.isolation import IsolateTenantTable


class Migration(migrations.Migration):
    dependencies = [("jobs", "0002_isolation")]

    operations = [
        migrations.CreateModel(
            name="KeptAnswer",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("tenant_id", models.UUIDField(default=greenlang.isolation.current_tenant_id, editable=False)),
                ("key_hash", models.CharField(editable=False, max_length=64)),
                ("fingerprint", models.CharField(editable=False, max_length=64)),
                ("status", models.PositiveSmallIntegerField(editable=False)),
                ("headers", models.JSONField(editable=False)),
                ("body", models.BinaryField()),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("expires_at", models.DateTimeField(editable=False)),
            ],
            options={
                "indexes": [models.Index(fields=["tenant_id", "expires_at"], name="answers_expiring")],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "key_hash"), name="one_answer_a_key")
                ],
            },
        ),
        IsolateTenantTable("KeptAnswer"),
    ]
