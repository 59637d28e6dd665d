"""What came of one sign-in to the API: its tokens, and whether they still open anything."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from greenlang.isolation import TenantScopedModel


class TokenFamily(TenantScopedModel):
    """All tokens of one sign-in: each access token names its family, and opens nothing once that is revoked.

    ``refresh_id`` is the one refresh token that may be used next. ``auth_hash`` is the user's password as it was, by
    a keyed hash: who changes the password ends every family. ``two_steps``: the sign-in took a code beside the
    password.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    refresh_id = models.CharField(max_length=64, editable=False)
    auth_hash = models.CharField(max_length=64, editable=False)
    two_steps = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    refreshed_at = models.DateTimeField(null=True, editable=False)
    expires_at = models.DateTimeField(editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)
    revoked_because = models.CharField(max_length=100, blank=True, editable=False)

    class Meta:
        ordering = ["-created_at"]
        verbose_name_plural = "token families"
        indexes = [models.Index(fields=["tenant_id", "user"], name="tokens_of_user")]

    def __str__(self) -> str:
        return f"{self.user} {self.created_at:%Y-%m-%d %H:%M}"

    @classmethod
    def standing(cls, family_id: uuid.UUID, user_id: uuid.UUID, auth_hash: str) -> "TokenFamily | None":
        """This family of the present tenant, where it is this user's and its tokens still open something."""
        return cls.objects.filter(id=family_id, user_id=user_id, auth_hash=auth_hash, revoked_at=None).first()

    def revoke(self, because: str) -> bool:
        """Its tokens open nothing any more, at once; whether that changed anything."""
        now = timezone.now()
        changed = TokenFamily.objects.filter(id=self.id, revoked_at=None).update(
            revoked_at=now, revoked_because=because[:100]
        )
        return bool(changed)
