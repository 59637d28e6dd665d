from django.db import migrations

from greenlang.isolation import IsolateTenantTable


class Migration(migrations.Migration):
    dependencies = [("events", "0005_inbox_and_webhooks")]

    operations = [
        IsolateTenantTable("InboxEntry"),
        IsolateTenantTable("WebhookSubscription"),
        # The service role finds what is due, whosever it is; who is told stays the tenant's.
        IsolateTenantTable("WebhookDelivery", service=True),
    ]
