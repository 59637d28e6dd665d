from django.db import migrations

from greenlang.isolation import IsolateTenantTable


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0001_initial"), ("agents", "0002_isolation")]

    operations = [
        IsolateTenantTable("QualityReport", append_only=True),
    ]
