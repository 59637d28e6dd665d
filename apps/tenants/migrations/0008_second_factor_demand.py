
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tenants', '0007_sign_in'),
    ]

    operations = [
        migrations.AddField(
            model_name='tenant',
            name='admins_need_second_factor',
            field=models.BooleanField(default=False, help_text='Admins who have not turned two-step sign-in on reach no page but the one to do so.'),
        ),
    ]
