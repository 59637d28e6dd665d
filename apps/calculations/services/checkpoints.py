"""Signed checkpoints of the chain, kept outside the database in one file a tenant, which only grows."""

import fcntl
import logging
import os
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from apps.calculations.certificates.anchors import Anchors
from apps.calculations.certificates.statements import (
    CHECKPOINT,
    RESTORATION,
    Statement,
    read_store,
    signed_line,
    statement_body,
)
from apps.calculations.models import LedgerHead
from apps.tenants.selectors import tenants_all
from greenlang.errors import Conflict, GreenLangError, Unavailable
from greenlang.isolation import current_tenant_id, tenant_scope
from greenlang.signing import Keyring, load_keyring, moment_text

RECORDS = 1000
SECONDS = 60.0
SYNC_SECONDS = 1.0
"""A batch signs hundreds of times a second; a power cut may cost the last of them, which the sweeper signs again."""
SWEEP_SECONDS = 45.0
"""The sweeper takes what is nearly due, so that no record waits longer than `SECONDS` from one round to the next."""
_TAIL_BYTES = 4096
_POINTS = frozenset({CHECKPOINT, RESTORATION})

logger = logging.getLogger(__name__)
# Sequence and time of the last checkpoint this process knows of, by tenant: most appends ask nothing else.
_last: dict[uuid.UUID, tuple[int, float]] = {}
# Where this process left each file, and the statement it ends with: while the file has not grown since, nothing of it
# need be read and verified again. Whoever rewrites it is found by verification, not here.
_left: dict[Path, tuple[int, int, Statement, Statement | None]] = {}
_synced: dict[Path, float] = {}


def installation_keyring() -> Keyring:
    """The installation's keys."""
    return load_keyring(pem=settings.SIGNING_KEY, path=settings.SIGNING_KEY_FILE, rotations=settings.KEY_ROTATIONS)


def store_path(tenant_id: uuid.UUID) -> Path:
    """A tenant's file of statements."""
    return Path(settings.CHECKPOINTS) / f"{tenant_id}.jsonl"


def anchors(tenant_id: uuid.UUID) -> Anchors:
    """What the signed statements say about a tenant's chain; without any where there is no file."""
    try:
        content = store_path(tenant_id).read_bytes()
    except FileNotFoundError:
        content = b""
    except OSError as error:
        raise _unusable(tenant_id, error) from error
    return Anchors(read_store(content, tenant_id=str(tenant_id), keys=installation_keyring()))


def checkpoint_due(*, tenant_id: uuid.UUID, sequence: int, chain_hash: str) -> None:
    """Sign where the chain is, when the last checkpoint lies `RECORDS` records or `SECONDS` seconds back.

    To be called after the commit. What keeps the checkpoint from being written is logged: the record is committed and
    stays so, and verification says that it is not anchored.
    """
    if not _is_due(tenant_id, sequence, SECONDS):
        return
    try:
        checkpoint_write(tenant_id=tenant_id, sequence=sequence, chain_hash=chain_hash, least_seconds=SECONDS)
    except (OSError, GreenLangError) as error:
        logger.error("No checkpoint of tenant %s could be written: %s", tenant_id, error)


def checkpoints_sweep() -> int:
    """Sign the chain of every tenant that went on after its last checkpoint; how many there were.

    To be called every few seconds by one process, outside any tenant's scope.
    """
    written = 0
    for tenant in tenants_all():
        with tenant_scope(tenant.id):
            head = LedgerHead.objects.filter(tenant_id=tenant.id).first()
        if head is None or not _is_due(tenant.id, head.sequence, SWEEP_SECONDS):
            continue
        try:
            written += checkpoint_write(
                tenant_id=tenant.id, sequence=head.sequence, chain_hash=head.chain_hash, least_seconds=SWEEP_SECONDS
            )
        except (OSError, GreenLangError) as error:
            logger.error("No checkpoint of tenant %s could be written: %s", tenant.slug, error)
    return written


def checkpoint_now() -> Statement:
    """A checkpoint of the present tenant's chain as it is committed, written unless there is one already.

    Raises:
        Conflict: there is no record, or the chain contradicts its last checkpoint.
    """
    return anchored_now()[1]


def anchored_now() -> tuple[Anchors, Statement]:
    """As `checkpoint_now`, with everything else that is signed about the chain.

    Not to be called in a transaction that has appended: what is not committed must not be signed.
    """
    tenant_id = current_tenant_id()
    head = LedgerHead.objects.filter(tenant_id=tenant_id).first()
    if head is None:
        raise Conflict("There is no record yet that a checkpoint could cover.")
    try:
        checkpoint_write(tenant_id=tenant_id, sequence=head.sequence, chain_hash=head.chain_hash)
    except OSError as error:
        raise _unusable(tenant_id, error) from error
    known = anchors(tenant_id)
    if known.store.faults:
        message = f"The store of signed statements was changed: {known.store.faults[0]}."
        raise Conflict(message, mend="Verify the ledger: manage.py verify_ledger.")
    last = known.last
    if last is None or last.sequence < head.sequence:
        raise Conflict("The checkpoint could not be read back.", where=str(store_path(tenant_id)))
    if last.sequence > head.sequence:
        # Others may have gone on meanwhile; a checkpoint is written after its record was committed.
        head.refresh_from_db()
    if last.sequence > head.sequence or (last.sequence == head.sequence and last.chain_hash != head.chain_hash):
        message = f"The ledger contradicts its checkpoint {last.number} at record {last.sequence}."
        raise Conflict(message, mend="Verify the ledger: manage.py verify_ledger.")
    return known, last


