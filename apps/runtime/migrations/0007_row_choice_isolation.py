from django.db import migrations

from greenlang.isolation import IsolateTenantTable


class Migration(migrations.Migration):
    dependencies = [("runtime", "0006_row_choice")]

    operations = [IsolateTenantTable("UploadOutcome")]
