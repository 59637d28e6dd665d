import uuid

import django.core.validators
from django.db import migrations, models

import greenlang.isolation
from greenlang.isolation import IsolateTenantTable


class Migration(migrations.Migration):
    dependencies = [("tenants", "0004_token_families")]

    operations = [
        migrations.CreateModel(
            name="Quota",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("tenant_id", models.UUIDField(default=greenlang.isolation.current_tenant_id, editable=False)),
                (
                    "endpoint",
                    models.CharField(
                        choices=[
                            ("read", "what only reads"),
                            ("write", "what changes something"),
                            ("executions", "executions of agents"),
                            ("jobs", "what starts long work"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "per_minute",
                    models.PositiveIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10_000_000),
                        ]
                    ),
                ),
                ("changed_by", models.CharField(blank=True, editable=False, max_length=200)),
                ("changed_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "ordering": ["endpoint"],
                "constraints": [models.UniqueConstraint(fields=("tenant_id", "endpoint"), name="one_quota_a_door")],
            },
        ),
        IsolateTenantTable("Quota"),
    ]
