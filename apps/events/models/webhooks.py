"""A tenant's own systems that are told of its events, and each telling with how it went."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

from apps.events.event_types import matches
from greenlang.isolation import TenantForeignKey, TenantScopedModel

OVERLAP = timedelta(hours=24)
"""How long the secret before is signed with too, once there is a new one."""


class WebhookSubscription(TenantScopedModel):
    """Where to tell of which events.

    Attributes:
        types: of the events, "exec.completed", or all of a kind, "agent.*"; empty: every event.
        secret, previous_secret: sealed with the installation's key.
        disabled_reason: why nothing is delivered any more; empty: it is.
    """

    url = models.CharField(max_length=1000)
    description = models.CharField(max_length=200, blank=True)
    types = models.JSONField(default=list)
    secret = models.BinaryField()
    previous_secret = models.BinaryField(default=b"")
    previous_until = models.DateTimeField(null=True)
    disabled_reason = models.CharField(max_length=300, blank=True)
    created_by = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.url

    def wants(self, event_type: str) -> bool:
        """Whether events of this type are told here."""
        return not self.types or any(matches(wanted, event_type) for wanted in self.types)

    def change_secret(self, sealed: bytes) -> None:
        """A new secret; the one before is signed with beside it for a while."""
        self.previous_secret, self.previous_until = self.secret, timezone.now() + OVERLAP
        self.secret = sealed
        self.save(update_fields=["secret", "previous_secret", "previous_until"])


class DeliveryState(models.TextChoices):
    """How far a telling is."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    DEAD = "dead"


class WebhookDelivery(TenantScopedModel):
    """One event for one subscription; the same bytes and the same id at each attempt.

    Attributes:
        due_at: when to try (again); an attempt under way has moved it on, so that another comes when it is lost.
        status: of the last answer; 0: there was none.
    """

    subscription = TenantForeignKey(WebhookSubscription, on_delete=models.PROTECT, related_name="deliveries")
    event_id = models.UUIDField()
    event_type = models.CharField(max_length=60)
    body = models.TextField()
    state = models.CharField(max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now)
    status = models.PositiveSmallIntegerField(default=0)
    detail = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name_plural = "webhook deliveries"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "subscription", "event_id"], name="one_delivery_an_event")
        ]
        indexes = [
            models.Index(
                fields=["tenant_id", "subscription", "due_at"],
                name="deliveries_waiting",
                condition=models.Q(state="waiting"),
            ),
            models.Index(fields=["tenant_id", "subscription", "-created_at"], name="deliveries_of_subscription"),
            models.Index(fields=["tenant_id", "-created_at"], name="deliveries_newest"),
            models.Index(
                fields=["tenant_id", "-created_at"], name="deliveries_given_up", condition=models.Q(state="dead")
            ),
            models.Index(
                fields=["tenant_id", "finished_at"],
                name="deliveries_by_age",
                condition=models.Q(finished_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_type} {self.message_id}"

    @property
    def message_id(self) -> str:
        """The receiver's key against doubles."""
        return f"msg_{self.id.hex}"
