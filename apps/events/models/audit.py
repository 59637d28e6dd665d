"""Who did what, when: one row for each act of a person or a key that somebody may have to answer for."""

from django.db import models
from django.utils import timezone

from greenlang.isolation import TenantScopedModel


class AuditKind(models.TextChoices):
    """What an act is about, as the log is filtered."""

    MEMBER = "member", "Members and invitations"
    SIGN_IN = "sign-in", "Sign-in and security"
    KEY = "key", "API keys"
    WEBHOOK = "webhook", "Webhooks"
    ORGANISATION = "organisation", "Organisation"
    DATA = "data", "Data"
    RUN = "run", "Runs"
    AGENT = "agent", "Agents"
    REPORT = "report", "Reports and sign-off"
    VISIT = "visit", "Operator visits"


class AuditEntry(TenantScopedModel):
    """An act as it was committed; neither changed nor removed by the product (`audit_record` writes it).

    Attributes:
        actor: a person's name, "key …" or "operator …", as histories name them.
        act: what was done, in a verb's past form: "invited", "revoked".
        subject: to whom or what.
        detail: what else a reader has to know, such as the role or the reason.
    """

    at = models.DateTimeField(default=timezone.now, editable=False)
    kind = models.CharField(max_length=20, choices=AuditKind.choices, editable=False)
    act = models.CharField(max_length=60, editable=False)
    actor = models.CharField(max_length=200, editable=False)
    subject = models.CharField(max_length=300, blank=True, editable=False)
    detail = models.CharField(max_length=500, blank=True, editable=False)

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name_plural = "audit entries"
        indexes = [
            models.Index(fields=["tenant_id", "-at", "-id"], name="audit_newest"),
            models.Index(fields=["tenant_id", "kind", "-at", "-id"], name="audit_newest_of_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.actor} {self.act} {self.subject}"
