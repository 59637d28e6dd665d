from django.db import migrations

from greenlang.isolation import IsolateTenantTable


class Migration(migrations.Migration):
    dependencies = [("runtime", "0001_initial"), ("agents", "0002_isolation")]

    operations = [
        IsolateTenantTable("Deployment"),
        IsolateTenantTable("Run"),
        IsolateTenantTable("Execution"),
    ]
