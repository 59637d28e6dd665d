from django.db import migrations

from greenlang.isolation import CURRENT_USER_SQL, OPERATOR_SQL, IsolateTenantTable


class Migration(migrations.Migration):
    dependencies = [("tenants", "0001_initial")]

    operations = [
        IsolateTenantTable("OperatorVisit"),
        IsolateTenantTable("ApiKey"),
        IsolateTenantTable("Membership", readable_when=f"user_id = {CURRENT_USER_SQL}"),
        IsolateTenantTable("Tenant", tenant_column="id", readable_when=f"{OPERATOR_SQL} OR id IN (SELECT tenant_id FROM tenants_membership)"),
    ]
