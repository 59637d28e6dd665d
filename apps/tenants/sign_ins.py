"""Whoever tries passwords is slowed down: each try is counted by who is tried from where, and by where it comes from.

The second count is the wider one: e-mails can be made up, and each costs the hashing of a password.
"""

import hashlib
import ipaddress
from typing import Any

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from apps.tenants.models import User
from apps.tenants.quotas import limiter
from greenlang.caching.invalidation import NIL_TENANT
from greenlang.caching.rate_limiter import RatePolicy, Verdict

WINDOW_SECONDS = 60
CODES_AN_HOUR = 30
NETWORK_BITS = 64
"""Of an IPv6 address: whoever has one has all that begin alike."""


def sign_in_wait(request: HttpRequest, email: str, *, door: str = "sign-in") -> int:
    """Count one try; seconds until the next one is looked at, 0: this one is. As `sign_in_counted`."""
    verdict = sign_in_counted(request, email, door=door)
    return 0 if verdict.allowed else verdict.reset


def sign_in_counted(request: HttpRequest, email: str, *, door: str = "sign-in") -> Verdict:
    """Count one try: whether it is looked at, by the count that leaves the fewer tries.

    Args:
        door: tries of different doors are counted apart.
    """
    origin, found = origin_of(request), []
    for counted, tries in (
        (origin, settings.SIGN_INS_AN_ADDRESS),
        (f"{origin} {email.strip().lower()}", settings.SIGN_INS_A_MINUTE),
    ):
        name = f"{door}-{hashlib.sha256(counted.encode()).hexdigest()[:24]}"
        found.append(limiter().take(NIL_TENANT, RatePolicy(name, tries, WINDOW_SECONDS, shown=door)))
        if not found[-1].allowed:
            break
    return min(found, key=lambda verdict: (verdict.allowed, verdict.remaining))


def code_wait(user: User) -> int:
    """Count one code of the second step, wherever it comes from; seconds until the next one is looked at.

    Only somebody who has the password comes this far.
    """
    verdict = limiter().take(NIL_TENANT, RatePolicy(f"code-{user.id.hex}", CODES_AN_HOUR, 3600))
    return 0 if verdict.allowed else verdict.reset


def told_to_wait(response: HttpResponse, wait: int) -> HttpResponse:
    """The answer with how many seconds there are to wait, where there are any."""
    if wait:
        response["Retry-After"] = str(wait)
    return response


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
