"""What consumer groups have done: an event's effect and its row here are one transaction."""

from django.db import models
from django.utils import timezone

from greenlang.isolation import TenantScopedModel


class InboxEntry(TenantScopedModel):
    """One event, as one group has met it.

    Attributes:
        group: of consumers.
        message_id: the event's id, or a request's correlation id.
        attempts: how often it was begun, where it was not done at the first time.
        seen_at: when its effect was committed, or it became a dead letter; None: it was begun and not done.
        result: what came of it, where somebody may ask again.
    """

    group = models.CharField(max_length=60)
    message_id = models.UUIDField()
    attempts = models.PositiveSmallIntegerField(default=1)
    begun_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True)
    result = models.JSONField(null=True)

    class Meta:
        verbose_name_plural = "inbox entries"
        constraints = [models.UniqueConstraint(fields=["tenant_id", "group", "message_id"], name="inbox_once")]
        indexes = [
            models.Index(fields=["tenant_id", "begun_at"], name="inbox_by_age"),
            models.Index(fields=["tenant_id", "message_id"], name="inbox_open", condition=models.Q(seen_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.message_id}"
