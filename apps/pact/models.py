"""Footprints of products, partners, and what they asked and told."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from greenlang.isolation import TenantForeignKey, TenantScopedModel


def _texts() -> "ArrayField[Any, Any]":
    return ArrayField(models.TextField(), default=list, editable=False)


class Partner(TenantScopedModel):
    """A company footprints are exchanged with.

    It calls with an API key of the role partner (``key_id``); answers go to ``base_url`` and to no other address, with
    a token from ``token_url``. ``answers_itself``: its requests are answered at once, with the shared footprints that
    meet them or with a rejection.
    """

    name = models.CharField(max_length=200)
    key_id = models.UUIDField(null=True, editable=False)
    base_url = models.CharField(max_length=500, blank=True)
    token_url = models.CharField(max_length=500, blank=True)
    client_id = models.CharField(max_length=300, blank=True)
    secret = models.BinaryField(null=True, editable=False)
    answers_itself = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["tenant_id", "name"], name="partner_name")]

    def __str__(self) -> str:
        return self.name


class FootprintStatus(models.TextChoices):
    """Whether a footprint is the one to be used."""

    ACTIVE = "Active"
    DEPRECATED = "Deprecated"


class ProductFootprint(TenantScopedModel):
    """A footprint as it was entered, which nobody changes: another version takes its place.

    Attributes:
        document: as `FootprintDocument.as_document` has it.
        product_ids, company_ids, classifications, geographies: what it is found by, in small letters.
        replaces: the version before; ``status`` of that one is Deprecated.
        is_shared: with every partner; else with those named in ``shares``.
    """

    document = models.JSONField(editable=False)
    status = models.CharField(max_length=10, choices=FootprintStatus.choices, default=FootprintStatus.ACTIVE)
    replaces = TenantForeignKey("self", on_delete=models.PROTECT, related_name="replaced_by", null=True, editable=False)
    product_ids = _texts()
    company_ids = _texts()
    classifications = _texts()
    geographies = _texts()
    valid_from = models.DateTimeField(editable=False)
    valid_to = models.DateTimeField(editable=False)
    is_shared = models.BooleanField(default=False)
    entered_by = models.CharField(max_length=200, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["tenant_id", "-created_at", "-id"], name="footprints_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "replaces"], condition=models.Q(replaces__isnull=False), name="footprint_replaced"
            )
        ]

    def __str__(self) -> str:
        return str(self.document.get("productNameCompany", self.id))


class FootprintShare(TenantScopedModel):
    """A footprint that one partner may see."""

    footprint = TenantForeignKey(ProductFootprint, on_delete=models.CASCADE, related_name="shares")
    partner = TenantForeignKey(Partner, on_delete=models.CASCADE, related_name="shares")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant_id", "footprint", "partner"], name="shared_once")]

    def __str__(self) -> str:
        return f"{self.footprint_id} with {self.partner_id}"


class FootprintEvidence(TenantScopedModel):
    """A file that stands behind a footprint."""

    footprint = TenantForeignKey(ProductFootprint, on_delete=models.PROTECT, related_name="evidence")
    filename = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    content = models.BinaryField(editable=False)
    added_by = models.CharField(max_length=200)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["added_at", "id"]

    def __str__(self) -> str:
        return self.filename


class RequestState(models.TextChoices):
    """How far a request for footprints is."""

    WAITING = "waiting", "Waits for an answer"
    FULFILLED = "fulfilled", "Fulfilled"
    REJECTED = "rejected", "Rejected"


class Letter(models.Model):
    """An event that is sent to a partner, and how far it is.

    Attributes:
        attempts: of the present round, which began at ``sent_since``.
        due_at: when the next one is; None: there is none.
        delivered_at: when the partner took it; ``delivery`` says why it has not.
    """

    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    sent_since = models.DateTimeField(null=True, editable=False)
    due_at = models.DateTimeField(null=True, editable=False)
    delivered_at = models.DateTimeField(null=True, editable=False)
    delivery = models.CharField(max_length=500, blank=True, editable=False)

    class Meta:
        abstract = True


class ReceivedEvent(Letter, TenantScopedModel):
    """An event as it came; its sender (``caller``), source and id name it.

    Of a request, ``state`` says what became of it: None of others. ``answer`` is the event that answers it, and is sent
    to the partner.
    """

    kind = models.CharField(max_length=80, editable=False)
    caller = models.CharField(max_length=60, editable=False)
    caller_name = models.CharField(max_length=200, editable=False)
    partner = TenantForeignKey(Partner, on_delete=models.PROTECT, related_name="events", null=True, editable=False)
    event_id = models.CharField(max_length=200, editable=False)
    source = models.CharField(max_length=2000, editable=False)
    data = models.JSONField(editable=False)
    received_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=RequestState.choices, null=True)
    answered_by = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.JSONField(null=True, editable=False)

    class Meta:
        ordering = ["-received_at", "-id"]
        indexes = [models.Index(fields=["tenant_id", "-received_at", "-id"], name="pact_events_newest")]
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "caller", "source", "event_id"], name="pact_event_once")
        ]

    def __str__(self) -> str:
        return self.event_id

    @property
    def footprint_ids(self) -> list[str]:
        """Of the footprints that it brings or names."""
        brought = [str(each["id"]) for each in self.data.get("pfs", ())]
        return brought or [str(each) for each in self.data.get("pfIds", ())]

    @property
    def message(self) -> dict[str, Any] | None:
        """The event that is sent."""
        answer: dict[str, Any] | None = self.answer
        return answer


class SentRequest(Letter, TenantScopedModel):
    """A request of ours for footprints of a partner; ``answer`` is the event that answered it first."""

    partner = TenantForeignKey(Partner, on_delete=models.PROTECT, related_name="asked", editable=False)
    event = models.JSONField(editable=False)
    asked_by = models.CharField(max_length=200, editable=False)
    asked_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=RequestState.choices, default=RequestState.WAITING, editable=False)
    answer = TenantForeignKey(ReceivedEvent, on_delete=models.PROTECT, related_name="asked", null=True, editable=False)

    class Meta:
        ordering = ["-asked_at", "-id"]
        indexes = [models.Index(fields=["tenant_id", "-asked_at", "-id"], name="pact_asked_newest")]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def message(self) -> dict[str, Any] | None:
        """The event that is sent."""
        event: dict[str, Any] = self.event
        return event
