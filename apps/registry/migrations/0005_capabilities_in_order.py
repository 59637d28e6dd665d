from django.db import migrations, models

TERMS, VERSIONS, AGENTS = "registry_capabilityterm", "agents_agentversion", "agents_agent"


def name_the_agents(apps, schema_editor):
    """Each term learns whose it is; the policies are set aside for the owner's statement."""
    for table in (TERMS, VERSIONS, AGENTS):
        schema_editor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    schema_editor.execute(
        f"UPDATE {TERMS} SET agent_slug = agent.slug FROM {VERSIONS} version JOIN {AGENTS} agent"
        " ON agent.tenant_id = version.tenant_id AND agent.id = version.agent_id"
        f" WHERE version.tenant_id = {TERMS}.tenant_id AND version.id = {TERMS}.version_id"
    )
    # The table is altered again below, which waits for no pending check of a foreign key.
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    schema_editor.execute("SET CONSTRAINTS ALL DEFERRED")
    for table in (TERMS, VERSIONS, AGENTS):
        schema_editor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


class Migration(migrations.Migration):
    dependencies = [("registry", "0004_catalogue"), ("agents", "0003_revisions")]

    operations = [
        migrations.AddField("capabilityterm", "agent_slug", models.CharField(max_length=80, default=""), False),
        migrations.RunPython(name_the_agents, migrations.RunPython.noop),
        migrations.RemoveConstraint("capabilityterm", "capability_once"),
        migrations.AddConstraint(
            "capabilityterm",
            models.UniqueConstraint(fields=["tenant_id", "version", "term"], name="capability_of_version"),
        ),
        migrations.AddIndex(
            "capabilityterm",
            models.Index(fields=["tenant_id", "term", "agent_slug", "version"], name="capability_in_order"),
        ),
    ]
