"""A ledger's chain: segments follow each other, records are leaves of their segment, and every change shows."""

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenlang.engine.chain import (
    GENESIS,
    Segment,
    chain_hash,
    digest_bytes,
    digest_text,
    merkle_path,
    merkle_root,
    root_of_path,
    segment_fault,
)
from greenlang.errors import InvalidInput

TENANT = "6f2b6a2e-2f0b-4a51-9d3d-0a1b2c3d4e5f"
digests = st.binary(min_size=32, max_size=32)


def leaf(number: int) -> bytes:
    return hashlib.sha256(str(number).encode()).digest()


def chain_of(counts: list[int], tenant: str = TENANT) -> list[Segment]:
    segments: list[Segment] = []
    first, previous = 1, GENESIS
    for count in counts:
        root = digest_text(merkle_root([leaf(first + i) for i in range(count)]))
        linked = chain_hash(tenant_id=tenant, first_sequence=first, count=count, previous=previous, root=root)
        segments.append(Segment(first, count, root, linked))
        first, previous = first + count, linked
    return segments


def faults(segments: list[Segment], tenant: str = TENANT) -> list[str]:
    first, previous, found = 1, GENESIS, []
    for segment in segments:
        found.append(segment_fault(segment, tenant_id=tenant, first_sequence=first, previous=previous))
        first, previous = segment.last_sequence + 1, segment.chain_hash
    return [fault for fault in found if fault]


def test_the_chain_text_is_plain_so_that_a_database_can_hash_it() -> None:
    root = "sha256:" + "a" * 64
    text = f"greenlang-chain-v2\n{TENANT}\n1\n3\n{GENESIS}\n{root}"
    found = chain_hash(tenant_id=TENANT, first_sequence=1, count=3, previous=GENESIS, root=root)
    assert found == "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def test_an_untouched_chain_has_no_fault() -> None:
    assert faults(chain_of([1, 1000, 7, 1])) == []


@pytest.mark.parametrize("index", [0, 1, 2])
@pytest.mark.parametrize(
    "change",
    [{"count": 9}, {"first_sequence": 77}, {"root": "sha256:" + "b" * 64}, {"chain_hash": "sha256:" + "c" * 64}],
)
def test_any_change_of_a_segment_shows(index: int, change: dict[str, object]) -> None:
    segments = chain_of([2, 3, 4])
    segments[index] = replace(segments[index], **change)  # type: ignore[arg-type]
    assert faults(segments)


@given(st.lists(st.integers(1, 20), min_size=2, max_size=8), st.data())
def test_removing_repeating_and_swapping_segments_shows(counts: list[int], data: st.DataObject) -> None:
    segments = chain_of(counts)
    index = data.draw(st.integers(0, len(counts) - 2))
    assert faults([*segments[:index], *segments[index + 1 :]])
    assert faults([*segments[: index + 1], segments[index], *segments[index + 1 :]])
    assert faults([*segments[:index], segments[index + 1], segments[index], *segments[index + 2 :]])


def test_a_segment_belongs_to_one_tenant() -> None:
    assert faults(chain_of([1, 2]), tenant="00000000-0000-0000-0000-000000000000")


@given(st.lists(digests, min_size=1, max_size=70, unique=True), st.data())
def test_a_path_leads_from_a_leaf_to_the_root_and_from_nothing_else(leaves: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    root, path = merkle_root(leaves), merkle_path(leaves, index)
    assert root_of_path(leaves[index], path) == root
    assert root_of_path(bytes(32), path) != root or leaves[index] == bytes(32)
    assert len(path) <= (len(leaves) - 1).bit_length()


@given(st.lists(digests, min_size=1, max_size=40, unique=True), st.data())
def test_any_mutation_of_the_leaves_changes_the_root(leaves: list[bytes], data: st.DataObject) -> None:
    root = merkle_root(leaves)
    index = data.draw(st.integers(0, len(leaves) - 1))
    assert merkle_root([*leaves[:index], bytes(32), *leaves[index + 1 :]]) != root or leaves[index] == bytes(32)
    assert merkle_root([*leaves, leaves[index]]) != root
    if len(leaves) > 1:
        assert merkle_root([*leaves[:index], *leaves[index + 1 :]]) != root
        assert merkle_root(list(reversed(leaves))) != root


def test_the_root_of_one_record_is_its_hash() -> None:
    assert merkle_root([leaf(1)]) == leaf(1)
    assert merkle_path([leaf(1)], 0) == ()


def test_a_segment_without_records_is_refused() -> None:
    with pytest.raises(InvalidInput):
        merkle_root([])


@pytest.mark.parametrize(
    "change",
    [
        {"tenant_id": "a\nb"}, {"tenant_id": ""}, {"tenant_id": None}, {"first_sequence": 0}, {"first_sequence": True},
        {"first_sequence": "1"}, {"count": 0}, {"count": 1.0}, {"previous": "sha256:"}, {"previous": GENESIS + "\n"},
        {"root": None}, {"root": "SHA256:" + "a" * 64},
    ],
)  # fmt: skip
def test_parts_that_would_not_read_back_unmistakably_are_refused(change: dict[str, object]) -> None:
    good: dict[str, object] = {
        "tenant_id": TENANT, "first_sequence": 1, "count": 1, "previous": GENESIS, "root": GENESIS,
    }  # fmt: skip
    with pytest.raises(InvalidInput):
        chain_hash(**{**good, **change})  # type: ignore[arg-type]


@given(digests)
def test_digests_read_back(digest: bytes) -> None:
    assert digest_bytes(digest_text(digest)) == digest


@pytest.mark.parametrize("text", ["", "sha256:", "a" * 64, "sha256:" + "A" * 64, "sha256:" + "a" * 64 + "\n", None])
def test_what_is_no_digest_is_refused(text: object) -> None:
    with pytest.raises(InvalidInput):
        digest_bytes(text)  # type: ignore[arg-type]
