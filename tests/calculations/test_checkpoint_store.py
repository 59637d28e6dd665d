"""The store of signed statements: what is changed in it is named, what a crash leaves behind is told and harmless."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.calculations.certificates.anchors import Anchors
from apps.calculations.certificates.statements import (
    CHECKPOINT,
    DELETION,
    PURGE,
    RESTORATION,
    Statement,
    Store,
    read_store,
    signed_line,
    statement_body,
)
from greenlang.engine.canonical_json import canonical_json
from greenlang.engine.chain import GENESIS
from greenlang.signing import Keyring, Signer

TENANT = "5f0c8a52-7d9b-4a5e-9d64-2f3f0c0e1a11"
KEYS = Keyring(Signer.generate())


def link(sequence: int, branch: str = "0") -> str:
    return "sha256:" + f"{branch}{sequence:063x}"


def statements(*contents: tuple[str, dict[str, Any]], tenant_id: str = TENANT) -> list[Statement]:
    made: list[Statement] = []
    for number, (schema, content) in enumerate(contents):
        at = f"2026-01-01T00:00:{number:02d}.000000Z"
        after = made[-1] if made else None
        body = statement_body(schema, tenant_id=tenant_id, after=after, at=at, content=content)
        made.append(Statement(body, KEYS.statement(body)))
    return made


def checkpoint(sequence: int, branch: str = "0") -> tuple[str, dict[str, Any]]:
    return CHECKPOINT, {"sequence": str(sequence), "chain_hash": link(sequence, branch)}


FOUR = statements(*(checkpoint(n) for n in (10, 20, 30, 40)))
LINES = [signed_line(statement.signed) for statement in FOUR]
CONTENT = b"".join(LINES)


def read(content: bytes) -> Store:
    return read_store(content, tenant_id=TENANT, keys=KEYS)


def anchors(*contents: tuple[str, dict[str, Any]]) -> Anchors:
    return Anchors(read(b"".join(signed_line(s.signed) for s in statements(*contents))))


def test_what_was_written_is_read() -> None:
    store = read(CONTENT)
    assert (len(store.statements), store.faults, store.notes) == (4, (), ())
    assert Anchors(store).last == store.statements[3]


def test_no_store_is_unanchored_and_no_fault() -> None:
    known = Anchors(read(b""))
    assert (known.anchored, known.unanchored(7), known.end_fault(7), known.store.faults) == (False, 7, "", ())


@given(st.integers(0, len(CONTENT) - 1), st.integers(1, 255))
def test_any_changed_byte_shows(place: int, change: int) -> None:
    changed = read(CONTENT[:place] + bytes([CONTENT[place] ^ change]) + CONTENT[place + 1 :])
    assert changed.faults or changed.notes
    assert all(statement in FOUR for statement in changed.statements)


@pytest.mark.parametrize("index", range(4))
def test_an_edited_line_is_named(index: int) -> None:
    lines = list(LINES)
    lines[index] = lines[index].replace(b'"sequence":"', b'"sequence":"1')
    store = read(b"".join(lines))
    assert f"line {index + 1}: its signature does not fit" in store.faults


@pytest.mark.parametrize("index", range(3))
def test_a_line_that_was_left_out_is_named(index: int) -> None:
    store = read(b"".join(LINES[:index] + LINES[index + 1 :]))
    assert store.faults == (f"line {index + 1}: statement {index + 1} is missing or was changed",)


def test_two_exchanged_lines_show() -> None:
    assert read(b"".join([LINES[1], LINES[0], *LINES[2:]])).faults


def test_a_repeated_line_shows() -> None:
    assert read(b"".join([*LINES, LINES[3]])).faults


def test_a_line_of_another_tenant_shows() -> None:
    foreign = statements(checkpoint(10), tenant_id="9a3c1c1e-0a75-4f0a-8a53-7a52f2f4b0aa")
    assert "another tenant" in read(signed_line(foreign[0].signed)).faults[0]


def test_a_strangers_line_shows() -> None:
    body = dict(FOUR[0].body)
    assert "none of this installation" in read(signed_line(Signer.generate().statement(body))).faults[0]


@pytest.mark.parametrize("cut", range(1, 40, 7))
def test_a_torn_last_line_is_told_and_the_rest_counts(cut: int) -> None:
    store = read(CONTENT[: -cut - 1])
    assert store.faults == ()
    assert (len(store.statements), store.notes) == (3, ("line 4 was cut short",))


def test_a_torn_line_in_the_middle_is_told_where_the_numbers_go_on() -> None:
    store = read(LINES[0] + LINES[1][:50] + b"\n" + b"".join(LINES[1:]))
    assert (store.faults, store.notes) == ((), ("line 2 was cut short",))
    assert len(store.statements) == 4


def test_a_line_that_was_made_unreadable_is_a_fault() -> None:
    store = read(LINES[0] + b"#" * 40 + b"\n" + b"".join(LINES[2:]))
    assert store.faults == ("line 3: statement 2 is missing or was changed",)


def test_a_line_written_otherwise_than_it_was_signed_shows() -> None:
    spaced = json.dumps(dict(FOUR[0].signed), sort_keys=True).encode() + b"\n"
    assert read(spaced).faults == ("line 1: it is not written as it was signed",)


@pytest.mark.parametrize("line", [b"{}", b"[]", b'{"body":1,"key":"","signature":""}', b'{"body":{}}', b"[" * 90_000])
def test_hostile_lines_are_faults_or_torn_never_errors(line: bytes) -> None:
    store = read(line + b"\n" + CONTENT)
    assert store.faults or store.notes


def test_a_chain_that_was_hashed_anew_contradicts_the_first_checkpoint_it_touches() -> None:
    known = Anchors(read(CONTENT))
    assert known.segment_fault(first_sequence=11, last_sequence=20, chain_hash=link(20)) == ""
    fault = known.segment_fault(first_sequence=11, last_sequence=20, chain_hash=link(20, "f"))
    assert "records 11 to 20 were changed" in fault


def test_a_segment_that_swallows_a_checkpoint_contradicts_it() -> None:
    known = Anchors(read(CONTENT))
    assert "checkpoint 2" in known.segment_fault(first_sequence=11, last_sequence=25, chain_hash=link(25))


def test_a_cut_tail_is_found_and_a_growing_one_counted() -> None:
    known = Anchors(read(CONTENT))
    assert "records were cut off" in known.end_fault(39)
    assert (known.end_fault(40), known.unanchored(40)) == ("", 0)
    assert (known.end_fault(1040), known.unanchored(1040)) == ("", 1000)


def test_an_accepted_loss_voids_what_it_names_and_nothing_else() -> None:
    lost = RESTORATION, {"sequence": "25", "chain_hash": link(25), "voids": ["3", "4"], "reason": "Disk lost"}
    known = anchors(*(checkpoint(n) for n in (10, 20, 30, 40)), lost, checkpoint(35, "a"))
    assert [point.sequence for point in known.points] == [10, 20, 25, 35]
    assert known.end_fault(35) == ""
    assert known.contradicted({10: link(10), 20: link(20), 25: link(25), 35: link(35, "a")}, 35) == []
    assert known.contradicted({10: link(10, "b"), 20: link(20), 25: link(25), 35: link(35, "a")}, 35) == [1]
    assert known.as_document(35)["restorations"] == [
        {"number": "5", "sequence": "25", "at": "2026-01-01T00:00:04.000000Z", "reason": "Disk lost"}
    ]


def test_purged_records_are_those_of_a_tombstone() -> None:
    purge = PURGE, {
        "first_sequence": "1", "last_sequence": "20", "chain_hash": link(20), "older_than": "2025", "reason": "Time",
    }  # fmt: skip
    known = anchors(checkpoint(10), checkpoint(20), purge)
    assert [bool(known.tombstone(n)) for n in (1, 20, 21)] == [True, True, False]
    assert known.points == known.points[:2]


def test_a_deleted_tenant_that_has_records_again_was_restored() -> None:
    known = anchors(
        checkpoint(10), (DELETION, {"sequence": "10", "chain_hash": GENESIS, "slug": "a", "reason": "Left"})
    )
    assert known.end_fault(0) == ""
    assert "was deleted" in known.end_fault(10)


def test_a_line_is_canonical_json() -> None:
    assert LINES[0] == canonical_json(dict(FOUR[0].signed)) + b"\n"