def _unusable(tenant_id: uuid.UUID, error: OSError) -> Unavailable:
    return Unavailable(
        f"The signed checkpoints cannot be used: {error.strerror or error}.",
        where=str(store_path(tenant_id)),
        mend="Mend the storage that GREENLANG_CHECKPOINTS names; the ledger itself is not concerned.",
    )


def checkpoint_write(*, tenant_id: uuid.UUID, sequence: int, chain_hash: str, least_seconds: float = 0.0) -> bool:
    """Append a checkpoint unless the file has one of this record or a later one, or one too recent.

    Args:
        least_seconds: how old the last one must be where fewer than `RECORDS` records lie between.
    """
    with statements_open(tenant_id) as file:
        last = file.last_point
        if last is not None:
            age = (datetime.now(UTC) - datetime.fromisoformat(last.at)).total_seconds()
            _last[tenant_id] = (last.sequence, time.monotonic() - age)
            if last.sequence > sequence:
                logger.debug("The checkpoint at record %s is ahead of record %s.", last.sequence, sequence)
            if last.sequence >= sequence or (sequence - last.sequence < RECORDS and age < least_seconds):
                return False
        file.append(CHECKPOINT, {"sequence": str(sequence), "chain_hash": chain_hash})
        _last[tenant_id] = (sequence, time.monotonic())
    return True


def _is_due(tenant_id: uuid.UUID, sequence: int, seconds: float) -> bool:
    known = _last.get(tenant_id)
    if known is None:
        return True
    return sequence > known[0] and (sequence - known[0] >= RECORDS or time.monotonic() - known[1] >= seconds)


class StatementFile:
    """A tenant's file, held alone by this process."""

    def __init__(self, path: Path, descriptor: int, tenant_id: uuid.UUID) -> None:
        self._path = path
        self._descriptor = descriptor
        self._tenant_id = tenant_id
        self._keys = installation_keyring()
        self._torn = False
        self._end: Statement | None = None
        self.last_point: Statement | None = None
        """The last checkpoint or accepted restoration."""
        found = os.fstat(descriptor)
        left = _left.get(path)
        if left is not None and left[:2] == (found.st_ino, found.st_size):
            self._end, self.last_point = left[2:]
        elif found.st_size:
            self._read(found.st_size)

    def _read(self, size: int) -> None:
        """The tail, back to the last checkpoint."""
        self._torn = os.pread(self._descriptor, 1, size - 1) != b"\n"
        length = _TAIL_BYTES
        while self.last_point is None and length < 2 * size + _TAIL_BYTES:
            start = max(0, size - length)
            content = os.pread(self._descriptor, size - start, start)
            # The tail only: that it does not begin with number 1 is no fault here.
            whole = content.partition(b"\n")[2] if start else content
            statements = read_store(whole, tenant_id=str(self._tenant_id), keys=self._keys).statements
            self._end = statements[-1] if statements else None
            self.last_point = next((s for s in reversed(statements) if s.schema in _POINTS), None)
            length *= 2

    def append(self, schema: str, content: Mapping[str, Any]) -> Statement:
        """Sign a statement and write it as one line, on the disk at once; checkpoints every second."""
        body = statement_body(
            schema, tenant_id=str(self._tenant_id), after=self._end, at=moment_text(datetime.now(UTC)), content=content
        )
        signed = self._keys.statement(body)
        # A line that a crash has cut short is ended first.
        line = (b"\n" if self._torn else b"") + signed_line(signed)
        if os.write(self._descriptor, line) != len(line):
            raise OSError("the disk took a part of the line only")
        if schema != CHECKPOINT or time.monotonic() - _synced.get(self._path, 0.0) >= SYNC_SECONDS:
            os.fdatasync(self._descriptor)
            _synced[self._path] = time.monotonic()
        self._torn = False
        self._end = Statement(body, signed)
        self.last_point = self._end if schema in _POINTS else self.last_point
        found = os.fstat(self._descriptor)
        _left[self._path] = (found.st_ino, found.st_size, self._end, self.last_point)
        return self._end


@contextmanager
def statements_open(tenant_id: uuid.UUID) -> Iterator[StatementFile]:
    """The tenant's file for appending; other processes wait meanwhile."""
    path = store_path(tenant_id)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield StatementFile(path, descriptor, tenant_id)
    finally:
        os.close(descriptor)
