"""Keys change hands without anything signed before losing its worth; what a stranger adds is passed over."""

import json
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from greenlang.errors import Conflict, Unavailable
from greenlang.signing import (
    Keyring,
    Rotation,
    Signer,
    UntrustedSignature,
    key_hand_over,
    key_rotate,
    load_keyring,
    rotation_append,
)
from greenlang.signing.keys import hash_message, load_signer

NOW = datetime(2026, 1, 31, 12, tzinfo=UTC)
HASH = "ab" * 32


def loaded(folder: Path, pem: str = "") -> Keyring:
    return load_keyring(pem=pem, path=folder / "key.pem", rotations=folder / "rotations.jsonl")


def rotate(folder: Path, *, at: datetime = NOW, keep_old: bool = False) -> Path | None:
    return key_rotate(path=folder / "key.pem", rotations=folder / "rotations.jsonl", now=at, keep_old=keep_old)[1]


def test_the_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    first = loaded(tmp_path)
    assert loaded(tmp_path).signer.key_id == first.signer.key_id
    assert stat.S_IMODE((tmp_path / "key.pem").stat().st_mode) == 0o600


def test_a_signature_from_before_the_rotation_holds_after_it(tmp_path: Path) -> None:
    old = loaded(tmp_path).signer.sign(sha256=HASH, purpose="agent-pack", at=NOW - timedelta(days=1))
    statement = loaded(tmp_path).signer.statement({"at": "2026-01-01T00:00:00.000000Z", "what": "before"})
    rotate(tmp_path)
    rotate(tmp_path, at=NOW + timedelta(days=1))
    keyring = loaded(tmp_path)
    keyring.verify(old, sha256=HASH, purpose="agent-pack")
    assert keyring.statement_fault(statement) == ""
    assert len(keyring.rotations) == 2


def test_a_signature_of_the_first_form_holds_after_the_rotation(tmp_path: Path) -> None:
    signer = loaded(tmp_path).signer
    signature = signer.sign(sha256=HASH, purpose="agent-pack")
    del signature["at"]
    import base64

    signature["signature"] = base64.b64encode(signer.key.sign(hash_message(HASH, "agent-pack", ""))).decode()
    rotate(tmp_path)
    loaded(tmp_path).verify(signature, sha256=HASH, purpose="agent-pack")


def test_the_retired_key_signs_no_more(tmp_path: Path) -> None:
    old = loaded(tmp_path).signer
    rotate(tmp_path)
    keyring, late = loaded(tmp_path), NOW + timedelta(hours=1)
    with pytest.raises(UntrustedSignature, match="after its key had retired"):
        keyring.verify(old.sign(sha256=HASH, purpose="p", at=late), sha256=HASH, purpose="p")
    assert "had retired" in keyring.statement_fault(old.statement({"at": "2026-01-31T13:00:00.000000Z"}))


def test_the_time_of_a_signature_cannot_be_changed(tmp_path: Path) -> None:
    keyring = loaded(tmp_path)
    signature = keyring.sign(sha256=HASH, purpose="p")
    for changed in (
        {**signature, "at": "2020-01-01T00:00:00.000000Z"},
        {k: v for k, v in signature.items() if k != "at"},
    ):
        with pytest.raises(UntrustedSignature, match="does not fit"):
            keyring.verify(changed, sha256=HASH, purpose="p")


def test_the_old_private_key_is_destroyed_unless_it_is_asked_for(tmp_path: Path) -> None:
    before = loaded(tmp_path).signer.key_id
    assert rotate(tmp_path) is None
    assert sorted(path.name for path in tmp_path.iterdir()) == ["key.pem", "rotations.jsonl"]
    kept_id = loaded(tmp_path).signer.key_id
    kept = rotate(tmp_path, keep_old=True)
    assert kept is not None
    assert load_signer(pem="", path=kept).key_id == kept_id != before
    assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == {0o600}


