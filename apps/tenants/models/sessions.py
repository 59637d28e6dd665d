"""Sign-ins with a browser: Django's sessions, each with whose it is, from where, and when it was last used.

The cookie's key is kept as a hash: who reads the table can use no session of it.
"""

import hashlib
from datetime import datetime
from typing import Any, TypedDict

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone

from apps.tenants.models.people import User

SIGN_IN = "sign_in"
"""Where a session keeps what it tells of its sign-in."""


class SignInFacts(TypedDict):
    """When (ISO 8601) somebody signed in and was last heard of, from which address, with what."""

    at: str
    seen: str
    address: str
    client: str


class BrowserSession(AbstractBaseSession):
    """A session; ``user`` is None before somebody has signed in. Its key is a hash and opens nothing."""

    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")
    signed_in_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    address = models.CharField(max_length=64, blank=True)
    client = models.CharField(max_length=200, blank=True)

    class Meta(AbstractBaseSession.Meta):
        abstract = False
        ordering = ["-seen_at"]

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        """The store below."""
        return SessionStore


class SessionStore(DatabaseStore):
    """Keeps sessions in `BrowserSession`."""

    @classmethod
    def get_model_class(cls) -> type[AbstractBaseSession]:
        """The table."""
        return BrowserSession

    @property
    def kept_key(self) -> str:
        """Under which key this session is kept; empty where it is not."""
        return key_kept(self.session_key) if self.session_key else ""

    def load(self) -> dict[str, Any]:
        """What the session of the cookie says, where it stands."""
        found = BrowserSession.objects.filter(session_key=self.kept_key, expire_date__gt=timezone.now()).first()
        if found is None:
            self._session_key = None
            return {}
        return self.decode(found.session_data)

    def exists(self, session_key: str) -> bool:
        """Whether there is a session of this key of a cookie."""
        return BrowserSession.objects.filter(session_key=key_kept(session_key)).exists()

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        """The row as it is saved."""
        facts: SignInFacts | None = data.get(SIGN_IN)
        return BrowserSession(
            session_key=key_kept(self._get_or_create_session_key()),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            user_id=data.get(SESSION_KEY),
            signed_in_at=datetime.fromisoformat(facts["at"]) if facts else None,
            seen_at=datetime.fromisoformat(facts["seen"]) if facts else None,
            address=facts["address"][:64] if facts else "",
            client=facts["client"][:200] if facts else "",
        )

    def delete(self, session_key: str | None = None) -> None:
        """End a session by its cookie's key, by default this one."""
        key = session_key or self.session_key
        if key:
            BrowserSession.objects.filter(session_key=key_kept(key)).delete()


def key_kept(session_key: str) -> str:
    """The hash under which a cookie's key is kept: 160 bits of SHA-256."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:40]
