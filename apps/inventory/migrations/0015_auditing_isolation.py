from django.db import migrations

from greenlang.isolation import IsolateTenantTable


class Migration(migrations.Migration):
    dependencies = [("inventory", "0014_auditing")]

    operations = [
        IsolateTenantTable("AuditorLink"),
        IsolateTenantTable("AuditorVisit", append_only=True),
        IsolateTenantTable("AuditSample"),
        IsolateTenantTable("SampledLine"),
        IsolateTenantTable("AuditFinding"),
    ]
