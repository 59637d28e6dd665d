import greenlang.isolation
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('calculations', '0006_tombstones'),
    ]

    operations = [
        migrations.CreateModel(
            name='LedgerVerification',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.UUIDField(default=greenlang.isolation.current_tenant_id, editable=False)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('holds', models.BooleanField()),
                ('head_sequence', models.BigIntegerField()),
                ('head_hash', models.CharField(max_length=71)),
                ('bad_sequence', models.BigIntegerField(null=True)),
                ('reason', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['-at'],
                'indexes': [models.Index(fields=['tenant_id', '-at'], name='verification_latest')],
            },
        ),
    ]
