import django.db.models.deletion
import greenlang.isolation
import uuid
from django.conf import settings
from django.db import migrations, models

from greenlang.isolation import IsolateTenantTable


class Migration(migrations.Migration):

    dependencies = [
        ('tenants', '0005_quotas'),
    ]

    operations = [
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=greenlang.isolation.current_tenant_id, editable=False)),
                ('email', models.EmailField(max_length=254)),
                ('role', models.CharField(choices=[('analyst', 'Analyst'), ('operator', 'Operator'), ('auditor', 'Auditor'), ('admin', 'Admin')], max_length=10)),
                ('digest', models.CharField(blank=True, editable=False, max_length=64)),
                ('invited_by', models.CharField(editable=False, max_length=200)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('expires_at', models.DateTimeField(editable=False)),
                ('sent_at', models.DateTimeField(editable=False, null=True)),
                ('problem', models.CharField(blank=True, editable=False, max_length=300)),
                ('accepted_at', models.DateTimeField(editable=False, null=True)),
                ('revoked_at', models.DateTimeField(editable=False, null=True)),
                ('accepted_by', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-created_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('accepted_at', None), ('revoked_at', None)), fields=('tenant_id', 'email'), name='one_open_invitation_a_person')],
            },
        ),
        IsolateTenantTable("Invitation"),
    ]
