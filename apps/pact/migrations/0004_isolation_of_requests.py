from django.db import migrations

from greenlang.isolation import IsolateTenantTable


class Migration(migrations.Migration):
    dependencies = [("pact", "0003_sent_requests")]

    operations = [IsolateTenantTable("SentRequest")]