def test_a_rotation_that_only_one_of_the_two_signed_is_none(tmp_path: Path) -> None:
    old, new, stranger = Signer.generate(), Signer.generate(), Signer.generate()
    made = Rotation.between(old, new, at=NOW, until=NOW).as_document()
    assert Rotation.from_document(made).body["new"] == new.public_bytes.hex()
    forged = Rotation.between(stranger, new, at=NOW, until=NOW).as_document()
    for who in ("old_signature", "new_signature"):
        with pytest.raises(UntrustedSignature):
            Rotation.from_document({**made, who: forged[who] if who == "old_signature" else "0" * 128})
    with pytest.raises(UntrustedSignature):
        Rotation.from_document({**made, "body": {**made["body"], "until": "2099-01-01T00:00:00.000000Z"}})


@pytest.mark.parametrize("document", [None, [], {}, {"body": {}}, {"body": {"schema": "greenlang.key-rotation/1"}}])
def test_what_is_no_rotation_is_refused(document: object) -> None:
    with pytest.raises(UntrustedSignature):
        Rotation.from_document(document)


def test_a_strangers_rotation_in_the_file_gives_no_key_trust(tmp_path: Path) -> None:
    keyring, stranger, accomplice = loaded(tmp_path), Signer.generate(), Signer.generate()
    rotation_append(tmp_path / "rotations.jsonl", Rotation.between(stranger, accomplice, at=NOW, until=NOW))
    with (tmp_path / "rotations.jsonl").open("ab") as file:
        file.write(b'{"torn')
    assert loaded(tmp_path).rotations == ()
    assert "none of this installation" in keyring.statement_fault(stranger.statement({"at": ""}))
    rotate(tmp_path)
    assert len(loaded(tmp_path).rotations) == 1


def test_rotations_in_a_ring_end(tmp_path: Path) -> None:
    one = loaded(tmp_path).signer
    other = Signer.generate()
    for old, new in ((one, other), (other, one)):
        rotation_append(tmp_path / "rotations.jsonl", Rotation.between(old, new, at=NOW, until=NOW))
    assert len(loaded(tmp_path).rotations) == 1


def test_a_crash_between_rotation_and_file_leaves_the_old_key_in_use(tmp_path: Path) -> None:
    signer = loaded(tmp_path).signer
    rotation_append(tmp_path / "rotations.jsonl", Rotation.between(signer, Signer.generate(), at=NOW, until=NOW))
    keyring = loaded(tmp_path)
    assert (keyring.signer.key_id, keyring.rotations) == (signer.key_id, ())
    assert keyring.statement_fault(keyring.statement({"at": "2027-01-01T00:00:00.000000Z"})) == ""
    rotate(tmp_path)
    assert [r.body["old"] for r in loaded(tmp_path).rotations] == [signer.public_bytes.hex()]


def test_a_key_of_the_environment_is_handed_over_in_two_steps(tmp_path: Path) -> None:
    old = Signer.generate()
    pem, out, rotations = old.pem().decode(), tmp_path / "next.pem", tmp_path / "rotations.jsonl"
    key_hand_over(pem=pem, out=out, rotations=rotations, now=NOW, grace=timedelta(hours=24))
    late = old.sign(sha256=HASH, purpose="p", at=NOW + timedelta(hours=23))
    before, after = loaded(tmp_path, pem), loaded(tmp_path, out.read_text())
    for keyring in (before, after):
        keyring.verify(late, sha256=HASH, purpose="p")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    with pytest.raises(Conflict):
        key_hand_over(pem=pem, out=out, rotations=rotations, now=NOW, grace=timedelta(hours=24))


def test_a_key_that_cannot_be_read_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "key.pem").write_text("no key")
    with pytest.raises(Unavailable, match=r"key\.pem"):
        loaded(tmp_path)


def test_the_file_of_rotations_holds_no_private_key(tmp_path: Path) -> None:
    loaded(tmp_path)
    rotate(tmp_path)
    (line,) = [json.loads(text) for text in (tmp_path / "rotations.jsonl").read_text().splitlines() if text]
    assert set(line) == {"body", "old_signature", "new_signature"}
    assert set(line["body"]) == {"schema", "old", "new", "at", "until"}
