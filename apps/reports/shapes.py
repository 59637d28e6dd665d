"""The shape of an inventory snapshot, once for people, once for the type checker, once for the reader.

A snapshot is plain JSON whose numbers are canonical decimal strings: what is hashed is what is read, on
any machine, in any language. The ``TypedDict`` classes below are the only description of the shape;
`apps.reports.shape_reading` walks them.
"""

from typing import NewType, NotRequired, TypedDict

Number = NewType("Number", str)
"""A canonical decimal: plain notation, no exponent, no trailing zeros."""

Count = NewType("Count", str)
"""A canonical whole number, zero or more."""

Digest = NewType("Digest", str)
"""``sha256:`` and 64 lower-case hexadecimal digits."""

Day = NewType("Day", str)
"""A calendar date, ``YYYY-MM-DD``."""


class Organisation(TypedDict):
    """The reporting entity; ``lei`` is its ISO 17442 identifier where it has one."""

    name: str
    lei: NotRequired[str]


class BoundaryEntity(TypedDict):
    """An entity of the company: the part of its emissions that counts, from 0 to 1."""

    name: str
    share: Number


class Boundary(TypedDict):
    """The organisational boundary: the consolidation approach, and what it makes of each entity.

    ``outside``: calculated lines of entities of which nothing counts; they are not among the lines.
    """

    approach: str
    entities: list[BoundaryEntity]
    outside: Count


class Period(TypedDict):
    """The reporting period, both days included."""

    name: str
    start: Day
    end: Day


class LineFactor(TypedDict):
    """The leading factor of a line (CO2, or the only one) and where it was published."""

    ef_cid: str
    source: str
    edition: str
    table: str
    value: Number
    unit: str
    citation: str
    licence: str


class LineGas(TypedDict):
    """One gas of a line: ``mass`` and ``co2e`` in kg, ``gwp`` in kg CO2e/kg; co2e = mass × gwp exactly."""

    gas: str
    ef_cid: str
    value: Number
    unit: str
    mass: Number
    gwp: Number
    co2e: Number


class LineParameter(TypedDict):
    """A published value in the formula that is not an emission factor, such as a heat content."""

    name: str
    ef_cid: str
    value: Number
    unit: str


class InventoryLine(TypedDict):
    """One activity with its calculation, from source row to chain hash; ``source_row`` may be empty.

    Its figures are the whole of it. ``share``: the part that the reporting company counts, above 0 and below 1; where
    it is not there, all of it.
    """

    n: Count
    calculation_id: str
    scope: str
    site: str
    activity: str
    start: Day
    end: Day
    quantity: Number
    unit: str
    formula_id: str
    formula_text: str
    factor: LineFactor
    parameters: NotRequired[list[LineParameter]]
    gases: list[LineGas]
    co2e_kg: Number
    share: NotRequired[Number]
    input_hash: Digest
    result_hash: Digest
    chain_hash: Digest
    sequence: Count
    agent: str
    source_file: str
    source_row: str


class RegisteredFactor(TypedDict):
    """A row of the factor register: one published value, by its content id."""

    ef_cid: str
    gas: str
    value: Number
    unit: str
    activity: str
    region: str
    source: str
    edition: str
    table: str
    data_year: str
    basis: str
    citation: str
    licence: str


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


class ScopeTotal(TypedDict):
    """One scope: emissions in kg CO2e, biogenic CO2 apart in kg, and how many lines."""

    co2e_kg: Number
    co2_biogenic_kg: Number
    lines: Count


class GasTotal(TypedDict):
    """One gas over all lines that count in the total."""

    gas: str
    mass_kg: Number
    co2e_kg: Number


class SiteTotal(TypedDict):
    """One site over all lines that count in the total."""

    site: str
    co2e_kg: Number
    lines: Count


class ActivityTotal(TypedDict):
    """One activity over all lines that count in the total."""

    activity: str
    co2e_kg: Number
    lines: Count


class Totals(TypedDict):
    """Exact sums. ``co2e_kg`` counts electricity by the location-based method.

    ``co2e_market_based_kg`` is there when market-based lines are: the same inventory with scope 2 by the
    market-based method. The two methods measure the same electricity and are never added together.
    """

    co2e_kg: Number
    co2e_market_based_kg: NotRequired[Number]
    by_scope: dict[str, ScopeTotal]
    by_gas: list[GasTotal]
    co2_biogenic_kg: Number


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


class Assumption(TypedDict):
    """What the mapping of a group of rows takes for granted, such as a factor of another region, and why it may.

    ``rows``: lines of the group that count; ``co2e_kg``: the part of them that does. ``decided_at``: ISO 8601, UTC.
    """

    text: str
    factor: str
    taken: list[str]
    reason: str
    decided_by: str
    decided_at: str
    rows: Count
    co2e_kg: Number


class InventorySnapshot(TypedDict):
    """Everything a report may say, frozen; ``snapshot_hash`` is over all other keys."""

    schema: str
    organisation: Organisation
    period: Period
    status: str
    prepared_at: str
    gwp_set: str
    totals: Totals
    by_site: list[SiteTotal]
    by_activity: list[ActivityTotal]
    lines: list[InventoryLine]
    factors: list[RegisteredFactor]
    inputs: list[InputFile]
    rejected: list[RejectedRow]
    ledger: Ledger
    engine: Engine
    boundary: NotRequired[Boundary]
    assumptions: NotRequired[list[Assumption]]
    sign_off: NotRequired[SignOff]
    snapshot_hash: Digest
