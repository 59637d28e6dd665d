"""A chain holds, and every change of any field of any record shows and is named."""

import hashlib
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenlang.engine.chain import GENESIS, ChainRecord, chain_hash, record_hash, verify_chain
from greenlang.errors import InvalidInput

TENANT = "0b6f6a52-0000-4000-8000-000000000001"
OTHER = "0b6f6a52-0000-4000-8000-000000000002"


def chain_of(length: int, tenant: str = TENANT) -> list[ChainRecord]:
    records: list[ChainRecord] = []
    previous = GENESIS
    for sequence in range(1, length + 1):
        columns = {"result": str(sequence * 10), "gas": "CO2", "note": None, "final": True}
        hashed = record_hash(columns)
        linked = chain_hash(tenant_id=tenant, sequence=sequence, previous=previous, record_hash=hashed)
        records.append(ChainRecord(tenant, sequence, previous, hashed, linked, columns, f"calc_{sequence}"))
        previous = linked
    return records


def test_the_link_is_the_sha256_of_a_plain_text() -> None:
    hashed = record_hash({"a": "1"})
    text = f"greenlang-chain-v1\n{TENANT}\n1\n{GENESIS}\n{hashed}"
    linked = chain_hash(tenant_id=TENANT, sequence=1, previous=GENESIS, record_hash=hashed)
    assert linked == "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def test_an_untouched_chain_is_intact_and_says_its_head() -> None:
    records = chain_of(5)
    verdict = verify_chain(iter(records), tenant_id=TENANT)
    assert verdict.intact
    assert (verdict.records, verdict.head_sequence, verdict.head_hash) == (5, 5, records[-1].chain_hash)


def test_an_empty_chain_is_intact() -> None:
    verdict = verify_chain([])
    assert (verdict.intact, verdict.head_sequence, verdict.head_hash) == (True, 0, GENESIS)


def test_a_walk_may_begin_at_a_checkpoint() -> None:
    records = chain_of(6)
    verdict = verify_chain(records[3:], after_sequence=3, after_hash=records[2].chain_hash)
    assert verdict.intact
    assert verdict.records == 3


HASH = "sha256:" + "ab" * 32
MUTATIONS: dict[str, Any] = {
    "tenant_id": OTHER,
    "sequence": 99,
    "previous": HASH,
    "record_hash": HASH,
    "chain_hash": HASH,
    "columns": {"result": "0"},
}


@given(st.integers(2, 8), st.data())
def test_every_change_of_any_field_shows_and_the_first_bad_record_is_named(length: int, data: st.DataObject) -> None:
    records = chain_of(length)
    index = data.draw(st.integers(0, length - 1))
    name = data.draw(st.sampled_from(sorted(MUTATIONS)))
    records[index] = replace(records[index], **{name: MUTATIONS[name]})
    verdict = verify_chain(records, tenant_id=TENANT)
    assert not verdict.intact
    assert verdict.bad_name == f"calc_{index + 1}"
    assert verdict.records == index
    assert verdict.reason


@given(st.integers(1, 6), st.sampled_from(["result", "gas", "note", "final"]), st.data())
def test_every_change_of_any_column_shows(length: int, column: str, data: st.DataObject) -> None:
    records = chain_of(length)
    index = data.draw(st.integers(0, length - 1))
    good = records[index].columns or {}
    changed = data.draw(
        st.sampled_from(["", "x", None, True, False, 5]).filter(lambda value: value is not good[column])
    )
    records[index] = replace(records[index], columns={**good, column: changed})
    assert verify_chain(records).bad_sequence == index + 1
    records[index] = replace(records[index], columns={k: v for k, v in good.items() if k != column})
    assert verify_chain(records).bad_sequence == index + 1


@given(st.integers(3, 7), st.data())
def test_removed_repeated_and_swapped_records_show(length: int, data: st.DataObject) -> None:
    records = chain_of(length)
    index = data.draw(st.integers(0, length - 2))
    assert not verify_chain([*records[:index], *records[index + 1 :]]).intact
    assert not verify_chain([*records[: index + 1], records[index], *records[index + 1 :]]).intact
    swapped = [*records[:index], records[index + 1], records[index], *records[index + 2 :]]
    assert not verify_chain(swapped).intact


def test_records_cut_off_the_end_show_against_a_known_head() -> None:
    records = chain_of(4)
    assert verify_chain(records[:3]).intact
    assert not verify_chain(records[:3], expected_sequence=4).intact
    assert not verify_chain(records[:3], expected_sequence=3, expected_hash=records[3].chain_hash).intact
    assert verify_chain(records, expected_sequence=4, expected_hash=records[3].chain_hash).intact


def test_a_consistent_rewrite_from_a_record_on_shows_against_a_checkpoint() -> None:
    records = chain_of(4)
    forged = [*records[:2]]
    previous = records[1].chain_hash
    for record in records[2:]:
        columns = {"result": "0"}
        hashed = record_hash(columns)
        linked = chain_hash(tenant_id=TENANT, sequence=record.sequence, previous=previous, record_hash=hashed)
        forged.append(replace(record, columns=columns, record_hash=hashed, previous=previous, chain_hash=linked))
        previous = linked
    assert verify_chain(forged).intact
    assert not verify_chain(forged, expected_hash=records[-1].chain_hash).intact


@pytest.mark.parametrize(
    "wrong",
    [
        {"tenant_id": ""},
        {"tenant_id": "a\n1"},
        {"tenant_id": "ä"},
        {"sequence": 0},
        {"sequence": -1},
        {"sequence": True},
        {"sequence": "1"},
        {"previous": "sha256:xyz"},
        {"previous": GENESIS.upper()},
        {"record_hash": GENESIS + "\n"},
        {"record_hash": None},
    ],
)
def test_parts_that_could_be_read_two_ways_are_refused(wrong: dict[str, Any]) -> None:
    good: dict[str, Any] = {"tenant_id": TENANT, "sequence": 1, "previous": GENESIS, "record_hash": GENESIS}
    with pytest.raises(InvalidInput):
        chain_hash(**{**good, **wrong})
