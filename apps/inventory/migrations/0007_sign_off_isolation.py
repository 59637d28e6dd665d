from django.db import migrations

from greenlang.isolation import IsolateTenantTable


class Migration(migrations.Migration):
    dependencies = [("inventory", "0006_sign_off")]

    operations = [
        IsolateTenantTable("SignOffStep", append_only=True),
    ]
