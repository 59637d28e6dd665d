"""What could not be done after the last attempt, kept until somebody looks at it."""

from django.db import models
from django.utils import timezone

from greenlang.errors import Conflict
from greenlang.isolation import TenantScopedModel


class DeadLetterState(models.TextChoices):
    """What has become of a dead letter."""

    WAITING = "waiting"
    REPLAYED = "replayed"
    DISMISSED = "dismissed"


class AnsweredLetter(Conflict):
    """A dead letter is answered once."""

    code = "dead-letter-answered"


class DeadLetter(TenantScopedModel):
    """One piece of work that failed for the last time.

    Attributes:
        kind: what knows how to do it again ("batch-row", "consumer", "webhook").
        source: where it came from: a run, a consumer group, a subscription.
        subject: what it is about; while a letter waits, (kind, source, subject) names no other.
        payload: everything that doing it again needs.
        reason: why the last attempt failed, as people read it.
    """

    kind = models.CharField(max_length=40)
    source = models.CharField(max_length=200)
    subject = models.CharField(max_length=200)
    payload = models.JSONField()
    reason = models.TextField()
    attempts = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=DeadLetterState.choices, default=DeadLetterState.WAITING)
    recorded_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True, editable=False)
    answered_by = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-recorded_at"]
        indexes = [
            models.Index(fields=["tenant_id", "kind", "-recorded_at"], name="dead_letters_by_kind"),
            models.Index(fields=["tenant_id", "state", "-recorded_at"], name="dead_letters_by_state"),
            models.Index(fields=["tenant_id", "-recorded_at"], name="dead_letters_newest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "kind", "source", "subject"],
                name="one_waiting_letter",
                condition=models.Q(state="waiting"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"

    def answer(self, state: DeadLetterState, *, actor: str, outcome: str) -> None:
        """Waiting → replayed or dismissed, in the caller's transaction.

        Raises:
            AnsweredLetter: somebody was quicker.
        """
        locked = DeadLetter.objects.select_for_update().get(id=self.id)
        if locked.state != DeadLetterState.WAITING:
            raise AnsweredLetter(f"This dead letter is {locked.state} already.", where=f"dead letter {self.id}")
        self.state, self.answered_by, self.outcome = state, actor[:200], outcome[:500]
        self.answered_at = timezone.now()
        self.save(update_fields=["state", "answered_by", "outcome", "answered_at"])
