from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0011_files_ahead")]

    operations = [
        migrations.AddField(
            model_name="fileahead",
            name="writer",
            field=models.CharField(default="", max_length=71),
        ),
    ]
