from django.conf import settings
from django.db import migrations

from greenlang.isolation import IsolateTenantTable

CATALOGUE = ("factoredition", "emissionfactor", "gwpsetedition", "gwpvalue")


def refuse_changes(apps, schema_editor):
    """Editions are immutable: the product's role may add rows of a new one and read, nothing else."""
    for name in CATALOGUE:
        schema_editor.execute(
            f'REVOKE UPDATE, DELETE, TRUNCATE ON calculations_{name} FROM "{settings.DATABASE_ROLES["app"]}"'
        )


class Migration(migrations.Migration):
    dependencies = [("calculations", "0001_initial")]

    operations = [
        IsolateTenantTable("LedgerHead"),
        IsolateTenantTable("Calculation", append_only=True),
        migrations.RunPython(refuse_changes, migrations.RunPython.noop),
    ]
