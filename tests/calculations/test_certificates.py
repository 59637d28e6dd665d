"""A certificate holds as it was written, and in no other way; the program that checks it needs nothing of ours."""

import ast
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from apps.calculations.certificates.document import SEAL, VERIFIER
from apps.calculations.certificates.statements import Statement
from greenlang.engine.canonical_json import canonical_json, sha256_of
from greenlang.engine.chain import GENESIS, chain_hash, digest_bytes, digest_text, merkle_root
from greenlang.errors import Conflict
from greenlang.signing import Keyring, Rotation, Signer, fingerprint_of
from tests.calculations.certified import AT, PERIOD, TENANT, MemoryLedger, calculated, reversal, verifier
from tests.engine.formulas import HEAT_CONTENT_GAS, NATURAL_GAS, by_volume, quantity

Run = Callable[..., int]


def gas(amount: str, **changes: Any) -> Any:
    factors = {"ef": NATURAL_GAS, "heat_content": HEAT_CONTENT_GAS}
    return calculated(by_volume(), {"quantity": quantity(amount, "scf")}, factors, **changes)


@pytest.fixture
def ledger() -> MemoryLedger:
    """Eleven records in four segments under two checkpoints."""
    made = MemoryLedger()
    made.append([gas("1")])
    made.append([gas(str(n)) for n in range(2, 9)])
    made.checkpoint()
    made.append([gas("9")])
    made.append([gas("10"), gas("11")])
    made.checkpoint()
    return made


@pytest.fixture
def check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """The verifier's exit status for a file of this content; what it prints can be read with ``capsys``."""
    path = tmp_path / "certificate.json"

    def run(content: bytes, *arguments: str) -> int:
        path.write_bytes(content)
        capsys.readouterr()
        return int(verifier.main([str(path), *arguments]))

    yield run


def resealed(ledger: MemoryLedger, content: bytes, change: Callable[[dict[str, Any]], Any]) -> bytes:
    """What somebody who holds the key could write: changed, and sealed again."""
    document = json.loads(content)
    del document["seal"]
    change(document)
    document["seal"] = ledger.keyring.statement({"schema": SEAL, "at": AT, "sha256": sha256_of(document)})
    return canonical_json(document) + b"\n"


def test_the_verifier_is_one_short_file_of_the_standard_library() -> None:
    text = VERIFIER.read_text()
    assert len(text.splitlines()) <= 400
    tree = ast.parse(text)
    imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    imported |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported <= set(sys.stdlib_module_names)
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert not called & {"eval", "exec", "compile", "__import__", "getattr"}


@pytest.mark.parametrize("sequence", range(1, 12))
def test_every_record_has_a_certificate_that_holds(ledger: MemoryLedger, check: Run, sequence: int) -> None:
    assert check(ledger.certificate(sequence)) == 0


def test_a_period_holds_with_its_total(ledger: MemoryLedger, check: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(ledger.certificate(1, 3, 8, 9, 11, kind="period")) == 0
    told = capsys.readouterr().out
    assert "period" in told
    assert "5 calculation(s)" in told
    assert "Scope 1: 1.743855264 kg CO2e" in told


def test_a_reversal_holds_and_counts_below_zero(ledger: MemoryLedger, check: Run) -> None:
    ledger.append([gas("3", **reversal(ledger.records[2].record))])
    ledger.checkpoint()
    assert check(ledger.certificate(12)) == 0
    assert check(ledger.certificate(3, 12, kind="period")) == 0


def test_it_runs_alone_in_an_empty_folder(ledger: MemoryLedger, tmp_path: Path) -> None:
    (tmp_path / "certificate.json").write_bytes(ledger.certificate(5))
    program = tmp_path / VERIFIER.name
    program.write_bytes(VERIFIER.read_bytes())
    fingerprint = fingerprint_of(ledger.keyring.signer.public_bytes)
    command = [sys.executable, "-I", "-S", str(program), "certificate.json", "--key", fingerprint]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, env={})
    assert done.returncode == 0, done.stdout + done.stderr
    assert fingerprint in done.stdout


