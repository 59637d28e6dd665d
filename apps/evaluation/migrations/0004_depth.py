from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0003_reviews")]

    operations = [
        migrations.AddField("QualityReport", "depth", models.CharField(default="gate", max_length=12)),
        migrations.AlterModelOptions("QualityReport", {"ordering": ["-depth", "-measured_at"]}),
    ]
