from django.db import migrations

from greenlang.isolation import IsolateTenantTable


class Migration(migrations.Migration):
    dependencies = [("inventory", "0012_scope2_board")]

    operations = [
        IsolateTenantTable("ContractualInstrument"),
        IsolateTenantTable("Scope2Board"),
        IsolateTenantTable("BoardLine"),
        IsolateTenantTable("InstrumentAllocation"),
    ]