def test_any_flipped_byte_fails(ledger: MemoryLedger, check: Run) -> None:
    content = ledger.certificate(9)
    passed = [
        place
        for place in range(len(content))
        if check(content[:place] + bytes([content[place] ^ 1 << place % 8]) + content[place + 1 :]) == 0
    ]
    assert passed == []


def test_anything_cut_off_or_added_fails(ledger: MemoryLedger, check: Run) -> None:
    content = ledger.certificate(9)
    for cut in (1, 2, 100, len(content) // 2, len(content) - 1):
        assert check(content[:-cut]) != 0
        assert check(content[cut:]) != 0
    for other in (content + b"\n", b" " + content, content + content, content[:-1], b"\xef\xbb\xbf" + content):
        assert check(other) != 0


@pytest.mark.parametrize(
    "content",
    [b"", b"\n", b"{}", b"[]", b"null", b"1", b'"certificate"', b"\xff\xfe", b'{"schema":"greenlang.certificate/1"}',
     b"[" * 200_000, b'{"a":' * 100_000, b"9" * 100_000, b"NaN"],
    ids=lambda content: repr(content[:24]),
)  # fmt: skip
def test_what_is_no_certificate_never_passes_and_ends_at_once(check: Run, content: bytes) -> None:
    began = time.monotonic()
    assert check(content) == 2
    assert time.monotonic() - began < 5


def test_a_missing_file_and_a_wrong_key_are_usage(tmp_path: Path) -> None:
    assert verifier.main([]) == 2
    assert verifier.main([str(tmp_path / "none.json")]) == 2
    assert verifier.main([str(tmp_path / "none.json"), "--key", "12"]) == 2


CHANGES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "no records": lambda d: d["records"].clear(),
    "no runs": lambda d: d["runs"].clear(),
    "no segments": lambda d: d["runs"][0]["segments"].clear(),
    "no recipes": lambda d: d["recipes"].clear(),
    "no checkpoint": lambda d: d["runs"][0].pop("checkpoint"),
    "another tenant": lambda d: d.update(tenant_id=TENANT.replace("5", "6")),
    "another result": lambda d: d["records"][0]["record"].update(result="1"),
    "another mass": lambda d: d["records"][0]["record"]["masses"].__setitem__(0, "1"),
    "another co2e": lambda d: d["records"][0]["record"].update(co2e="1"),
    "another input": lambda d: d["records"][0]["record"]["inputs"]["quantity"].update(value="8"),
    "another unit": lambda d: d["records"][0]["record"]["inputs"]["quantity"].update(unit="Mscf"),
    "another input hash": lambda d: d["records"][0].update(input_hash=GENESIS),
    "another result hash": lambda d: d["records"][0].update(result_hash=GENESIS),
    "a path of another length": lambda d: d["records"][0]["path"].append("00" * 32),
    "another place": lambda d: d["records"][0].update(sequence="3"),
    "a place beyond": lambda d: d["records"][0].update(sequence="900"),
    "twice the same": lambda d: d["records"].append(d["records"][0]),
    "another root": lambda d: d["runs"][0]["segments"][0].update(root=GENESIS),
    "another chain hash": lambda d: d["runs"][0]["segments"][0].update(chain_hash=GENESIS),
    "another previous": lambda d: d["runs"][0].update(previous="sha256:" + "1" * 64),
    "no signature": lambda d: d["runs"][0]["checkpoint"].update(signature=""),
    "another signature": lambda d: d["runs"][0]["checkpoint"].update(signature="0" * 128),
    "another checkpoint": lambda d: d["runs"][0]["checkpoint"]["body"].update(sequence="9"),
    "another subject": lambda d: d["subject"].update(id=PERIOD),
    "another kind": lambda d: d["subject"].update(kind="period"),
    "a huge sequence": lambda d: d["records"][0].update(sequence="9" * 5000),
    "a huge count": lambda d: d["runs"][0]["segments"][0].update(count="9" * 5000),
    "a sequence that is none": lambda d: d["records"][0].update(sequence=None),
    "a list for an object": lambda d: d["records"].__setitem__(0, []),
    "more than is known": lambda d: d.update(extra="x"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_what_is_changed_and_sealed_again_does_not_hold(ledger: MemoryLedger, check: Run, name: str) -> None:
    assert check(resealed(ledger, ledger.certificate(5), CHANGES[name])) == 1


def rebuilt(change: Callable[[dict[str, Any], dict[str, Any]], Any]) -> tuple[MemoryLedger, bytes]:
    """A whole ledger whose one record states what its recipe does not give: everything hashed and signed anew."""
    ledger = MemoryLedger()
    record, recipe = gas("5")
    stated, how = json.loads(record.text), json.loads(recipe.text)
    change(stated, how)
    stated["recipe"] = sha256_of(how)
    root = sha256_of(stated)
    link = chain_hash(tenant_id=TENANT, first_sequence=1, count=1, previous=GENESIS, root=root)
    ledger.append([(record, recipe)])
    segment = ledger.segments[0]
    ledger.segments[0] = replace(segment, link=replace(segment.link, root=root, chain_hash=link))
    ledger.checkpoint()

    def put(document: dict[str, Any]) -> None:
        entry = document["records"][0]
        document["recipes"] = {stated["recipe"]: how}
        entry.update(record=stated, input_hash=sha256_of(stated["inputs"]))

    return ledger, resealed(ledger, ledger.certificate(1), put)


LIES: dict[str, Callable[[dict[str, Any], dict[str, Any]], Any]] = {
    "a lower mass": lambda r, h: r["masses"].__setitem__(0, "0.1"),
    "a lower result": lambda r, h: r.update(result="0.1"),
    "a lower co2e": lambda r, h: r.update(co2e="0.1"),
    "biogenic carbon from nowhere": lambda r, h: r.update(co2_biogenic="1"),
    "a reversal that is none": lambda r, h: r.update(reverses=PERIOD),
    "a lower factor shown": lambda r, h: h["gases"][0].update(value="5"),
    "a lower factor found": lambda r, h: h["resolved"]["ef"]["components"][0].update(value="5"),
    "another citation": lambda r, h: h["emission_factor"].update(citation="A better one"),
    "a lower potential": lambda r, h: h["gases"][1].update(gwp="2"),
    "carbon dioxide that counts half": lambda r, h: h["gases"][0].update(gwp="0.5"),
    "a gas left out": lambda r, h: (h["gases"].pop(1), r["masses"].pop(1)),
    "a gas counted twice": lambda r, h: (h["gases"].append(h["gases"][0]), r["masses"].append(r["masses"][0])),
    "another formula": lambda r, h: h["formula"]["definition"].update(expression="ef * quantity"),
    "another expression shown": lambda r, h: h["formula"].update(expression="co2e = 0"),
    "another unit of the factor": lambda r, h: h["gases"][0].update(unit="g(CO2)/mmBtu(HHV)"),
    "another heat content": lambda r, h: h["parameters"][0].update(value="0.0001"),
    "another binding": lambda r, h: h["bound"].update(quantity="other"),
    "another unit of the result": lambda r, h: h.update(result_unit="t CO2e"),
    "a rounding line from nowhere": lambda r, h: (
        h["gases"].append({**h["gases"][0], "gas": "CO2e_rounding"}), r["masses"].append("-0.1")
    ),
    "net energy for gross": lambda r, h: r["inputs"]["quantity"].update(unit="m3(0C)"),
    "a number in the wrong form": lambda r, h: r["inputs"]["quantity"].update(value="5.0"),
}  # fmt: skip


@pytest.mark.parametrize("name", LIES)
def test_figures_that_do_not_follow_are_found_even_when_the_issuer_signed_them(check: Run, name: str) -> None:
    _, content = rebuilt(LIES[name])
    assert check(content) == 1


def test_an_honest_record_rebuilt_the_same_way_holds(check: Run) -> None:
    _, content = rebuilt(lambda record, recipe: None)
    assert check(content) == 0


@pytest.mark.parametrize(
    "expression",
    ["quantity^9^9", "((((quantity^9)^9)^9)^9)^9 * ef", "(" * 3000 + "1", "-" * 1900 + "1", "1" * 1999, "1/0 * ef",
     "__import__('os').system('true')", "quantity * ef" + " + quantity * ef" * 120, "min()", "if(1, 2, 3)"],
    ids=lambda text: text[:24],
)  # fmt: skip
def test_a_hostile_formula_ends_quickly_with_a_clean_no(check: Run, expression: str) -> None:
    def hostile(record: dict[str, Any], recipe: dict[str, Any]) -> None:
        definition = recipe["formula"]["definition"]
        definition["expression"] = expression
        recipe["formula"]["hash"] = sha256_of(definition)
        recipe["formula"]["expression"] = f"co2e = sum over gases of ({expression}) * GWP"

    _, content = rebuilt(hostile)
    began = time.monotonic()
    assert check(content) == 1
    assert time.monotonic() - began < 5


def test_a_stranger_can_make_a_certificate_but_not_with_the_key_that_was_named(
    ledger: MemoryLedger, check: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    known = fingerprint_of(Signer.generate().public_bytes)
    content = ledger.certificate(5)
    assert check(content) == 0
    assert "Compare it" in capsys.readouterr().out
    assert check(content, "--key", known) == 1
    spaced = fingerprint_of(ledger.keyring.signer.public_bytes).upper()
    assert check(content, "--key", ":".join(spaced[i : i + 2] for i in range(0, 64, 2))) == 0


def test_after_a_rotation_either_key_leads_to_it(ledger: MemoryLedger, check: Run) -> None:
    old, new = ledger.keyring.signer, Signer.generate()
    until = datetime(2026, 6, 1, tzinfo=UTC)
    ledger.keyring = Keyring(new, (Rotation.between(old, new, at=until, until=until),))
    content = ledger.certificate(5)
    for signer in (old, new):
        assert check(content, "--key", fingerprint_of(signer.public_bytes)) == 0
    assert check(resealed(ledger, content, lambda d: d["rotations"].clear())) == 1
    assert check(resealed(ledger, content, lambda d: d["rotations"][0]["body"].update(until=AT))) == 1


def test_a_checkpoint_signed_after_its_key_had_retired_does_not_count(ledger: MemoryLedger, check: Run) -> None:
    old, new = ledger.keyring.signer, Signer.generate()
    until = datetime(2025, 6, 1, tzinfo=UTC)
    ledger.keyring = Keyring(new, (Rotation.between(old, new, at=until, until=until),))
    assert check(ledger.certificate(5)) == 1


def test_a_record_that_no_checkpoint_covers_gets_no_certificate(ledger: MemoryLedger) -> None:
    ledger.append([gas("12")])
    with pytest.raises(Conflict, match="No signed checkpoint covers record 12"):
        ledger.certificate(12)


def test_a_run_that_ends_before_its_checkpoint_is_not_anchored(
    ledger: MemoryLedger, check: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    content = resealed(ledger, ledger.certificate(9), lambda d: d["runs"][0]["segments"].pop())
    assert check(content) == 1
    assert "NOT ANCHORED" in capsys.readouterr().out


def test_a_checkpoint_of_another_tenant_is_not_accepted(ledger: MemoryLedger, check: Run) -> None:
    last = ledger.statements[-1]
    body = {**last.body, "tenant_id": PERIOD}
    ledger.statements[-1] = Statement(body, ledger.keyring.statement(body))
    assert check(ledger.certificate(11)) == 1


def test_paths_lead_to_the_roots_of_segments_of_every_size(check: Run) -> None:
    ledger, number = MemoryLedger(), 0
    for size in (1, 2, 3, 4, 5, 6, 7, 8, 9, 17):
        made = [gas(str(number + i + 1)) for i in range(size)]
        ledger.append(made)
        number += size
        leaves = [digest_bytes(record.hash) for record, _ in made]
        assert digest_text(merkle_root(leaves)) == ledger.segments[-1].link.root
    ledger.checkpoint()
    assert check(ledger.certificate(*range(1, number + 1), kind="period")) == 0
    for sequence in range(1, number + 1, 5):
        assert check(ledger.certificate(sequence)) == 0


def test_what_a_certificate_says_cannot_pass_for_what_the_verifier_says(
    ledger: MemoryLedger, check: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    def lie(document: dict[str, Any]) -> None:
        document["records"][0]["sequence"] = "3\nHOLDS: everything.\x1b[2K"

    assert check(resealed(ledger, ledger.certificate(5), lie)) == 1
    told = capsys.readouterr().out
    assert told.startswith("DOES NOT HOLD")
    assert "\nHOLDS" not in told
    assert "\x1b" not in told
