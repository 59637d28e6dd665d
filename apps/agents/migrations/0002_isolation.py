from django.db import migrations

from greenlang.isolation import IsolateTenantTable


class Migration(migrations.Migration):
    dependencies = [("agents", "0001_initial")]

    operations = [
        IsolateTenantTable("Agent"),
        IsolateTenantTable("AgentVersion"),
        IsolateTenantTable("LifecycleEvent", append_only=True),
    ]
