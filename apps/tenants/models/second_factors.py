"""The second step of signing in: one-time codes of a device, and recovery codes for when it is lost."""

import hashlib

from django.db import models
from django.utils import timezone

from apps.tenants.models.people import User


class SecondFactor(models.Model):
    """A person's authenticator (RFC 6238: SHA-1, 30 s, 6 digits).

    Attributes:
        secret: sealed with the installation's key.
        confirmed_at: when a first code proved that the device has it; None: it is not asked for yet.
        last_step: the time step of the last code that was used; a code is good once.
    """

    user = models.OneToOneField(User, primary_key=True, on_delete=models.CASCADE, related_name="second_factor")
    secret = models.BinaryField(editable=False)
    confirmed_at = models.DateTimeField(null=True, editable=False)
    last_step = models.BigIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"Authenticator of {self.user}"

    def use_step(self, step: int) -> bool:
        """Use the code of a time step up; False where it, or a later one, was used already."""
        return bool(SecondFactor.objects.filter(user=self.user_id, last_step__lt=step).update(last_step=step))


class RecoveryCode(models.Model):
    """A code on paper, good once; here is only its hash."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64, editable=False)
    used_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "digest"], name="recovery_codes_differ")]

    def __str__(self) -> str:
        return f"Recovery code of {self.user}"

    @classmethod
    def use(cls, user: User, code: str) -> bool:
        """Use a code up; False where the person has no such code any more."""
        return bool(cls.objects.filter(user=user, digest=digest_of(code), used_at=None).update(used_at=timezone.now()))


def digest_of(code: str) -> str:
    """The hash of a code, however it is spaced or written.

    80 random bits need no slow hash.
    """
    plain = "".join(character for character in code.upper() if character.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()
