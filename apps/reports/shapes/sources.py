"""What an inventory was made of: files, ledger, engine."""

from typing import TypedDict

from apps.reports.shapes.scalars import Count, Digest


class InputFile(TypedDict):
    """A file of activity data; rows_in = accepted + rejected + duplicate."""

    file: str
    sha256: str
    rows_in: Count
    accepted: Count
    rejected: Count
    duplicate: Count


class RejectedRow(TypedDict):
    """Why one row of a file was not taken; a row may have several reasons."""

    file: str
    row: Count
    column: str
    reason: str


class Ledger(TypedDict):
    """The state of the tenant's calculation ledger when the snapshot was taken."""

    records: Count
    head_sequence: Count
    head_hash: Digest
    verified: bool


class Engine(TypedDict):
    """The calculation engine that produced the lines."""

    version: str
