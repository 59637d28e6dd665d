"""Signing in with a browser, and ending it here or elsewhere.

A session ends when it was idle too long, when it is too old whatever was done, with a change of the password, and by
the person's own word from another one. API sign-ins (`TokenFamily`) end by the last two, too.
"""

import threading
import time
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest
from django.utils import timezone

from apps.tenants.access import tokens_revoke
from apps.tenants.models import BrowserSession, TokenFamily, User
from apps.tenants.models.sessions import SIGN_IN, SessionStore, SignInFacts
from apps.tenants.second_factor import second_factor_is_on
from apps.tenants.selectors import memberships_of
from apps.tenants.sign_ins import origin_of
from greenlang.isolation import tenant_scope

BACKEND = "apps.tenants.backends.AccountBackend"
TOUCH = timedelta(minutes=5)
"""How exactly it is known when a session was last used."""
HALF = "half_signed_in"
HALF_SECONDS = 300
"""How long a code may follow the password."""
MOST_CODES = 5
"""Codes that are looked at before the password is asked for again."""
MOST_LISTED = 100
BATCH = 2000
"""Sessions that are let go of at once."""


@dataclass(slots=True)
class HalfSignedIn:
    """Somebody whose password was right and whose code is still to come."""

    user: User
    next: str
    tries: int


def session_begin(request: HttpRequest, user: User) -> None:
    """Sign somebody in: the session gets another key, and tells since when and from where it is."""
    request.session.pop(HALF, None)
    BrowserSession.objects.filter(user=user, expire_date__lt=timezone.now()).delete()
    login(request, user, backend=BACKEND)
    now = timezone.now().isoformat()
    request.session[SIGN_IN] = SignInFacts(
        at=now, seen=now, address=origin_of(request), client=request.META.get("HTTP_USER_AGENT", "")[:200]
    )


def sign_in_half(request: HttpRequest, user: User, next_url: str) -> bool:
    """Where this person's sign-in takes a code: note that the password was right; False where it takes none."""
    if not second_factor_is_on(user):
        return False
    request.session.flush()
    request.session[HALF] = {
        "user": str(user.id),
        "auth": user.get_session_auth_hash(),
        "until": int(time.time()) + HALF_SECONDS,
        "next": next_url,
        "tries": 0,
    }
    return True


def half_signed_in(request: HttpRequest) -> HalfSignedIn | None:
    """Who is half signed in here; None where nobody is, or not any more."""
    noted = request.session.get(HALF)
    if not noted or noted["until"] < time.time() or noted["tries"] >= MOST_CODES:
        return None
    user = User.objects.filter(id=uuid.UUID(noted["user"]), is_active=True).first()
    if user is None or user.get_session_auth_hash() != noted["auth"]:
        return None
    return HalfSignedIn(user, noted["next"], noted["tries"])


def half_count_try(request: HttpRequest) -> None:
    """One code more was looked at."""
    noted = request.session[HALF]
    request.session[HALF] = {**noted, "tries": noted["tries"] + 1}


def session_goes_on(request: HttpRequest) -> bool:
    """Whether the session may still be used; notes, every five minutes, that it is.

    One whose beginning is not known, which no door of the product makes, goes on as long as its cookie.
    """
    facts: SignInFacts | None = request.session.get(SIGN_IN)
    if facts is None:
        return True
    now = timezone.now()
    if now - datetime.fromisoformat(facts["at"]) > timedelta(days=settings.SESSION_DAYS):
        return False
    if now - datetime.fromisoformat(facts["seen"]) > TOUCH:
        request.session[SIGN_IN] = SignInFacts(
            at=facts["at"], seen=now.isoformat(), address=origin_of(request), client=facts["client"]
        )
    return True


def sessions_of(user: User) -> list[BrowserSession]:
    """The person's sign-ins with a browser that still stand, the last used first."""
    standing = BrowserSession.objects.filter(user=user, expire_date__gt=timezone.now())
    return list(standing.order_by("-seen_at")[:MOST_LISTED])


def kept_key_of(request: HttpRequest) -> str:
    """Under which key the request's own session is kept."""
    return request.session.kept_key if isinstance(request.session, SessionStore) else ""


def session_end(*, user: User, kept_key: str) -> bool:
    """End one of the person's sign-ins with a browser; whether there was one."""
    return bool(BrowserSession.objects.filter(user=user, session_key=kept_key).delete()[0])


def sign_out_elsewhere(*, user: User, keep: str = "", because: str) -> int:
    """End the person's sign-ins everywhere, browsers and API, but for the session kept under that key; how many."""
    ended, _ = BrowserSession.objects.filter(user=user).exclude(session_key=keep).delete()
    for tenant, _ in memberships_of(user):
        with tenant_scope(tenant.id):
            for family_id in TokenFamily.objects.filter(user=user, revoked_at=None).values_list("id", flat=True):
                tokens_revoke(family_id, because)
                ended += 1
    return ended


def sessions_purge(stop: threading.Event) -> int:
    """Let go of every session that has run out, until it is done or ``stop`` is set; how many."""
    gone, found = 0, BATCH
    while found == BATCH and not stop.is_set():
        keys = BrowserSession.objects.filter(expire_date__lt=timezone.now()).values_list("session_key", flat=True)
        found, _ = BrowserSession.objects.filter(session_key__in=list(keys.order_by()[:BATCH])).delete()
        gone += found
    return gone
