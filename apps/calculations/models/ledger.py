"""The ledger: calculations with their provenance, one chain of segments a tenant, rows that nobody may change."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from django.db import connection, models

from apps.calculations.accounting.scopes import scope_of
from greenlang.engine import records
from greenlang.engine.canonical_json import sha256_bytes, sha256_of
from greenlang.engine.chain import Segment
from greenlang.engine.numbers import canonical_number
from greenlang.isolation import TenantScopedModel


def instant_text(moment: datetime) -> str:
    """A moment as it is hashed: UTC, microseconds, ``Z``."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class ExactNumeric(models.DecimalField):  # type: ignore[type-arg]
    """PostgreSQL ``numeric`` without a bound on digits, so that nothing is rounded."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {"max_digits": 1000, "decimal_places": 500}
        super().__init__(*args, **kwargs)

    def db_type(self, connection: Any) -> str:
        """The unbounded type."""
        return "numeric"

    def cast_db_type(self, connection: Any) -> str:
        """The same in a cast."""
        return "numeric"


class LedgerHead(models.Model):
    """Where a tenant's chain ends. Moved by the statement that appends a segment, and by nothing else."""

    tenant_id = models.UUIDField(primary_key=True, editable=False)
    sequence = models.BigIntegerField()
    chain_hash = models.CharField(max_length=71)

    def __str__(self) -> str:
        return f"{self.sequence} {self.chain_hash}"


class LedgerSegment(TenantScopedModel):
    """Records that were committed together, and their link to the segment before; see `greenlang.engine.chain`.

    ``leaves`` are the records' hashes, 32 bytes each; of a single record the root is its hash.
    """

    first_sequence = models.BigIntegerField()
    count = models.PositiveIntegerField()
    root = models.CharField(max_length=71)
    chain_hash = models.CharField(max_length=71)
    leaves = models.BinaryField(null=True)

    class Meta:
        ordering = ["first_sequence"]
        constraints = [models.UniqueConstraint(fields=["tenant_id", "first_sequence"], name="ledger_segment")]

    def __str__(self) -> str:
        return f"{self.first_sequence} to {self.first_sequence + self.count - 1}"

    @property
    def link(self) -> Segment:
        """The pure description."""
        return Segment(self.first_sequence, self.count, self.root, self.chain_hash)

    def leaf(self, sequence: int) -> str:
        """The hash of one of its records, as the segment holds it."""
        if self.leaves is None:
            return self.root
        start = (sequence - self.first_sequence) * 32
        return "sha256:" + bytes(self.leaves)[start : start + 32].hex()


class Recipe(TenantScopedModel):
    """How calculations are made; see `greenlang.engine.records.Recipe`. The columns beside the document repeat it.

    ``id`` is the first half of the hash.
    """

    hash = models.CharField(max_length=71)
    document = models.TextField()
    agent_id = models.CharField(max_length=80)
    agent_version = models.CharField(max_length=60)
    pack_sha256 = models.CharField(max_length=64)
    formula_id = models.CharField(max_length=80)
    formula_version = models.CharField(max_length=20)
    scope = models.CharField(max_length=20)
    gwp_set = models.CharField(max_length=20)
    activity = models.CharField(max_length=120)
    result_unit = models.CharField(max_length=40)

    def __str__(self) -> str:
        return self.hash

    @property
    def content(self) -> dict[str, Any]:
        """The document as an object; shared, do not change it. Raises `ValueError` where somebody broke it."""
        return records.read_document(self.document)

    @staticmethod
    def columns_of(document: dict[str, Any]) -> dict[str, str]:
        """What the columns beside the document repeat."""
        agent, definition = document["agent"], document["formula"]["definition"]
        scope = scope_of(document)
        return {
            "agent_id": agent["id"],
            "agent_version": agent["version"],
            "pack_sha256": agent["pack_sha256"],
            "formula_id": definition["id"],
            "formula_version": definition["version"],
            # The two methods of scope 2 measure the same electricity and must never be added up.
            "scope": scope if scope == "2-market" else definition["scope"],
            "gwp_set": document["gwp"]["id"],
            "activity": document["emission_factor"]["activity"],
            "result_unit": document["result_unit"],
        }


class CalculationManager(models.Manager["Calculation"]):
    """Rows come with their recipes: one query more, however many rows."""

    def get_queryset(self) -> "models.QuerySet[Calculation]":
        """Every row of the tenant."""
        return super().get_queryset().prefetch_related("recipe")


