from django.db import migrations

from greenlang.isolation import IsolateTenantTable


class Migration(migrations.Migration):
    dependencies = [("inventory", "0008_uploads")]

    operations = [
        IsolateTenantTable("StagedFile"),
        IsolateTenantTable("ColumnMapping"),
        IsolateTenantTable("EvidenceFile"),
        IsolateTenantTable("EvidenceLine"),
        IsolateTenantTable("EstimationChange"),
    ]
