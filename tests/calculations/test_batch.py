"""A batch is committed partition by partition, each a segment; every record is what a single one would be."""

import time
import uuid
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection
from hypothesis import given
from hypothesis import strategies as st

from apps.calculations.models import Calculation, LedgerHead, LedgerSegment, Recipe
from apps.calculations.selectors.verification import ledger_verify
from apps.calculations.services import batch as batches
from apps.calculations.services.batch import BatchResult, BatchRow, batch_execute, segment_append
from apps.calculations.services.ledger import record_of
from apps.calculations.services.partitions import Partition, ids_text, partition_of, source_text
from apps.events.models import OutboxEvent
from apps.tenants.models import Tenant
from apps.tenants.services import tenant_create
from greenlang.engine import records
from greenlang.engine.batch import BatchCalculator
from greenlang.engine.canonical_json import canonical_json
from greenlang.engine.chain import Segment, digest_text, merkle_root
from greenlang.errors import InvalidInput
from greenlang.isolation import current_tenant, tenant_scope
from tests.database import TestDatabase
from tests.engine.batch_agents import AGENT_DOCUMENT, GWP, agent, in_full, resolve

NASTY = 'a "b" \\ c\\n %s \t\n\r ☃ \\.'


def calculator() -> BatchCalculator:
    return BatchCalculator(agent(), resolve, GWP, AGENT_DOCUMENT)


def row(number: object, note: str = "", activity_id: str | None = None) -> BatchRow:
    document = {"fuel": "natural-gas", "quantity": {"value": str(number), "unit": "mmBtu", "basis": "gross"}}
    return BatchRow(
        document | ({"note": note} if note else {}), {"site": note or "North", "row": str(number)}, activity_id
    )


def rows(count: int) -> list[BatchRow]:
    return [row(number, activity_id=str(uuid.UUID(int=number))) for number in range(1, count + 1)]


@pytest.fixture
def tenant(committed: TestDatabase) -> Iterator[Tenant]:
    yield tenant_create(slug="alpha", name="Alpha")


def execute(tenant: Tenant, given: Sequence[BatchRow], **more: Any) -> BatchResult:
    return batch_execute(tenant_id=tenant.id, calculator=calculator(), rows=given, partition_size=10, **more)


def stored(tenant: Tenant) -> list[Calculation]:
    with tenant_scope(tenant.id):
        found = list(Calculation.objects.order_by("sequence"))
        return [row for row in found if row.segment]


def test_rows_become_segments_that_verify(tenant: Tenant) -> None:
    period_id = uuid.uuid4()
    result = execute(tenant, rows(25), period_id=period_id)
    assert (result.calculated, result.refused, result.segments) == (25, 0, 3)
    assert (result.first_sequence, result.last_sequence) == (1, 25)
    found = stored(tenant)
    assert [found_row.sequence for found_row in found] == list(range(1, 26))
    assert [found_row.activity_id for found_row in found] == [uuid.UUID(int=number) for number in range(1, 26)]
    assert {found_row.period_id for found_row in found} == {period_id}
    assert [found_row.id for found_row in found] == sorted(found_row.id for found_row in found)
    assert result.co2e == sum(found_row.co2e for found_row in found)
    with tenant_scope(tenant.id):
        assert ledger_verify().holds
        assert list(LedgerSegment.objects.values_list("first_sequence", "count")) == [(1, 10), (11, 10), (21, 5)]
        assert Recipe.objects.count() == 1


def test_each_record_is_what_a_single_calculation_gives(tenant: Tenant) -> None:
    execute(tenant, [row("1.50"), row("7", NASTY), row(3)])
    for sent, found in zip([row("1.50"), row("7", NASTY), row(3)], stored(tenant), strict=True):
        computed = in_full(agent(), sent.document)
        kept = (found.recipe.hash, found.inputs, found.masses, found.record.result, found.record.co2e)
        assert kept == (computed.recipe.hash, *computed[1:5])
        assert found.source == canonical_json(dict(sent.source)).decode()
        assert found.segment is not None
        assert found.segment.leaf(found.sequence) == found.record.hash


def test_refused_rows_stop_nothing_and_are_told_with_their_place(tenant: Tenant) -> None:
    bad = BatchRow({"fuel": "coal", "quantity": {"value": "1", "unit": "mmBtu", "basis": "gross"}}, {"row": "2"})
    untold = BatchRow(row(1).document, {"row": 5})  # type: ignore[dict-item]
    result = execute(tenant, [row(1), bad, row(3), row("-1"), untold])
    assert (result.calculated, result.refused) == (2, 3)
    assert [(refusal.row, refusal.pointer) for refusal in result.refusals] == [
        (2, "/fuel"),
        (4, "/quantity"),
        (5, "row"),
    ]
    assert len(stored(tenant)) == 2


