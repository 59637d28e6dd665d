import django.db.models.deletion
import django.utils.timezone
import greenlang.isolation
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('inventory', '0021_superseded_lines'),
        ('reports', '0007_files'),
    ]

    operations = [
        migrations.CreateModel(
            name='PeriodDisclosures',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=greenlang.isolation.current_tenant_id, editable=False)),
                ('said', models.JSONField(default=dict)),
                ('carried', models.JSONField(default=dict)),
                ('changed_by', models.CharField(blank=True, max_length=200)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('period', greenlang.isolation.TenantForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='inventory.reportingperiod')),
            ],
            options={
                'verbose_name_plural': 'period disclosures',
                'ordering': ['-changed_at'],
                'constraints': [models.UniqueConstraint(fields=('tenant_id', 'period'), name='disclosures_once_a_period')],
            },
        ),
    ]
