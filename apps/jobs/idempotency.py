"""Answers of requests with an ``Idempotency-Key``: who asks twice is answered twice, and the work is done once.

Who is at work holds an advisory lock of the very transaction that does the work and keeps the answer. A process that
dies takes its transaction with it: there is nothing to expire, and a second request either finds the answer or begins
from nothing.
"""

import hashlib
import hmac
import os
from datetime import timedelta
from typing import ClassVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import connection
from django.utils import timezone

from apps.jobs.kept_answers import KeptAnswer
from greenlang.edges.actor import Actor
from greenlang.edges.repeats import Answered, Asked, InProgress, OtherRequest
from greenlang.errors import Conflict
from greenlang.isolation import current_tenant_id

_PURGED_AT_ONCE = 20
_NONCE = 12


class AnswersKept:
    """See `greenlang.edges.repeats.AnswerKeeper`."""

    kept_for: ClassVar[timedelta] = timedelta(hours=24)

    def begin(self, asked: Asked, actor: Actor) -> Answered | None:
        """The kept answer, or None and the right to do the work."""
        key_hash = _key_hash(asked, actor)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_lock_number(key_hash)])
            taken = cursor.fetchone()[0]
        if not taken:
            raise InProgress(
                "The first request with this key is still being answered.",
                where="Idempotency-Key",
                mend="Ask again in a second with the same key.",
            )
        row = KeptAnswer.objects.filter(key_hash=key_hash, expires_at__gt=timezone.now()).first()
        if row is None:
            return None
        if not hmac.compare_digest(row.fingerprint, asked.fingerprint):
            raise OtherRequest(
                "This key was used for another request.",
                where="Idempotency-Key",
                mend="Send the same body to the same address, or another key.",
            )
        return Answered(row.status, row.headers, _opened(asked, bytes(row.body)))

    def keep(self, asked: Asked, actor: Actor, answered: Answered) -> None:
        """Keep an answer for a day; some that have run out go."""
        key_hash, now = _key_hash(asked, actor), timezone.now()
        expired = KeptAnswer.objects.filter(expires_at__lte=now).values("id")[:_PURGED_AT_ONCE]
        KeptAnswer.objects.filter(id__in=expired).delete()
        KeptAnswer.objects.filter(key_hash=key_hash).delete()
        KeptAnswer.objects.create(
            key_hash=key_hash,
            fingerprint=asked.fingerprint,
            status=answered.status,
            headers=dict(answered.headers),
            body=_sealed(asked, answered.body),
            expires_at=now + self.kept_for,
        )


def _key_hash(asked: Asked, actor: Actor) -> str:
    return hashlib.sha256(f"{actor.name}\n{asked.key}".encode()).hexdigest()


def _lock_number(key_hash: str) -> int:
    """A signed number of 64 bits; locks are not isolated by tenant, so the tenant is in it."""
    digest = hashlib.sha256(current_tenant_id().bytes + key_hash.encode()).digest()
    return int.from_bytes(digest[:8], signed=True)


def _cipher(asked: Asked) -> AESGCM:
    secret = hashlib.sha256(b"kept answer:" + settings.SECRET_KEY.encode()).digest()
    return AESGCM(hmac.digest(secret, current_tenant_id().bytes + asked.key.encode(), "sha256"))


def _sealed(asked: Asked, body: bytes) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + _cipher(asked).encrypt(nonce, body, asked.fingerprint.encode())


def _opened(asked: Asked, sealed: bytes) -> bytes:
    try:
        return _cipher(asked).decrypt(sealed[:_NONCE], sealed[_NONCE:], asked.fingerprint.encode())
    except InvalidTag:
        raise Conflict(
            "What this request was answered can no longer be read; it was done.",
            where="Idempotency-Key",
            mend="Look for what it made. The installation's secret was changed since.",
        ) from None
