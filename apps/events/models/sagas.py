"""The log of sagas: every step and every compensation, as it begins and as it ends. Rows are only ever added."""

from django.db import models

from apps.events.models.outbox import NEXT_POSITION
from greenlang.isolation import TenantScopedModel


class SagaEntry(TenantScopedModel):
    """One line of one saga's log; where a saga stands is what its lines say, and nothing else.

    Attributes:
        saga: what it does ("build-and-deploy").
        step: of it; empty for the saga as a whole.
        what: a `sagas.What`.
        detail: what is needed to go on or to compensate, or why it failed.
    """

    saga_id = models.UUIDField()
    saga = models.CharField(max_length=40)
    position = models.BigIntegerField(db_default=NEXT_POSITION, editable=False)
    step = models.CharField(max_length=40, blank=True)
    what = models.CharField(max_length=12)
    detail = models.JSONField(default=dict)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["position"]
        verbose_name_plural = "saga entries"
        indexes = [
            models.Index(fields=["tenant_id", "saga_id", "position"], name="saga_in_order"),
            models.Index(fields=["tenant_id", "-position"], name="sagas_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.saga} {self.step} {self.what}"
