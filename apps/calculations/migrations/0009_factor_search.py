import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("calculations", "0008_verifications_isolation")]

    operations = [
        migrations.AddField(
            "emissionfactor",
            "searched",
            models.GeneratedField(
                db_persist=True,
                expression=django.db.models.functions.text.Lower(
                    django.db.models.functions.text.Concat(
                        "activity", models.Value(" "),
                        "activity_name", models.Value(" "),
                        "region", models.Value(" "),
                        "region_name", models.Value(" "),
                        "category", models.Value(" "),
                        "gas", models.Value(" "),
                        "unit", models.Value(" "),
                        "ef_cid", models.Value(" "),
                        "notes",
                        output_field=models.TextField(),
                    )
                ),
                output_field=models.TextField(),
            ),
        ),
    ]
