from django.db import migrations, models


class Migration(migrations.Migration):
    """Sign-ins before this one may have been by password alone: where two steps are asked for, they sign in anew."""

    dependencies = [
        ("tenants", "0008_second_factor_demand"),
    ]

    operations = [
        migrations.AddField(
            model_name="tokenfamily",
            name="two_steps",
            field=models.BooleanField(default=False, editable=False),
        ),
    ]
