import uuid

import django.db.models.deletion
from django.db import migrations, models
from django.db.models.functions import Upper

import greenlang.isolation
from greenlang.isolation import IsolateTenantTable, TenantForeignKey


def keys():
    return [
        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
        ("tenant_id", models.UUIDField(default=greenlang.isolation.current_tenant_id, editable=False)),
    ]


def reference(to, related_name, **more):
    return TenantForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name=related_name, to=to, **more)


class Migration(migrations.Migration):
    dependencies = [("calculations", "0004_ledger")]

    operations = [
        migrations.AddIndex(
            "emissionfactor", models.Index("category", Upper("activity_name"), "region", name="factor_printed")
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                *keys(),
                ("sha256", models.CharField(max_length=71)),
                ("filename", models.CharField(max_length=200)),
                ("size", models.PositiveIntegerField()),
                ("content", models.BinaryField()),
                ("kept_by", models.CharField(max_length=200)),
                ("kept_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["-kept_at"],
                "constraints": [models.UniqueConstraint(fields=("tenant_id", "sha256"), name="evidence_once")],
            },
        ),
        migrations.CreateModel(
            name="PrivateFactor",
            fields=[
                *keys(),
                ("ef_cid", models.CharField(max_length=19)),
                ("category", models.CharField(max_length=80)),
                ("activity", models.CharField(max_length=160)),
                ("activity_name", models.CharField(max_length=240)),
                ("region", models.CharField(max_length=20)),
                ("region_name", models.CharField(max_length=120)),
                ("gas", models.CharField(blank=True, max_length=40)),
                ("value", models.CharField(max_length=200)),
                ("unit", models.CharField(max_length=80)),
                ("basis", models.CharField(blank=True, max_length=10)),
                ("as_co2e_at", models.CharField(blank=True, max_length=40)),
                ("gwp_basis", models.CharField(blank=True, max_length=20)),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
                ("notes", models.TextField(blank=True)),
                ("source", models.CharField(max_length=200)),
                ("citation", models.TextField()),
                ("overrides", models.CharField(blank=True, max_length=19)),
                ("proposed_by", models.CharField(max_length=200)),
                ("proposed_at", models.DateTimeField(auto_now_add=True)),
                ("evidence", reference("calculations.evidence", "factors")),
                ("supersedes", reference("calculations.privatefactor", "superseded_by", null=True)),
            ],
            options={
                "ordering": ["-proposed_at"],
                "constraints": [models.UniqueConstraint(fields=("tenant_id", "ef_cid"), name="private_factor_once")],
                "indexes": [
                    models.Index(fields=["tenant_id", "category", "activity", "region"], name="private_factor_place"),
                    models.Index(
                        condition=models.Q(("overrides", ""), _negated=True),
                        fields=["tenant_id", "overrides"],
                        name="private_factor_overrides",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PrivateFactorReview",
            fields=[
                *keys(),
                (
                    "decision",
                    models.CharField(choices=[("approved", "Approved"), ("rejected", "Rejected")], max_length=10),
                ),
                ("reason", models.TextField()),
                ("reviewed_by", models.CharField(max_length=200)),
                ("reviewed_at", models.DateTimeField(auto_now_add=True)),
                ("factor", reference("calculations.privatefactor", "reviews")),
            ],
            options={
                "ordering": ["-reviewed_at"],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "factor"), name="private_factor_reviewed_once")
                ],
            },
        ),
        IsolateTenantTable("Evidence", append_only=True),
        IsolateTenantTable("PrivateFactor", append_only=True),
        IsolateTenantTable("PrivateFactorReview", append_only=True),
    ]
