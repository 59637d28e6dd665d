"""Keys for machines: shown once, kept as a hash, carrying their tenant's id."""

import hashlib
import hmac
import secrets
import uuid
from dataclasses import dataclass

from django.db import models
from django.utils import timezone

from apps.tenants.models.roles import Role
from greenlang.isolation import TenantScopedModel, current_tenant_id

PREFIX = "glk"


def _digest(secret: str) -> str:
    # 256 random bits need no slow hash: there is nothing to guess.
    return hashlib.sha256(secret.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class KeyText:
    """The parts of a key as it is shown once: ``glk_<tenant>_<key>_<secret>``."""

    tenant_id: uuid.UUID
    key_id: uuid.UUID
    secret: str

    @classmethod
    def parse(cls, text: str) -> "KeyText | None":
        """The parts, or None for anything that is no key."""
        parts = text.split("_", 3)
        if len(parts) != 4 or parts[0] != PREFIX or not text.isascii():
            return None
        try:
            return cls(uuid.UUID(hex=parts[1]), uuid.UUID(hex=parts[2]), parts[3])
        except ValueError:
            return None


class ApiKey(TenantScopedModel):
    """A machine's key. It acts with its role and nobody's name."""

    name = models.CharField(max_length=100)
    role = models.CharField(max_length=10, choices=Role.choices)
    digest = models.CharField(max_length=64, editable=False)
    created_by = models.CharField(max_length=200, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name

    @property
    def client_id(self) -> str:
        """Its name as an OAuth client: the key's text without the secret."""
        return f"{PREFIX}_{self.tenant_id.hex}_{self.id.hex}"

    @classmethod
    def issue(cls, *, name: str, role: Role, created_by: str = "") -> "tuple[ApiKey, str]":
        """A new key and its text, which is never shown again."""
        secret = secrets.token_urlsafe(32)
        key = cls.objects.create(name=name, role=role, digest=_digest(secret), created_by=created_by)
        return key, f"{PREFIX}_{current_tenant_id().hex}_{key.id.hex}_{secret}"

    def opens_with(self, secret: str) -> bool:
        """Whether this is its secret and it has not been revoked."""
        return self.revoked_at is None and hmac.compare_digest(self.digest, _digest(secret))

    def revoke(self) -> bool:
        """It opens nothing any more, at once; whether it did before. Since when stays as it was."""
        ended = ApiKey.objects.filter(id=self.id, revoked_at=None).update(revoked_at=timezone.now())
        self.refresh_from_db(fields=["revoked_at"])
        return bool(ended)
