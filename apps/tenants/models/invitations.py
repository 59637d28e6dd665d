"""Invitations: who may join a tenant, in which role, by a link that opens once."""

import hashlib
import hmac
import secrets
import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from apps.tenants.models.people import User
from apps.tenants.models.roles import MEMBER_CHOICES
from greenlang.isolation import TenantScopedModel, current_tenant_id

ID_DIGITS = 32


@dataclass(frozen=True, slots=True)
class InvitationText:
    """The parts of a link's text: the tenant's id, the invitation's id, a secret."""

    tenant_id: uuid.UUID
    invitation_id: uuid.UUID
    secret: str

    @classmethod
    def parse(cls, text: str) -> "InvitationText | None":
        """The parts, or None for anything that is no such text."""
        ids, secret = text[: 2 * ID_DIGITS], text[2 * ID_DIGITS :]
        if not text.isascii() or not ids.isalnum() or not secret:
            return None
        try:
            return cls(uuid.UUID(hex=ids[:ID_DIGITS]), uuid.UUID(hex=ids[ID_DIGITS:]), secret)
        except ValueError:
            return None


class Invitation(TenantScopedModel):
    """Somebody is asked to join. Its link is in the e-mail alone; here is only its hash.

    Attributes:
        sent_at: when an e-mail was handed to the mail server; each one carries a link of its own, and the one
            before opens nothing any more.
        problem: why the last e-mail could not be handed over; empty: it was, or none was tried yet.
    """

    email = models.EmailField()
    role = models.CharField(max_length=10, choices=MEMBER_CHOICES)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    invited_by = models.CharField(max_length=200, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)
    problem = models.CharField(max_length=300, blank=True, editable=False)
    accepted_at = models.DateTimeField(null=True, editable=False)
    accepted_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", editable=False, db_index=False
    )
    revoked_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "email"],
                name="one_open_invitation_a_person",
                condition=models.Q(accepted_at=None, revoked_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.email} ({self.role})"

    @property
    def is_open(self) -> bool:
        """Neither accepted nor revoked; it may have expired."""
        return self.accepted_at is None and self.revoked_at is None

    @property
    def has_expired(self) -> bool:
        """Whether its time is over."""
        return self.expires_at <= timezone.now()

    def new_link(self) -> str:
        """A text that opens it from here on, and no other; its time begins anew."""
        secret = secrets.token_urlsafe(32)
        self.digest = _digest(secret)
        self.expires_at = timezone.now() + timedelta(days=settings.INVITATION_DAYS)
        self.save(update_fields=["digest", "expires_at"])
        return f"{current_tenant_id().hex}{self.id.hex}{secret}"

    def opens_with(self, secret: str) -> bool:
        """Whether this secret may be used to accept it."""
        opens = self.is_open and not self.has_expired and bool(self.digest)
        return opens and hmac.compare_digest(self.digest, _digest(secret))

    def note_sent(self, problem: str = "") -> None:
        """How handing its e-mail over went."""
        self.problem = problem[:300]
        self.sent_at = self.sent_at if problem else timezone.now()
        self.save(update_fields=["problem", "sent_at"])

    def accept(self, user: User) -> None:
        """Used: it opens nothing any more."""
        self.accepted_at, self.accepted_by, self.digest = timezone.now(), user, ""
        self.save(update_fields=["accepted_at", "accepted_by", "digest"])

    def revoke(self) -> None:
        """Withdrawn: it opens nothing any more."""
        self.revoked_at, self.digest = timezone.now(), ""
        self.save(update_fields=["revoked_at", "digest"])


def _digest(secret: str) -> str:
    # 256 random bits need no slow hash: there is nothing to guess.
    return hashlib.sha256(secret.encode()).hexdigest()
