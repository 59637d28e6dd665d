import uuid

from django.db import migrations, models

import greenlang.isolation
from greenlang.isolation import IsolateTenantTable


class Migration(migrations.Migration):
    dependencies = [("calculations", "0005_private_factors")]

    operations = [
        migrations.CreateModel(
            name="Tombstone",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("tenant_id", models.UUIDField(default=greenlang.isolation.current_tenant_id, editable=False)),
                ("kind", models.CharField(max_length=40)),
                ("last_sequence", models.BigIntegerField()),
                ("statement", models.TextField()),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={"ordering": ["recorded_at"]},
        ),
        IsolateTenantTable("Tombstone", append_only=True),
    ]
