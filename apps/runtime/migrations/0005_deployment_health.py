from django.conf import settings
from django.db import migrations, models


def overseer_sees(apps, schema_editor):
    """The service role finds who has deployments; it changes none."""
    service = settings.DATABASE_ROLES["service"]
    schema_editor.execute(f'GRANT SELECT ON "runtime_deployment" TO "{service}"')
    schema_editor.execute(f'CREATE POLICY service ON "runtime_deployment" FOR SELECT TO "{service}" USING (true)')


def overseer_gone(apps, schema_editor):
    schema_editor.execute('DROP POLICY service ON "runtime_deployment"')


class Migration(migrations.Migration):

    dependencies = [
        ('runtime', '0004_deployment_cleared'),
    ]

    operations = [
        migrations.AddField(
            model_name='deployment',
            name='health',
            field=models.CharField(blank=True, choices=[('answers', 'Answers'), ('degraded', 'Degraded'), ('down', 'Down')], default='', max_length=10),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='deployment',
            name='health_reason',
            field=models.CharField(blank=True, default='', max_length=600),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='deployment',
            name='health_since',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='deployment',
            name='looked_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name='deployment',
            index=models.Index(condition=models.Q(('cleared_at', None)), fields=['tenant_id'], name='deployments_standing'),
        ),
        migrations.RunPython(overseer_sees, overseer_gone),
    ]
