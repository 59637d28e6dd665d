from django.db import migrations

from greenlang.isolation import IsolateTenantTable


class Migration(migrations.Migration):
    dependencies = [("inventory", "0004_figures")]

    operations = [
        IsolateTenantTable("FigureState"),
        IsolateTenantTable("FigureGroup"),
        IsolateTenantTable("LedgerLine"),
    ]
