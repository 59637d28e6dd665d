"""Links by which an auditor sees one period without an account, and what was looked at with them."""

import hashlib
import hmac
import secrets
import uuid
from dataclasses import dataclass

from django.db import models
from django.utils import timezone

from apps.inventory.models.periods import ReportingPeriod
from greenlang.isolation import TenantForeignKey, TenantScopedModel


def _digest(secret: str) -> str:
    # 256 random bits need no slow hash: there is nothing to guess.
    return hashlib.sha256(secret.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class LinkText:
    """The parts of a link's text as it is shown once: ``<tenant>_<link>_<secret>``."""

    tenant_id: uuid.UUID
    link_id: uuid.UUID
    secret: str

    @classmethod
    def parse(cls, text: str) -> "LinkText | None":
        """The parts, or None for anything that is no link."""
        parts = text.split("_", 2)
        if len(parts) != 3 or not text.isascii():
            return None
        try:
            return cls(uuid.UUID(hex=parts[0]), uuid.UUID(hex=parts[1]), parts[2])
        except ValueError:
            return None


class AuditorLink(TenantScopedModel):
    """Shows one period, read only, to whoever holds its text, until it expires or is revoked."""

    period = TenantForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="auditor_links")
    name = models.CharField(max_length=100)
    email = models.EmailField(blank=True)
    digest = models.CharField(max_length=64, editable=False)
    created_by = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def issue(cls, **fields: object) -> "tuple[AuditorLink, str]":
        """A new link and its text, which is never shown again."""
        secret = secrets.token_urlsafe(32)
        link = cls.objects.create(digest=_digest(secret), **fields)
        return link, f"{link.tenant_id.hex}_{link.id.hex}_{secret}"

    @property
    def is_open(self) -> bool:
        """Whether it still shows anything."""
        return self.revoked_at is None and timezone.now() < self.expires_at

    def opens_with(self, secret: str) -> bool:
        """Whether this is its secret, and it still shows anything."""
        return hmac.compare_digest(self.digest, _digest(secret)) and self.is_open


class AuditorVisit(TenantScopedModel):
    """One page that was looked at with a link. Rows are only ever added."""

    link = TenantForeignKey(AuditorLink, on_delete=models.PROTECT, related_name="visits")
    at = models.DateTimeField(auto_now_add=True)
    method = models.CharField(max_length=8)
    path = models.CharField(max_length=300)
    status = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["tenant_id", "link", "at"], name="visits_of_link")]

    def __str__(self) -> str:
        return f"{self.method} {self.path}"
