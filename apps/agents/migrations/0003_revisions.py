import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import greenlang.isolation
from greenlang.isolation import IsolateTenantTable

VERSIONS, EVENTS, REVISIONS = "agents_agentversion", "agents_lifecycleevent", "agents_specrevision"

# Once a pack names it, a version is what it is: its state moves on, nothing else of it does.
FROZEN = f"""
CREATE FUNCTION agents_version_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.agent_id, NEW.version, NEW.spec_source, NEW.spec_completion, NEW.spec_hash, NEW.pack_sha256)
        IS DISTINCT FROM
       (OLD.agent_id, OLD.version, OLD.spec_source, OLD.spec_completion, OLD.spec_hash, OLD.pack_sha256)
    THEN RAISE EXCEPTION 'a registered version never changes' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
"""


def keep_what_there_is(apps, schema_editor):
    """Each version there is becomes its own first revision; the policies are set aside for the owner's statement."""
    for table in (VERSIONS, EVENTS, REVISIONS):
        schema_editor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    schema_editor.execute(
        f"INSERT INTO {REVISIONS} (id, tenant_id, version_id, number, spec_source, spec_completion, spec_hash,"
        " submitted_by, submitted_at)"
        " SELECT gen_random_uuid(), tenant_id, id, 1, spec_source, spec_completion, spec_hash, created_by, created_at"
        f" FROM {VERSIONS}"
    )
    schema_editor.execute(
        f"UPDATE {EVENTS} SET revision_id = revision.id FROM {REVISIONS} revision"
        f" WHERE revision.tenant_id = {EVENTS}.tenant_id AND revision.version_id = {EVENTS}.version_id"
    )
    # The tables are altered again below, which waits for no pending check of a foreign key.
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    schema_editor.execute("SET CONSTRAINTS ALL DEFERRED")
    for table in (VERSIONS, EVENTS, REVISIONS):
        schema_editor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def freeze_what_is_registered(apps, schema_editor):
    """Refused to the roles the product serves as; the owner's retention and restoring from a backup go on."""
    app, service = settings.DATABASE_ROLES["app"], settings.DATABASE_ROLES["service"]
    schema_editor.execute(FROZEN)
    schema_editor.execute(
        f"CREATE TRIGGER frozen BEFORE UPDATE ON {VERSIONS} FOR EACH ROW"
        f" WHEN (OLD.pack_sha256 <> '' AND current_user IN ('{app}', '{service}'))"
        " EXECUTE FUNCTION agents_version_frozen()"
    )


def thaw(apps, schema_editor):
    """Back to versions that only the services protect."""
    schema_editor.execute(f"DROP TRIGGER frozen ON {VERSIONS}")
    schema_editor.execute("DROP FUNCTION agents_version_frozen()")


class Migration(migrations.Migration):
    dependencies = [("agents", "0002_isolation")]

    operations = [
        migrations.AddField("agentversion", "spec_completion", models.BinaryField(default=b"")),
        migrations.CreateModel(
            name="SpecRevision",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("tenant_id", models.UUIDField(default=greenlang.isolation.current_tenant_id, editable=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("spec_source", models.BinaryField()),
                ("spec_completion", models.BinaryField(default=b"")),
                ("spec_hash", models.CharField(max_length=71)),
                ("submitted_by", models.CharField(blank=True, max_length=200)),
                ("submitted_at", models.DateTimeField(auto_now_add=True)),
                (
                    "version",
                    greenlang.isolation.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="agents.agentversion",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "version", "number"), name="spec_revision_number")
                ],
            },
        ),
        IsolateTenantTable("SpecRevision", append_only=True),
        migrations.AddField(
            "lifecycleevent",
            "revision",
            greenlang.isolation.TenantForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="agents.specrevision",
            ),
        ),
        migrations.RunSQL(
            f"ALTER TABLE {EVENTS} ADD CONSTRAINT {EVENTS}_revision_id_tenant_fk FOREIGN KEY (tenant_id, revision_id)"
            f" REFERENCES {REVISIONS} (tenant_id, id) DEFERRABLE INITIALLY DEFERRED",
            f"ALTER TABLE {EVENTS} DROP CONSTRAINT {EVENTS}_revision_id_tenant_fk",
        ),
        migrations.RunPython(keep_what_there_is, migrations.RunPython.noop),
        migrations.RunPython(freeze_what_is_registered, thaw),
    ]
