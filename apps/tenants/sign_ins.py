"""Whoever tries passwords is slowed down: each try is counted by who is tried from where, and by where it comes from.

The second count is the wider one: e-mails can be made up, and each costs the hashing of a password.
"""

import hashlib
import ipaddress
from typing import Any

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from unfold.forms import AuthenticationForm as UnfoldAuthenticationForm

from apps.tenants.quotas import limiter
from greenlang.caching.invalidation import NIL_TENANT
from greenlang.caching.rate_limiter import RatePolicy

WINDOW_SECONDS = 60
NETWORK_BITS = 64
"""Of an IPv6 address: whoever has one has all that begin alike."""


def sign_in_wait(request: HttpRequest, email: str) -> int:
    """Count one try; seconds until the next one is looked at, 0: this one is."""
    origin = origin_of(request)
    for counted, tries in (
        (origin, settings.SIGN_INS_AN_ADDRESS),
        (f"{origin} {email.strip().lower()}", settings.SIGN_INS_A_MINUTE),
    ):
        name = f"sign-in-{hashlib.sha256(counted.encode()).hexdigest()[:24]}"
        verdict = limiter().take(NIL_TENANT, RatePolicy(name, tries, WINDOW_SECONDS))
        if not verdict.allowed:
            return verdict.reset
    return 0


def origin_of(request: HttpRequest) -> str:
    """Where a request comes from, as far as one party can tell itself apart: an IPv4 address, a network of IPv6."""
    text = str(request.META.get("REMOTE_ADDR", ""))
    try:
        address = ipaddress.ip_address(text.partition(":")[0] if text.count(":") == 1 else text)
    except ValueError:
        return text
    if isinstance(address, ipaddress.IPv6Address):
        return str(address.ipv4_mapped or ipaddress.ip_network((int(address), NETWORK_BITS), strict=False))
    return str(address)


class CountedSignInForm(AuthenticationForm):
    """A form of signing in that looks at no password beyond the limit.

    Attributes:
        wait: seconds until it does again; 0: it has looked.
    """

    wait = 0

    def clean(self) -> dict[str, Any]:
        """Count, then look."""
        if (email := self.cleaned_data.get("username")) and self.request is not None:
            self.wait = sign_in_wait(self.request, email)
            if self.wait:
                raise ValidationError(f"Too many attempts. Try again in {self.wait} s.", code="too-many")
        return super().clean()


class OperatorSignInForm(CountedSignInForm, UnfoldAuthenticationForm):  # type: ignore[misc]
    """The admin's."""
