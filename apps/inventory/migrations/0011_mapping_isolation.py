from django.db import migrations

from greenlang.isolation import IsolateTenantTable


class Migration(migrations.Migration):
    dependencies = [("inventory", "0010_mapping")]

    operations = [
        IsolateTenantTable("MappingGroup"),
        IsolateTenantTable("FactorMapping", append_only=True),
        IsolateTenantTable("MappingRule"),
    ]