def test_a_partition_of_refused_rows_leaves_no_segment(tenant: Tenant) -> None:
    result = execute(tenant, [row("x")] * 25)
    assert (result.calculated, result.refused, result.segments, result.co2e) == (0, 25, 0, Decimal(0))
    assert execute(tenant, []).segments == 0


def test_refusals_beyond_the_kept_are_counted(tenant: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "REFUSALS_KEPT", 3)
    result = execute(tenant, [row("x")] * 25)
    assert (len(result.refusals), result.refused) == (3, 25)


def test_large_partitions_go_through(tenant: Tenant) -> None:
    result = batch_execute(tenant_id=tenant.id, calculator=calculator(), rows=rows(9000), partition_size=9000)
    assert (result.calculated, result.segments) == (9000, 1)
    with tenant_scope(tenant.id):
        segment_append(*some_records(4000))
        assert ledger_verify().records == 13000


def test_each_partition_has_an_event_of_its_own(tenant: Tenant) -> None:
    execute(tenant, rows(12), event={"agent_id": "sample", "note": NASTY})
    with tenant_scope(tenant.id):
        events = list(OutboxEvent.objects.filter(type="exec.completed"))
        head = LedgerHead.objects.get()
    assert [event.aggregate_id for event in events] == ["1", "11"]
    assert events[1].payload == {
        "agent_id": "sample", "note": NASTY, "calculations": 2, "first_sequence": "11", "last_sequence": "12",
        "chain_hash": head.chain_hash,
    }  # fmt: skip
    assert events[0].topic == "agent.execution"


def test_what_fails_within_a_partition_undoes_it_and_keeps_those_before(tenant: Tenant) -> None:
    seen: list[tuple[int, int]] = []

    def within(partition: Partition, segment: Segment) -> None:
        assert current_tenant() == tenant.id
        seen.append((segment.first_sequence, Calculation.objects.count()))
        assert {str(found) for found in Calculation.objects.values_list("id", flat=True)} >= set(partition.ids)
        if segment.first_sequence == 21:
            raise InvalidInput("The agent was stopped.")

    with pytest.raises(InvalidInput, match="stopped"):
        execute(tenant, rows(45), within=within)
    assert seen == [(1, 10), (11, 20), (21, 30)]
    assert len(stored(tenant)) == 20
    with tenant_scope(tenant.id):
        assert ledger_verify().holds
        assert OutboxEvent.objects.count() == 2


def test_rows_may_be_read_over_the_callers_connection_and_may_fail(tenant: Tenant) -> None:
    def given() -> Iterator[BatchRow]:
        for number in range(1, 40):
            with tenant_scope(tenant.id):
                assert Calculation.objects.count() <= number
                yield row(number)
            if number == 35:
                raise InvalidInput("The file ends in the middle of a row.")

    with pytest.raises(InvalidInput, match="middle"):
        batch_execute(tenant_id=tenant.id, calculator=calculator(), rows=given(), partition_size=10)
    kept = len(stored(tenant))
    assert kept in {20, 30}
    assert current_tenant() is None
    with tenant_scope(tenant.id):
        assert ledger_verify().holds


def test_inside_a_transaction_everything_is_the_callers(tenant: Tenant) -> None:
    with pytest.raises(ZeroDivisionError), tenant_scope(tenant.id):
        result = execute(tenant, rows(25))
        assert (result.segments, Calculation.objects.count()) == (3, 25)
        raise ZeroDivisionError
    assert stored(tenant) == []


@pytest.mark.parametrize("within", [None, lambda partition, segment: None])
def test_a_server_that_refuses_a_row_keeps_the_partition_out(tenant: Tenant, within: Any) -> None:
    given = rows(15)
    broken = BatchRow(given[12].document, given[12].source, "no uuid")
    with pytest.raises(DatabaseError, match="no uuid"):
        execute(tenant, [*given[:12], broken], within=within)
    assert len(stored(tenant)) == 10
    assert execute(tenant, rows(3)).first_sequence == 11


def test_batches_and_single_records_of_several_writers_make_one_chain(tenant: Tenant) -> None:
    with tenant_scope(tenant.id):
        segment_append(*some_records(1))
    execute(tenant, rows(25))
    with tenant_scope(tenant.id):
        segment_append(*some_records(12))
        segment_append(*some_records(2))
    with tenant_scope(tenant.id):
        verdict = ledger_verify()
        assert (verdict.holds, verdict.records) == (True, 40)
        counts = list(LedgerSegment.objects.values_list("count", flat=True))
    assert counts == [1, 10, 10, 5, 12, 2]


