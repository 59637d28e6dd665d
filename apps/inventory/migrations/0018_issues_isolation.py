from django.db import migrations

from greenlang.isolation import IsolateTenantTable


class Migration(migrations.Migration):
    dependencies = [("inventory", "0017_issues")]

    operations = [
        IsolateTenantTable("InventoryIssue"),
        IsolateTenantTable("IssueEvent", append_only=True),
    ]
