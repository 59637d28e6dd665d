"""Who answers for a final report."""

from typing import NotRequired, TypedDict

from apps.reports.shapes.scalars import Count, Digest, Number


class SignOffVoice(TypedDict):
    """Who said something, when (ISO 8601, UTC), and what."""

    name: str
    at: str
    note: str


class AcceptedLimit(TypedDict):
    """What was known to be lacking at sign-off and stayed, with the reason."""

    code: str
    title: str
    detail: str
    reason: str


class ChangedTotal(TypedDict):
    """A total of two rounds in kg CO2e: difference = after - before exactly."""

    scope: str
    before: Number
    after: Number
    difference: Number


class Restatement(TypedDict):
    """What a restated report replaces, why, and by how much it differs; ``percent`` is empty where there was nothing
    before. ``threshold``: percent of the total before from which a base year is recalculated.
    """

    round: Count
    snapshot_hash: Digest
    reason: str
    of_base_year: str
    before: Number
    after: Number
    difference: Number
    percent: str
    threshold: Number
    exceeds: str
    by_scope: list[ChangedTotal]


class SignOff(TypedDict):
    """The sign-off of a final report. ``draft_hash`` is of the same snapshot as it was submitted: status draft and
    without this member. ``statement_hash`` is of the statement's canonical JSON, ``key`` and ``signature`` are hex.
    """

    round: Count
    draft_hash: Digest
    preparer: SignOffVoice
    approver: SignOffVoice
    limits: list[AcceptedLimit]
    restates: NotRequired[Restatement]
    statement_hash: Digest
    key: str
    signature: str
