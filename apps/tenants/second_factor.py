"""Two-step sign-in: setting it up, checking a code, and the way back when the device is lost."""

import secrets
from dataclasses import dataclass
from time import time

import pyotp
import segno
from django.db import transaction
from django.utils import timezone

from apps.tenants.models import RecoveryCode, SecondFactor, User
from apps.tenants.models.second_factors import digest_of
from greenlang.errors import Conflict, InvalidInput, Unavailable
from greenlang.sealing import Seal, SealBroken

ISSUER = "GreenLang"
STEP_SECONDS = 30
STEPS_AROUND = 1
"""Clocks differ: the code before and the one after are taken too."""
RECOVERY_CODES = 10
_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_CHARACTERS = 16
_SEAL = Seal("greenlang second factors")


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What a device is given: by picture (an SVG of a QR code) or typed in (``secret``, base 32)."""

    secret: str
    picture: str


def second_factor_is_on(user: User) -> bool:
    """Whether signing in asks this person for a code."""
    return SecondFactor.objects.filter(user=user, confirmed_at__isnull=False).exists()


def second_factor_begin(user: User) -> Enrolment:
    """The secret that a first code has to prove; the same until then.

    Raises:
        Conflict: it is on already.
    """
    found, _ = SecondFactor.objects.get_or_create(user=user, defaults={"secret": _SEAL.close(pyotp.random_base32())})
    if found.confirmed_at:
        raise Conflict("Two-step sign-in is on already.", mend="Turn it off first to set it up anew.")
    secret = _secret(found)
    address = pyotp.TOTP(secret).provisioning_uri(name=user.email, issuer_name=ISSUER)
    picture = segno.make(address, error="m").svg_inline(scale=5, border=4, dark="#000", light="#fff", omitsize=False)
    return Enrolment(secret, picture)


@transaction.atomic
def second_factor_confirm(user: User, code: str) -> list[str]:
    """Turn it on by a first code; the recovery codes, told this once.

    Raises:
        InvalidInput: it is not the device's present code.
        Conflict: nothing was begun, or it is on already.
    """
    found = SecondFactor.objects.select_for_update().filter(user=user, confirmed_at=None).first()
    if found is None:
        raise Conflict("There is no set-up to confirm.", mend="Begin again.")
    if not _device_says(found, code):
        raise InvalidInput(
            "This is not the code that the device shows.", where="code", mend="Check its clock and type the next one."
        )
    found.confirmed_at = timezone.now()
    found.save(update_fields=["confirmed_at"])
    return recovery_codes_renew(user)


@transaction.atomic
def recovery_codes_renew(user: User) -> list[str]:
    """Ten new codes, told this once; those before open nothing any more."""
    codes = ["".join(secrets.choice(_ALPHABET) for _ in range(_CHARACTERS)) for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.filter(user=user).delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, digest=digest_of(code)) for code in codes)
    return ["-".join(code[at : at + 4] for at in range(0, _CHARACTERS, 4)) for code in codes]


def recovery_codes_left(user: User) -> int:
    """How many were not used yet."""
    return RecoveryCode.objects.filter(user=user, used_at=None).count()


def second_factor_check(user: User, code: str) -> bool:
    """Whether a code is the device's or an unused recovery code; it is used up by that."""
    found = SecondFactor.objects.filter(user=user, confirmed_at__isnull=False).first()
    return found is not None and (_device_says(found, code) or RecoveryCode.use(user, code))


@transaction.atomic
def second_factor_remove(user: User) -> None:
    """Ask for no code any more; recovery codes go with it."""
    SecondFactor.objects.filter(user=user).delete()
    RecoveryCode.objects.filter(user=user).delete()


def _device_says(found: SecondFactor, code: str) -> bool:
    plain = "".join(code.split())
    if len(plain) != 6 or not plain.isascii() or not plain.isdigit():
        return False
    device, present = pyotp.TOTP(_secret(found)), int(time()) // STEP_SECONDS
    for step in range(present - STEPS_AROUND, present + STEPS_AROUND + 1):
        if secrets.compare_digest(device.generate_otp(step), plain):
            return found.use_step(step)
    return False


def _secret(found: SecondFactor) -> str:
    try:
        return _SEAL.open(found.secret)
    except SealBroken as error:
        raise Unavailable(
            "Codes cannot be checked with this installation's secret key.",
            where="GREENLANG_SECRET_KEY",
            mend="Sign in with a recovery code, or ask an operator to turn two-step sign-in off for you.",
        ) from error
