from django.db import migrations

from greenlang.isolation import IsolateTenantTable


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial"), ("agents", "0002_isolation")]

    operations = [
        IsolateTenantTable("AgentPack", append_only=True),
        IsolateTenantTable("AgentDescriptor", append_only=True),
    ]
