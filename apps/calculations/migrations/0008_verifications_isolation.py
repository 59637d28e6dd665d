from django.db import migrations

from greenlang.isolation import IsolateTenantTable


class Migration(migrations.Migration):
    dependencies = [("calculations", "0007_verifications")]

    operations = [IsolateTenantTable("LedgerVerification")]
