from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registry", "0002_isolation")]

    operations = [
        migrations.AddField(
            model_name="agentpack",
            name="statement",
            field=models.JSONField(default=dict),
        ),
    ]
