from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('runtime', '0003_partitions'),
    ]

    operations = [
        migrations.AddField(
            model_name='deployment',
            name='cleared_at',
            field=models.DateTimeField(null=True),
        ),
    ]
