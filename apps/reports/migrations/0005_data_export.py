import django.db.models.deletion
import greenlang.isolation
import uuid
from django.db import migrations, models

from greenlang.isolation import IsolateTenantTable


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0004_kept_totals'),
    ]

    operations = [
        migrations.CreateModel(
            name='DataExport',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=greenlang.isolation.current_tenant_id, editable=False)),
                ('asked_by', models.CharField(max_length=200)),
                ('asked_at', models.DateTimeField(auto_now_add=True)),
                ('finished_at', models.DateTimeField(editable=False, null=True)),
                ('job_id', models.UUIDField(editable=False, null=True)),
                ('size', models.BigIntegerField(default=0, editable=False)),
                ('sha256', models.CharField(blank=True, editable=False, max_length=64)),
                ('manifest', models.JSONField(default=dict, editable=False)),
            ],
            options={
                'ordering': ['-asked_at'],
            },
        ),
        migrations.CreateModel(
            name='DataExportPart',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=greenlang.isolation.current_tenant_id, editable=False)),
                ('position', models.PositiveIntegerField()),
                ('content', models.BinaryField()),
                ('export', greenlang.isolation.TenantForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='reports.dataexport')),
            ],
            options={
                'ordering': ['export', 'position'],
                'constraints': [models.UniqueConstraint(fields=('tenant_id', 'export', 'position'), name='one_part_a_position')],
            },
        ),
        IsolateTenantTable("DataExport"),
        IsolateTenantTable("DataExportPart"),
    ]
