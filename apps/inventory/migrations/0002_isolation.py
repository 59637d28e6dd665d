from django.db import migrations

from greenlang.isolation import IsolateTenantTable


class Migration(migrations.Migration):
    dependencies = [("inventory", "0001_initial")]

    operations = [
        IsolateTenantTable("Entity"),
        IsolateTenantTable("Site"),
        IsolateTenantTable("ReportingPeriod"),
        IsolateTenantTable("ActivityUpload"),
        IsolateTenantTable("ActivityData"),
        IsolateTenantTable("RejectedRow"),
    ]