def some_records(count: int) -> tuple[list[records.Record], dict[str, records.Recipe]]:
    found = []
    for number in range(1, count + 1):
        computed = in_full(agent(), row(number, NASTY).document)
        found.append(
            record_of(
                recipe=computed.recipe, inputs=computed.inputs, masses=computed.masses, result=computed.result,
                co2e=computed.co2e, co2_biogenic=computed.co2_biogenic, source={"site": NASTY},
                period_id=uuid.uuid4() if number % 2 else None, activity_id=uuid.uuid4(), reverses=uuid.uuid4(),
            )
        )  # fmt: skip
    return found, {computed.recipe.hash: computed.recipe}


def test_records_keep_every_column_of_their_own(tenant: Tenant) -> None:
    with tenant_scope(tenant.id):
        written, recipes = some_records(3)
        segment = segment_append(written, recipes)
    assert [found.record for found in stored(tenant)] == written
    assert (segment.first_sequence, segment.count) == (1, 3)
    assert segment.root == digest_text(merkle_root([bytes.fromhex(record.hash[7:]) for record in written]))


def test_records_of_another_tenant_or_without_their_recipe_are_refused(tenant: Tenant) -> None:
    other = tenant_create(slug="beta", name="Beta")
    with tenant_scope(tenant.id):
        written, recipes = some_records(2)
        with pytest.raises(InvalidInput):
            segment_append(written, {})
        with pytest.raises(InvalidInput):
            segment_append([], recipes)
    with tenant_scope(other.id), pytest.raises(InvalidInput):
        segment_append(written, recipes)
    assert stored(other) == stored(tenant) == []


texts = st.text(st.characters(blacklist_categories=["Cs"]), max_size=20)


@given(st.dictionaries(st.sampled_from(["site", "row", "file", "start", "50%"]), texts, max_size=5))
def test_a_source_is_canonical_json(source: dict[str, str]) -> None:
    assert source_text(source) == canonical_json(source).decode()


@pytest.mark.parametrize("source", [{"row": 5}, {"row": None}, {5: "x"}, {"row": "\ud800"}, {"é": "x"}])
def test_a_source_that_is_no_flat_object_of_texts(source: Any) -> None:
    try:
        expected = canonical_json(source).decode()
    except InvalidInput:
        with pytest.raises(InvalidInput):
            source_text(source)
    else:
        assert source_text(source) == expected


@given(
    st.lists(st.tuples(st.integers(0, 10**6), texts, st.none() | st.uuids().map(str)), min_size=1, max_size=4),
    st.none() | st.uuids(),
)
def test_the_text_that_is_hashed_is_the_records(
    given: list[tuple[int, str, str | None]], period_id: uuid.UUID | None
) -> None:
    tenant_id, calculating = uuid.uuid4(), calculator()
    computed = [
        (calculating.row(row(number, note).document), source_text({"site": note}), about)
        for number, note, about in given
    ]
    partition = partition_of(tenant_id, computed, period_id=period_id)
    for (result, source, about), leaf, calculation in zip(computed, partition.leaves, partition.ids, strict=True):
        record = records.Record(
            calculation, str(tenant_id), records_moment(partition), result.recipe.hash, *result[1:], source,
            str(period_id) if period_id else None, about,
        )  # fmt: skip
        assert record.hash == digest_text(leaf)


def records_moment(partition: Partition) -> str:
    moment: Any = partition.shared["recorded_at"]
    return str(moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ"))


def test_ids_are_of_version_seven_and_ascend() -> None:
    ids = ids_text(9000)
    assert ids == sorted(ids)
    assert len(set(ids)) == 9000
    assert {(uuid.UUID(found).version, uuid.UUID(found).variant) for found in ids} == {(7, uuid.RFC_4122)}
    assert all(str(uuid.UUID(found)) == found for found in ids)


def test_the_writers_connection_is_closed_and_the_callers_untouched(tenant: Tenant) -> None:
    before = connection.connection
    execute(tenant, rows(25))
    assert connection.connection is before
    for _ in range(100):
        if connections_open() == 1:
            break
        time.sleep(0.02)
    assert connections_open() == 1


def connections_open() -> int:
    """Of this role in this database; the server takes a moment to see that one is closed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND usename = user")
        (count,) = cursor.fetchone()
    return int(count)
