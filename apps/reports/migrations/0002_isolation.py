from django.db import migrations

from greenlang.isolation import IsolateTenantTable


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]

    operations = [
        IsolateTenantTable("InventoryReport"),
    ]
