import django.db.models.deletion
from django.db import migrations, models

CARRIED_IN_PART = ("epa-hub-2025", "sha256:c4b4d925f91a4888701dad56116809696ac3ff8246bcca1e420ffa616a64ee2f")
"""The edition's slug and the hash of what a version before the first release carried of it: one table of ten."""


def make_room_for_the_whole(apps, schema_editor):
    """The same publication comes whole with the next import; the figures there were keep their content ids."""
    for statement in (
        "DELETE FROM calculations_emissionfactor WHERE edition_id IN "
        "(SELECT id FROM calculations_factoredition WHERE slug = %s AND content_hash = %s)",
        "DELETE FROM calculations_factoredition WHERE slug = %s AND content_hash = %s",
    ):
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(statement, CARRIED_IN_PART)


class Migration(migrations.Migration):
    dependencies = [("calculations", "0002_isolation")]

    operations = [
        migrations.RunPython(make_room_for_the_whole, migrations.RunPython.noop),
        migrations.AddField("factoredition", "attribution", models.TextField(blank=True, default="")),
        migrations.AddField("factoredition", "superseded", models.JSONField(default=list)),
        migrations.AddField("gwpsetedition", "attribution", models.TextField(blank=True, default="")),
        migrations.AddField("gwpsetedition", "superseded", models.JSONField(default=list)),
        migrations.AlterField("emissionfactor", "activity", models.CharField(max_length=160)),
        migrations.AlterField("emissionfactor", "activity_name", models.CharField(max_length=240)),
        migrations.AddField("emissionfactor", "as_co2e_at", models.CharField(max_length=40, null=True)),
        migrations.AddField("emissionfactor", "gwp_basis", models.CharField(blank=True, default="", max_length=20)),
        migrations.AddField("emissionfactor", "use", models.CharField(default="inventory", max_length=20)),
        migrations.RemoveIndex("emissionfactor", name="factor_place"),
        migrations.AddIndex(
            "emissionfactor",
            models.Index(fields=["category", "activity", "region", "edition"], name="factor_place"),
        ),
        migrations.CreateModel(
            name="LicenceAcceptance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("accepted_by", models.CharField(max_length=200)),
                ("reason", models.TextField()),
                ("accepted_at", models.DateTimeField(auto_now_add=True)),
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="licence_acceptance",
                        to="calculations.factoredition",
                    ),
                ),
            ],
            options={"ordering": ["-accepted_at"]},
        ),
    ]
