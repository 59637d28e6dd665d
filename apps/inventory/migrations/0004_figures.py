import apps.calculations.models.ledger
import django.contrib.postgres.fields
import greenlang.isolation
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0003_company"),
    ]

    operations = [
        migrations.CreateModel(
            name="FigureState",
            fields=[
                ("tenant_id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("sequence", models.BigIntegerField(default=0)),
                ("tombstones", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="FigureGroup",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("tenant_id", models.UUIDField(default=greenlang.isolation.current_tenant_id, editable=False)),
                ("period_id", models.UUIDField(null=True)),
                ("recipe_id", models.UUIDField()),
                ("site_id", models.UUIDField(null=True)),
                ("month", models.DateField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("counts", "Counts in the inventory"),
                            ("replaced", "Calculated anew since"),
                            ("reversed", "Taken back"),
                            ("reversal", "Takes another back"),
                            ("single", "Outside any inventory"),
                        ],
                        max_length=10,
                    ),
                ),
                ("lines", models.BigIntegerField()),
                ("co2e", apps.calculations.models.ledger.ExactNumeric(decimal_places=500, max_digits=1000)),
                ("co2_biogenic", apps.calculations.models.ledger.ExactNumeric(decimal_places=500, max_digits=1000)),
                (
                    "masses",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=apps.calculations.models.ledger.ExactNumeric(decimal_places=500, max_digits=1000),
                        size=None,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["tenant_id", "period_id", "state"], name="figure_period")],
            },
        ),
        migrations.CreateModel(
            name="LedgerLine",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("tenant_id", models.UUIDField(default=greenlang.isolation.current_tenant_id, editable=False)),
                ("sequence", models.BigIntegerField()),
                ("period_id", models.UUIDField(null=True)),
                ("activity_id", models.UUIDField(null=True)),
                ("recipe_id", models.UUIDField()),
                ("site_id", models.UUIDField(null=True)),
                (
                    "month",
                    models.DateField(help_text="First day of the month in which the activity begins.", null=True),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("counts", "Counts in the inventory"),
                            ("replaced", "Calculated anew since"),
                            ("reversed", "Taken back"),
                            ("reversal", "Takes another back"),
                            ("single", "Outside any inventory"),
                        ],
                        max_length=10,
                    ),
                ),
                ("co2e", apps.calculations.models.ledger.ExactNumeric(decimal_places=500, max_digits=1000)),
            ],
            options={
                "ordering": ["-sequence"],
                "indexes": [
                    models.Index(fields=["tenant_id", "recipe_id", "sequence"], name="line_recipe"),
                    models.Index(fields=["tenant_id", "site_id", "sequence"], name="line_site"),
                    models.Index(fields=["tenant_id", "co2e", "sequence"], name="line_co2e"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "sequence"), name="line_sequence"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "counts")),
                        fields=("tenant_id", "period_id", "activity_id"),
                        name="line_counts_once",
                    ),
                ],
            },
        ),
    ]
