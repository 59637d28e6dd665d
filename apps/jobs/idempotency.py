"""Answers of requests with an ``Idempotency-Key``: who asks twice is answered twice, and the work is done once.

Who is at work holds an advisory lock: of the very transaction that does the work and keeps the answer, or, where no
transaction is open while the work is done, of the connection (`claimed`). A process that dies takes either with it:
there is nothing to expire, and a second request either finds the answer or begins from nothing.
"""

import hashlib
import hmac
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any, ClassVar

import psycopg
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import OperationalError, connection

from greenlang.edges.actor import Actor
from greenlang.edges.repeats import Answered, Asked, InProgress, OtherRequest
from greenlang.errors import Conflict, Unavailable
from greenlang.isolation import current_tenant_id
from greenlang.one_trip import Row, Statement, one_trip

_PURGED_AT_ONCE = 20
_LOCK = "SELECT pg_try_advisory_lock(%(number)s::bigint)"
_UNLOCK = "SELECT pg_advisory_unlock(%(number)s::bigint)"
# Answers that have run out go whenever one is looked for: the key's own, so that it is free, and some others.
_FIND = """
WITH gone AS (
    DELETE FROM jobs_keptanswer WHERE id IN (
        SELECT id FROM jobs_keptanswer WHERE key_hash = %(key_hash)s AND expires_at <= now() FOR UPDATE SKIP LOCKED
    ) OR id IN (
        SELECT id FROM jobs_keptanswer WHERE expires_at <= now() ORDER BY expires_at LIMIT %(most)s
        FOR UPDATE SKIP LOCKED
    )
)
SELECT fingerprint, status, headers::text, body FROM jobs_keptanswer
WHERE key_hash = %(key_hash)s AND expires_at > now()
"""
# True where nothing is kept under the key.
UNKNOWN_SQL = "NOT EXISTS (SELECT 1 FROM jobs_keptanswer k WHERE k.key_hash = %(key_hash)s)"
# Keeps an answer; a source of rows may follow.
KEEP_SQL = """
INSERT INTO jobs_keptanswer (id, tenant_id, key_hash, fingerprint, status, headers, body, created_at, expires_at)
SELECT gen_random_uuid(), %(tenant_id)s::uuid, %(key_hash)s::text, %(fingerprint)s::text, %(status)s::smallint,
    %(headers)s::jsonb, %(body)s::bytea, now(), now() + %(kept_for)s::interval
"""
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
            raise _in_progress()
        return kept(asked, actor)

    def keep(self, asked: Asked, actor: Actor, answered: Answered) -> None:
        """Keep an answer for a day; some that have run out go."""
        columns = columns_of(asked, actor, answered)
        with connection.cursor() as cursor:
            cursor.execute(KEEP_SQL, columns)


@contextmanager
def claimed(asked: Asked, actor: Actor) -> Iterator[Answered | None]:
    """The kept answer, or None and the right to do the work within the block, where no transaction is open.

    Whoever does the work keeps its answer by `KEEP_SQL` under the condition `UNKNOWN_SQL`, which a connection that
    broke meanwhile makes necessary: the right ends with it.

    Raises:
        InProgress: somebody is at it.
        OtherRequest: the key was used with another address or body.
    """
    lock = {"number": _lock_number(_key_hash(asked, actor))}
    taken, row = _looked([Statement(_LOCK, lock), _find(asked, actor)])
    try:
        answered = _read(asked, row)
        if answered is None and not (taken and taken[0]):
            raise _in_progress()
        yield answered
    finally:
        if taken and taken[0]:
            with suppress(psycopg.Error):  # the lock went with the connection
                one_trip(current_tenant_id(), [Statement(_UNLOCK, lock)])


def kept(asked: Asked, actor: Actor) -> Answered | None:
    """The answer that is kept under a key.

    Raises:
        OtherRequest: the key was used with another address or body.
    """
    return _read(asked, one_trip(current_tenant_id(), [_find(asked, actor)])[0])


def columns_of(asked: Asked, actor: Actor, answered: Answered) -> dict[str, Any]:
    """What `KEEP_SQL` and `UNKNOWN_SQL` take."""
    return {
        "tenant_id": current_tenant_id(),
        "key_hash": _key_hash(asked, actor),
        "fingerprint": asked.fingerprint,
        "status": answered.status,
        "headers": json.dumps(dict(answered.headers)),
        "body": _sealed(asked, answered.body),
        "kept_for": AnswersKept.kept_for,
    }


def _looked(statements: list[Statement]) -> list[Row | None]:
    """A trip that changes nothing that stays: where the connection had gone, over another one.

    Raises:
        Unavailable: the database does not answer.
    """
    try:
        return one_trip(current_tenant_id(), statements)
    except psycopg.OperationalError:
        try:
            return one_trip(current_tenant_id(), statements)
        except (psycopg.OperationalError, OperationalError) as error:
            raise Unavailable("The database does not answer.", mend="Ask again with the same key.") from error


def _find(asked: Asked, actor: Actor) -> Statement:
    return Statement(_FIND, {"key_hash": _key_hash(asked, actor), "most": _PURGED_AT_ONCE})


def _read(asked: Asked, row: Row | None) -> Answered | None:
    if row is None or row[0] is None:
        return None
    fingerprint, status, headers, body = row
    if not hmac.compare_digest(fingerprint, asked.fingerprint):
        raise OtherRequest(
            "This key was used for another request.",
            where="Idempotency-Key",
            mend="Send the same body to the same address, or another key.",
        )
    return Answered(status, json.loads(headers), _opened(asked, bytes(body)))


def _in_progress() -> InProgress:
    return InProgress(
        "The first request with this key is still being answered.",
        where="Idempotency-Key",
        mend="Ask again in a second with the same key.",
    )


def _key_hash(asked: Asked, actor: Actor) -> str:
    return hashlib.sha256(f"{actor.pk}\n{asked.key}".encode()).hexdigest()


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
