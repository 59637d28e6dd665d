from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0011_audit"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="deadletter",
            index=models.Index(fields=["tenant_id", "state", "-recorded_at"], name="dead_letters_by_state"),
        ),
        migrations.AddIndex(
            model_name="deadletter",
            index=models.Index(fields=["tenant_id", "-recorded_at"], name="dead_letters_newest"),
        ),
        migrations.AddIndex(
            model_name="outboxevent",
            index=models.Index(fields=["tenant_id", "-position"], name="events_newest"),
        ),
        migrations.AddIndex(
            model_name="sagaentry",
            index=models.Index(fields=["tenant_id", "-position"], name="sagas_newest"),
        ),
        migrations.AddIndex(
            model_name="webhookdelivery",
            index=models.Index(fields=["tenant_id", "-created_at"], name="deliveries_newest"),
        ),
        migrations.AddIndex(
            model_name="webhookdelivery",
            index=models.Index(
                condition=models.Q(("state", "dead")), fields=["tenant_id", "-created_at"], name="deliveries_given_up"
            ),
        ),
    ]
