from django.db import migrations

from greenlang.isolation import IsolateTenantTable


class Migration(migrations.Migration):
    dependencies = [("pact", "0001_initial")]

    operations = [
        IsolateTenantTable("Partner"),
        IsolateTenantTable("ProductFootprint"),
        IsolateTenantTable("FootprintShare"),
        IsolateTenantTable("FootprintEvidence", append_only=True),
        IsolateTenantTable("ReceivedEvent"),
    ]
