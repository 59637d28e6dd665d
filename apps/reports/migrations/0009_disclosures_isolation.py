from django.db import migrations

from greenlang.isolation import IsolateTenantTable


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0008_disclosures'),
    ]

    operations = [
        IsolateTenantTable("PeriodDisclosures"),
    ]
