"""The outbox: events written in the transaction of what they tell about, published afterwards by a relay."""

from django.db import models

from apps.events import event_types
from greenlang.isolation import TenantScopedModel

# The sequence is made by the first migration: events are told in the order in which they were written.
NEXT_POSITION = models.Func(template="nextval('events_position')", output_field=models.BigIntegerField())


class Topic(models.TextChoices):
    """Streams an event can go to."""

    LIFECYCLE = event_types.LIFECYCLE
    EXECUTION = event_types.EXECUTION
    METRICS = event_types.METRICS
    PLATFORM = event_types.PLATFORM


class OutboxEvent(TenantScopedModel):
    """One event, committed together with the change it tells about."""

    position = models.BigIntegerField(db_default=NEXT_POSITION, editable=False)
    topic = models.CharField(max_length=40, choices=Topic.choices)
    type = models.CharField(max_length=60)
    aggregate_type = models.CharField(max_length=40)
    aggregate_id = models.CharField(max_length=64)
    payload = models.JSONField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["position"]
        indexes = [
            models.Index(fields=["position"], name="events_unpublished", condition=models.Q(published_at=None)),
            models.Index(fields=["tenant_id", "aggregate_id"], name="events_aggregate"),
            models.Index(fields=["tenant_id", "-position"], name="events_newest"),
            models.Index(
                fields=["tenant_id", "published_at"],
                name="events_by_age",
                condition=models.Q(published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.aggregate_id}"
