import django.db.models.deletion
import uuid
from django.db import migrations, models

import apps.calculations.models.ledger
import greenlang.isolation
from greenlang.errors import Conflict
from greenlang.isolation import IsolateTenantTable

EARLIER = "calculations_calculation"


def refuse_to_lose_records(apps, schema_editor):
    """The first form of the ledger was never released; where it holds records, they are not dropped in silence."""
    schema_editor.execute(f'ALTER TABLE "{EARLIER}" NO FORCE ROW LEVEL SECURITY')
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{EARLIER}"')
        records = cursor.fetchone()[0]
    if records:
        raise Conflict(
            f"This database holds {records} calculations in the form of a version before the first release, which "
            "cannot be carried over without hashing them anew.",
            mend="Keep this data directory with that version, and start this one with another: "
            "GREENLANG_DATA=<folder>.",
        )


class Migration(migrations.Migration):
    dependencies = [("calculations", "0003_catalogue")]

    operations = [
        migrations.RunPython(refuse_to_lose_records, migrations.RunPython.noop),
        migrations.DeleteModel(name="Calculation"),
        migrations.CreateModel(
            name="Recipe",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("tenant_id", models.UUIDField(default=greenlang.isolation.current_tenant_id, editable=False)),
                ("hash", models.CharField(max_length=71)),
                ("document", models.TextField()),
                ("agent_id", models.CharField(max_length=80)),
                ("agent_version", models.CharField(max_length=60)),
                ("pack_sha256", models.CharField(max_length=64)),
                ("formula_id", models.CharField(max_length=80)),
                ("formula_version", models.CharField(max_length=20)),
                ("scope", models.CharField(max_length=20)),
                ("gwp_set", models.CharField(max_length=20)),
                ("activity", models.CharField(max_length=120)),
                ("result_unit", models.CharField(max_length=40)),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="LedgerSegment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("tenant_id", models.UUIDField(default=greenlang.isolation.current_tenant_id, editable=False)),
                ("first_sequence", models.BigIntegerField()),
                ("count", models.PositiveIntegerField()),
                ("root", models.CharField(max_length=71)),
                ("chain_hash", models.CharField(max_length=71)),
                ("leaves", models.BinaryField(null=True)),
            ],
            options={
                "ordering": ["first_sequence"],
                "constraints": [models.UniqueConstraint(fields=("tenant_id", "first_sequence"), name="ledger_segment")],
            },
        ),
        migrations.CreateModel(
            name="Calculation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("tenant_id", models.UUIDField(default=greenlang.isolation.current_tenant_id, editable=False)),
                ("sequence", models.BigIntegerField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "recipe",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="calculations.recipe",
                    ),
                ),
                ("inputs", models.TextField()),
                ("masses", models.TextField()),
                ("result", apps.calculations.models.ledger.ExactNumeric(decimal_places=500, max_digits=1000)),
                ("co2e", apps.calculations.models.ledger.ExactNumeric(decimal_places=500, max_digits=1000)),
                ("co2_biogenic", apps.calculations.models.ledger.ExactNumeric(decimal_places=500, max_digits=1000)),
                ("source", models.TextField()),
                ("period_id", models.UUIDField(null=True)),
                ("activity_id", models.UUIDField(null=True)),
                ("reverses", models.UUIDField(null=True)),
            ],
            options={
                "ordering": ["-sequence"],
                "indexes": [models.Index(fields=["tenant_id", "period_id", "sequence"], name="ledger_period")],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "sequence"), name="ledger_sequence"),
                    models.UniqueConstraint(
                        condition=models.Q(("reverses__isnull", False)),
                        fields=("tenant_id", "reverses"),
                        name="ledger_reversed_once",
                    ),
                ],
            },
        ),
        IsolateTenantTable("Recipe", append_only=True),
        IsolateTenantTable("LedgerSegment", append_only=True),
        IsolateTenantTable("Calculation", append_only=True),
    ]
