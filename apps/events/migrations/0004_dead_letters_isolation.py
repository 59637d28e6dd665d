from django.db import migrations

from greenlang.isolation import IsolateTenantTable


class Migration(migrations.Migration):
    dependencies = [("events", "0003_dead_letters")]

    operations = [
        IsolateTenantTable("DeadLetter"),
    ]
