"""A tenant's own factors: proposed with evidence, reviewed by somebody else, and never changed.

A row says what was proposed; its review says what came of it. Neither is updated or deleted: a correction is another
factor that supersedes it.
"""

from decimal import Decimal
from typing import Any

from django.db import models

from apps.calculations.catalogue.bundles import Candidate
from apps.calculations.catalogue.editions import FactorRow, Route
from apps.calculations.catalogue.overrides import OwnFactor
from apps.calculations.catalogue.private import COLUMNS, TABLE, private_edition
from greenlang.engine.numbers import canonical_number
from greenlang.isolation import TenantForeignKey, TenantScopedModel


class Decision(models.TextChoices):
    """What came of a proposal: a second person's decision, or that its author took it back."""

    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Evidence(TenantScopedModel):
    """A file that proves a factor, kept once by its hash."""

    sha256 = models.CharField(max_length=71)
    filename = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    content = models.BinaryField()
    kept_by = models.CharField(max_length=200)
    kept_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-kept_at"]
        constraints = [models.UniqueConstraint(fields=["tenant_id", "sha256"], name="evidence_once")]

    def __str__(self) -> str:
        return self.filename


class PrivateFactorQuerySet(models.QuerySet["PrivateFactor"]):
    """Filters of own factors."""

    def approved(self) -> "PrivateFactorQuerySet":
        """Those a review has approved, superseded ones included."""
        return self.filter(reviews__decision=Decision.APPROVED)

    def current(self) -> "PrivateFactorQuerySet":
        """Those that answer requests: approved, and no approved one supersedes them."""
        same = {"tenant_id": models.OuterRef("tenant_id"), "supersedes": models.OuterRef("pk")}
        later = PrivateFactor.objects.filter(**same, reviews__decision=Decision.APPROVED)
        return self.approved().exclude(models.Exists(later))

    def before(self, factor: "PrivateFactor") -> "PrivateFactorQuerySet":
        """Those that come after one in a list that begins with the newest."""
        earlier = models.Q(proposed_at__lt=factor.proposed_at)
        return self.filter(earlier | models.Q(proposed_at=factor.proposed_at, id__lt=factor.id))

    def told(self) -> "PrivateFactorQuerySet":
        """With review and evidence, the evidence's bytes left where they are."""
        return self.select_related("evidence").defer("evidence__content").prefetch_related("reviews")


class PrivateFactor(TenantScopedModel):
    """One figure of a tenant's own; columns as in `EmissionFactor`, ``overrides`` the content id of a published one.

    ``proposer_id`` is who proposed it, whatever they are called by then; empty in rows from before it was kept.
    """

    ef_cid = models.CharField(max_length=19)
    category = models.CharField(max_length=80)
    activity = models.CharField(max_length=160)
    activity_name = models.CharField(max_length=240)
    region = models.CharField(max_length=20)
    region_name = models.CharField(max_length=120)
    gas = models.CharField(max_length=40, blank=True)
    value = models.CharField(max_length=200)
    unit = models.CharField(max_length=80)
    basis = models.CharField(max_length=10, blank=True)
    as_co2e_at = models.CharField(max_length=40, blank=True)
    gwp_basis = models.CharField(max_length=20, blank=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    notes = models.TextField(blank=True)
    source = models.CharField(max_length=200)
    citation = models.TextField()
    overrides = models.CharField(max_length=19, blank=True)
    supersedes = TenantForeignKey("self", on_delete=models.PROTECT, related_name="superseded_by", null=True)
    evidence = TenantForeignKey(Evidence, on_delete=models.PROTECT, related_name="factors")
    proposed_by = models.CharField(max_length=200)
    proposer_id = models.CharField(max_length=60, blank=True, default="")
    proposed_at = models.DateTimeField(auto_now_add=True)

    objects = PrivateFactorQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at"]
        constraints = [models.UniqueConstraint(fields=["tenant_id", "ef_cid"], name="private_factor_once")]
        indexes = [
            models.Index(fields=["tenant_id", "category", "activity", "region"], name="private_factor_place"),
            models.Index(
                fields=["tenant_id", "overrides"], name="private_factor_overrides", condition=~models.Q(overrides="")
            ),
        ]

    def __str__(self) -> str:
        return self.ef_cid

    @classmethod
    def of(cls, row: FactorRow, **rest: Any) -> "PrivateFactor":
        """A row, not saved, of a proposal as it was read."""
        texts = {name: getattr(row, name) for name in COLUMNS if name not in ("value", "as_co2e_at")}
        potential = "" if row.as_co2e_at is None else canonical_number(row.as_co2e_at)
        return cls(value=row.canonical_value, as_co2e_at=potential, **texts, **rest)

    @property
    def review(self) -> "PrivateFactorReview | None":
        """What came of the proposal; None while it is a draft."""
        return next(iter(self.reviews.all()), None)

    @property
    def status(self) -> str:
        """ "draft", "approved", "rejected" or "withdrawn"."""
        review = self.review
        return review.decision if review else "draft"

    def as_row(self) -> FactorRow:
        """The pure row, as a row of the catalogue."""
        texts = {name: getattr(self, name) for name in COLUMNS if name not in ("value", "as_co2e_at")}
        return FactorRow(
            table=TABLE,
            value=Decimal(self.value),
            published_value=self.value,
            published_unit=self.unit,
            route=Route.NONE,
            confidence="verified-1",
            as_co2e_at=Decimal(self.as_co2e_at) if self.as_co2e_at else None,
            **texts,
        )

    def as_own_factor(self) -> OwnFactor:
        """An approved factor as the search takes it."""
        review = self.review
        if review is None or review.decision != Decision.APPROVED:
            raise ValueError(f"{self.ef_cid} is not approved")
        edition = private_edition(source=self.source, citation=self.citation, year=self.proposed_at.year)
        return OwnFactor(
            candidate=Candidate(self.as_row(), edition, self.ef_cid),
            overrides=self.overrides,
            approved_by=review.reviewed_by,
            approved_on=review.reviewed_at.date(),
            reason=review.reason,
            evidence=self.evidence.filename,
            evidence_sha256=self.evidence.sha256,
        )


class PrivateFactorReview(TenantScopedModel):
    """What a second person made of a proposal, or that its author withdrew it; once."""

    factor = TenantForeignKey(PrivateFactor, on_delete=models.PROTECT, related_name="reviews")
    decision = models.CharField(max_length=10, choices=Decision.choices)
    reason = models.TextField()
    reviewed_by = models.CharField(max_length=200)
    reviewer_id = models.CharField(max_length=60, blank=True, default="")
    reviewed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-reviewed_at"]
        constraints = [models.UniqueConstraint(fields=["tenant_id", "factor"], name="private_factor_reviewed_once")]

    def __str__(self) -> str:
        return f"{self.factor_id} {self.decision}"
