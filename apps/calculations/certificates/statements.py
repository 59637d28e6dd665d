"""Signed statements about a tenant's ledger, kept outside the database, one line each in one file a tenant.

Every statement has a number and the hash of the one before, so that a line that was changed, left out or exchanged
shows. A line that a crash has cut short is told and passed over, as long as the numbers go on.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from greenlang.engine.canonical_json import canonical_json, sha256_of
from greenlang.engine.chain import GENESIS
from greenlang.errors import GreenLangError

CHECKPOINT = "greenlang.checkpoint/1"
PURGE = "greenlang.purge/1"
DELETION = "greenlang.tenant-deletion/1"
RESTORATION = "greenlang.restoration/1"

_COMMON = ("schema", "tenant_id", "number", "previous", "at")
MEMBERS = {
    CHECKPOINT: ("sequence", "chain_hash"),
    PURGE: ("first_sequence", "last_sequence", "chain_hash", "older_than", "reason"),
    DELETION: ("sequence", "chain_hash", "slug", "reason"),
    RESTORATION: ("sequence", "chain_hash", "voids", "reason"),
}
"""What a statement of each kind says, besides tenant, number, the hash of the one before, and its time."""


class StatementKeys(Protocol):
    """What reading needs of the keyring."""

    def statement_fault(self, statement: object) -> str:
        """Why this installation did not sign it; empty where it did."""
        ...


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement whose signature fits.

    Args:
        body: texts by name, see `MEMBERS`; ``voids`` is a list of numbers.
        signed: the whole with key and signature, as it stands in the file.
    """

    body: Mapping[str, Any]
    signed: Mapping[str, Any]

    @property
    def schema(self) -> str:
        """Its kind."""
        return str(self.body["schema"])

    @property
    def number(self) -> int:
        """Its place in the file, from 1 on."""
        return int(self.body["number"])

    @property
    def at(self) -> str:
        """When it was made."""
        return str(self.body["at"])

    @property
    def sequence(self) -> int:
        """The record that it speaks about last."""
        return int(self.body["last_sequence" if self.schema == PURGE else "sequence"])

    @property
    def chain_hash(self) -> str:
        """The chain's hash at that record."""
        return str(self.body["chain_hash"])

    @property
    def hash(self) -> str:
        """What the next statement names."""
        return sha256_of(dict(self.body))


@dataclass(frozen=True, slots=True)
class Store:
    """What a tenant's file holds.

    Args:
        statements: whose signatures fit, in their order.
        faults: what must not be: changed, missing, exchanged lines.
        notes: what a crash leaves behind, harmless.
    """

    statements: tuple[Statement, ...] = ()
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def statement_body(
    schema: str, *, tenant_id: str, after: "Statement | None", at: str, content: Mapping[str, Any]
) -> dict[str, Any]:
    """The body of the next statement of a file.

    Args:
        after: the last statement of the file, None for the first.
        content: the members of its kind, see `MEMBERS`.
    """
    common = {
        "schema": schema,
        "tenant_id": tenant_id,
        "number": str(after.number + 1 if after else 1),
        "previous": after.hash if after else GENESIS,
        "at": at,
    }
    return {**common, **{name: content[name] for name in MEMBERS[schema]}}


def read_store(content: bytes, *, tenant_id: str, keys: StatementKeys) -> Store:
    """Every statement of a file, checked."""
    reading = _Reading(tenant_id, keys)
    lines = content.split(b"\n")
    for index, line in enumerate(lines, start=1):
        if line:
            reading.line(index, line, last=index == len(lines))
    reading.end()
    return Store(tuple(reading.statements), tuple(reading.faults), tuple(reading.notes))


class _Reading:
    """How far a file has been read."""

    def __init__(self, tenant_id: str, keys: StatementKeys) -> None:
        self.tenant_id = tenant_id
        self.keys = keys
        self.statements: list[Statement] = []
        self.faults: list[str] = []
        self.notes: list[str] = []
        self.number, self.previous = 0, GENESIS
        self.torn: list[int] = []

    def line(self, index: int, line: bytes, *, last: bool) -> None:
        """One line; ``last`` is one that no line break ends."""
        signed = _object(line)
        if signed is None:
            self.torn.append(index)
            return
        if last:
            self.notes.append(f"line {index} lacks its end")
        fault = self.keys.statement_fault(signed) or self._form_fault(signed, line)
        if fault:
            self.faults.append(f"line {index}: {fault}")
        body = signed.get("body")
        if not isinstance(body, dict):
            return
        self._follow(index, body)
        if not fault:
            self.statements.append(Statement(body, signed))

    def end(self) -> None:
        """Lines at the end that cannot be read: nothing shows that they ever were whole."""
        self.notes += [f"line {index} was cut short" for index in self.torn]

    def _form_fault(self, signed: dict[str, Any], line: bytes) -> str:
        body = signed["body"]
        schema = body.get("schema")
        if schema not in MEMBERS or set(body) != {*_COMMON, *MEMBERS[schema]}:
            return "it is no statement of a known kind"
        numbers = [body["number"], *(body[name] for name in MEMBERS[schema] if name.endswith("sequence"))]
        if not all(isinstance(n, str) and n.isascii() and n.isdigit() and len(n) < 19 for n in numbers):
            return "its numbers are none"
        if body["tenant_id"] != self.tenant_id:
            return f"it speaks of another tenant, {body['tenant_id']}"
        return "" if canonical_json(signed) == line else "it is not written as it was signed"

    def _follow(self, index: int, body: dict[str, Any]) -> None:
        """The numbers go on, and each names the one before."""
        text = str(body.get("number"))
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
        if number != self.number + 1 or body.get("previous") != self.previous:
            missing = f"statement {self.number + 1}" if number > self.number + 1 else "the line before"
            what = f"{missing} is missing or was changed" if number else "it has no number"
            self.faults.append(f"line {index}: {what}")
        elif self.torn:
            self.notes += [f"line {torn} was cut short" for torn in self.torn]
        self.torn = []
        self.number = number
        try:
            self.previous = sha256_of(body)
        except GreenLangError:
            self.previous = ""


def _object(line: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def signed_line(statement: Mapping[str, Any]) -> bytes:
    """A statement as a line of its file."""
    return canonical_json(dict(statement)) + b"\n"


def of_kind(statements: Iterable[Statement], schema: str) -> list[Statement]:
    """The statements of one kind."""
    return [statement for statement in statements if statement.schema == schema]
