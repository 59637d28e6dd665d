"""Tenants, and the visits of platform operators."""

import uuid

from django.conf import settings
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models

from greenlang.isolation import TenantScopedModel

SLUG = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*\Z", "Lower-case letters, digits and single hyphens.")


class Tenant(models.Model):
    """An organisation that keeps its inventory here. Its row is visible to itself, its members and operators."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.CharField(max_length=60, unique=True, validators=[SLUG])
    name = models.CharField(max_length=200)
    is_demo = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    admins_need_second_factor = models.BooleanField(
        default=False, help_text="Admins who have not turned two-step sign-in on reach no page but the one to do so."
    )
    retention_days = models.PositiveIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="Days after which `purge_expired` removes calculations; empty: they are kept.",
    )

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name


class OperatorVisit(TenantScopedModel):
    """A platform operator chose to work in this tenant's scope."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-entered_at"]

    def __str__(self) -> str:
        return f"{self.user} {self.entered_at:%Y-%m-%d %H:%M}"
