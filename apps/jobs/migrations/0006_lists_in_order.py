from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0005_heard_workers"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="job",
            index=models.Index(fields=["tenant_id", "state", "-created_at"], name="jobs_by_state"),
        ),
        migrations.AddIndex(
            model_name="job",
            index=models.Index(fields=["tenant_id", "-created_at"], name="jobs_newest"),
        ),
    ]
