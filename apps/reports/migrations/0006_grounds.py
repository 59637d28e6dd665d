from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0005_data_export'),
    ]

    operations = [
        migrations.AddField(
            model_name='inventoryreport',
            name='grounds',
            field=models.CharField(blank=True, default='', max_length=71),
        ),
    ]
