from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("inventory", "0020_settled_rows")]

    operations = [
        migrations.AddIndex(
            model_name="ledgerline",
            index=models.Index(
                fields=["tenant_id", "activity_id"],
                name="line_superseded",
                condition=models.Q(state__in=("replaced", "reversed")),
            ),
        ),
    ]