class Calculation(TenantScopedModel):
    """One calculation: what went in, what came out, its recipe, and its place in the chain.

    Stored is what `greenlang.engine.records.Record` says; every other figure of the provenance follows from it, the
    recipe and the segment. Documents are canonical JSON text; numbers in them are decimal strings.
    """

    sequence = models.BigIntegerField()
    recorded_at = models.DateTimeField()
    # No constraint: a check for every row would cost more than the row; verification finds a recipe that is missing.
    recipe = models.ForeignKey(Recipe, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False)
    inputs = models.TextField()
    masses = models.TextField()
    result = ExactNumeric()
    co2e = ExactNumeric()
    co2_biogenic = ExactNumeric()
    source = models.TextField()
    period_id = models.UUIDField(null=True)
    activity_id = models.UUIDField(null=True)
    reverses = models.UUIDField(null=True)

    objects = CalculationManager()

    class Meta:
        ordering = ["-sequence"]
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "sequence"], name="ledger_sequence"),
            # Costs nothing for the rows that reverse nothing.
            models.UniqueConstraint(
                fields=["tenant_id", "reverses"],
                condition=models.Q(reverses__isnull=False),
                name="ledger_reversed_once",
            ),
        ]
        indexes = [models.Index(fields=["tenant_id", "period_id", "sequence"], name="ledger_period")]

    def __str__(self) -> str:
        return f"calc_{self.id.hex}"

    @property
    def record(self) -> records.Record:
        """What the row's hash covers."""
        return records.Record(
            id=str(self.id),
            tenant_id=str(self.tenant_id),
            recorded_at=instant_text(self.recorded_at),
            recipe=self.recipe.hash,
            inputs=self.inputs,
            masses=self.masses,
            result=canonical_number(self.result),
            co2e=canonical_number(self.co2e),
            co2_biogenic=canonical_number(self.co2_biogenic),
            source=self.source,
            period_id=_text(self.period_id),
            activity_id=_text(self.activity_id),
            reverses=_text(self.reverses),
        )

    @property
    def record_hash(self) -> str:
        """Over every stored column but the place."""
        return self.record.hash

    @property
    def input_hash(self) -> str:
        """Over the inputs."""
        return sha256_bytes(self.inputs.encode())

    @property
    def result_hash(self) -> str:
        """Over formula, GWP set and outcome."""
        result, biogenic = canonical_number(self.result), canonical_number(self.co2_biogenic)
        content = self.recipe.content
        return sha256_of(records.result_document(content, self.mass_list, result=result, co2_biogenic=biogenic))

    @property
    def mass_list(self) -> list[str]:
        """kg of each gas, in the order of the recipe."""
        masses: list[str] = json.loads(self.masses)
        return masses

    @property
    def gases(self) -> list[dict[str, str]]:
        """Each gas with its factor, mass, GWP and CO2e."""
        return records.gases_document(self.recipe.content, self.mass_list)

    @property
    def memo(self) -> list[dict[str, str]]:
        """Gases that are reported outside the scopes (HCFCs, CFCs)."""
        return records.memo_document(self.recipe.content, self.mass_list)

    @cached_property
    def segment(self) -> LedgerSegment | None:
        """The segment it was committed in; None where somebody removed it."""
        found = LedgerSegment.objects.filter(first_sequence__lte=self.sequence).order_by("-first_sequence").first()
        return found if found and self.sequence < found.first_sequence + found.count else None

    @property
    def chain_hash(self) -> str:
        """Of its segment."""
        return self.segment.chain_hash if self.segment else ""

    @property
    def agent_id(self) -> str:
        """Whose calculation it is."""
        return self.recipe.agent_id

    @property
    def agent_version(self) -> str:
        """The agent's version."""
        return self.recipe.agent_version

    @property
    def pack_sha256(self) -> str:
        """Hash of the agent's pack."""
        return self.recipe.pack_sha256

    @property
    def formula_id(self) -> str:
        """The formula's name."""
        return self.recipe.formula_id

    @property
    def formula_version(self) -> str:
        """The formula's version."""
        return self.recipe.formula_version

    @property
    def formula_hash(self) -> str:
        """Hash of the formula's definition."""
        return str(self.recipe.content["formula"]["hash"])

    @property
    def scope(self) -> str:
        """Of the GHG Protocol; "2-market" by the market-based method of scope 2."""
        return self.recipe.scope

    @property
    def gwp_set(self) -> str:
        """Name of the set of warming potentials."""
        return self.recipe.gwp_set

    @property
    def result_unit(self) -> str:
        """Unit of the result."""
        return self.recipe.result_unit


_FEW = 500
_SEGMENTS_SQL = """
SELECT DISTINCT s.id FROM unnest(%s::bigint[]) AS wanted (sequence), LATERAL (
    SELECT id FROM calculations_ledgersegment
    WHERE tenant_id = %s AND first_sequence <= wanted.sequence ORDER BY first_sequence DESC LIMIT 1
) s
"""


def attach_segments(rows: Iterable[Calculation]) -> None:
    """Fetch the segments of rows at once, instead of one by one when they are asked for."""
    rows = list(rows)
    if not rows:
        return
    by_sequence: dict[int, LedgerSegment] = {}
    wanted = {row.sequence for row in rows}
    for segment in _segments(rows, wanted):
        for sequence in range(segment.first_sequence, segment.first_sequence + segment.count):
            if sequence in wanted:
                by_sequence[sequence] = segment
    for row in rows:
        row.__dict__["segment"] = by_sequence.get(row.sequence)


def _segments(rows: list[Calculation], wanted: set[int]) -> "models.QuerySet[LedgerSegment]":
    """Those that hold the records: of few, wherever they lie, each is looked up; of many, all between the ends."""
    if len(wanted) > _FEW:
        first, last = min(wanted), max(wanted)
        ends = models.F("first_sequence") + models.F("count")
        return LedgerSegment.objects.alias(end=ends).filter(first_sequence__lte=last, end__gt=first)
    with connection.cursor() as cursor:
        cursor.execute(_SEGMENTS_SQL, [list(wanted), rows[0].tenant_id])
        return LedgerSegment.objects.filter(id__in=[found for (found,) in cursor.fetchall()])


def _text(value: object) -> str | None:
    return None if value is None else str(value)
