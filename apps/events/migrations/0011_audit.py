import django.utils.timezone
import greenlang.isolation
import uuid
from django.db import migrations, models

from greenlang.isolation import IsolateTenantTable


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0010_waiting_by_subscription'),
    ]

    operations = [
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=greenlang.isolation.current_tenant_id, editable=False)),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('kind', models.CharField(choices=[('member', 'Members and invitations'), ('sign-in', 'Sign-in and security'), ('key', 'API keys'), ('webhook', 'Webhooks'), ('organisation', 'Organisation'), ('data', 'Data'), ('run', 'Runs'), ('agent', 'Agents'), ('report', 'Reports and sign-off'), ('visit', 'Operator visits')], editable=False, max_length=20)),
                ('act', models.CharField(editable=False, max_length=60)),
                ('actor', models.CharField(editable=False, max_length=200)),
                ('subject', models.CharField(blank=True, editable=False, max_length=300)),
                ('detail', models.CharField(blank=True, editable=False, max_length=500)),
            ],
            options={
                'verbose_name_plural': 'audit entries',
                'ordering': ['-at', '-id'],
                'indexes': [models.Index(fields=['tenant_id', '-at', '-id'], name='audit_newest'), models.Index(fields=['tenant_id', 'kind', '-at', '-id'], name='audit_newest_of_kind')],
            },
        ),
        IsolateTenantTable("AuditEntry", append_only=True),
    ]
