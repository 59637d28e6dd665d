from django.db import migrations

from greenlang.isolation import IsolateTenantTable


class Migration(migrations.Migration):
    dependencies = [("factory", "0001_drafts")]

    operations = [IsolateTenantTable("SpecDraft")]
