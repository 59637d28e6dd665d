"""One frozen snapshot of a reporting period: every format of a report is written from it and nothing else.

Pure: values in, values out. ``build_snapshot`` computes the totals and the hash; ``verify_snapshot`` does
the same again and refuses a snapshot that is not what it says, so that a writer never prints one.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, cast

from apps.reports.errors import SnapshotInvalid
from apps.reports.shape_reading import Findings, read_shape
from apps.reports.shapes import Digest, InventoryLine, InventorySnapshot, Totals
from apps.reports.totals import (
    BIOGENIC,
    MARKET_BASED,
    SCOPES,
    exact_product,
    exact_sum,
    inventory_totals,
    market_sum,
    totals_by_activity,
    totals_by_site,
)
from greenlang.engine.canonical_json import canonical_json, sha256_bytes, sha256_of

SCHEMA = "greenlang.inventory-snapshot/1"
HASH: Final = "snapshot_hash"
STATUSES = ("draft", "final", "restated")


def build_snapshot(
    *,
    organisation: Mapping[str, object],
    period: Mapping[str, object],
    gwp_set: str,
    lines: Iterable[Mapping[str, object]],
    factors: Iterable[Mapping[str, object]],
    inputs: Iterable[Mapping[str, object]],
    rejected: Iterable[Mapping[str, object]],
    ledger: Mapping[str, object],
    engine_version: str,
    prepared_at: str | datetime,
    status: str = "draft",
    **beside: object,
) -> InventorySnapshot:
    """Freeze a reporting period.

    Args:
        organisation: ``{"name", "lei"?}``.
        period: ``{"name", "start", "end"}``, days as ISO text or ``date``.
        gwp_set: name of the GWP set the lines were calculated with, such as ``AR5``.
        lines: ``InventoryLine`` without ``n``, in the order of the report; numbers may be ``Decimal``,
            ``int`` or decimal text, never ``float``. Scopes are ``1``, ``2-location``, ``2-market``, ``3``.
        factors: ``RegisteredFactor`` for every ``ef_cid`` the lines use; repeated rows are folded.
        inputs: ``InputFile``; rows_in = accepted + rejected + duplicate.
        rejected: ``RejectedRow``; each rejected row is listed.
        ledger: ``Ledger``.
        engine_version: version of the calculation engine.
        prepared_at: moment of the snapshot, ISO 8601 with offset.
        status: ``draft``, ``final`` or ``restated``.
        beside: members of `InventorySnapshot` that are not required, such as ``boundary`` (a line's ``share`` is that
            of its entity), ``assumptions`` (the heaviest first) or ``disclosures``; what is empty is left out.

    Returns:
        The snapshot with exact totals and its hash.

    Raises:
        SnapshotInvalid: with every finding in ``errors``.
    """
    findings = Findings()
    snapshot: dict[str, Any] = {
        "schema": SCHEMA,
        "organisation": dict(organisation),
        "period": dict(period),
        "status": status,
        "prepared_at": prepared_at,
        "gwp_set": gwp_set,
        "totals": {"co2e_kg": "0", "by_scope": {}, "by_gas": [], "co2_biogenic_kg": "0"},
        "by_site": [],
        "by_activity": [],
        "lines": [{**line, "n": n} for n, line in enumerate(lines, start=1)],
        "factors": list(factors),
        "inputs": list(inputs),
        "rejected": list(rejected),
        "ledger": dict(ledger),
        "engine": {"version": engine_version},
        "snapshot_hash": "sha256:" + "0" * 64,
        **{name: value for name, value in beside.items() if value},
    }
    frozen = cast("InventorySnapshot", read_shape(InventorySnapshot, snapshot, "", findings))
    _refuse_if(findings)
    frozen["factors"] = list({tuple(sorted(row.items())): row for row in frozen["factors"]}.values())
    _check_content(frozen, findings)
    _refuse_if(findings)
    return _totalled(frozen)


def _totalled(frozen: InventorySnapshot) -> InventorySnapshot:
    """With the sums of its lines, and its hash."""
    frozen["totals"] = inventory_totals(frozen["lines"])
    frozen["by_site"] = totals_by_site(frozen["lines"])
    frozen["by_activity"] = totals_by_activity(frozen["lines"])
    frozen["snapshot_hash"] = snapshot_hash(frozen)
    return frozen


def signed_snapshot(draft: Mapping[str, object], sign_off: Mapping[str, object]) -> InventorySnapshot:
    """The final snapshot of a draft that was signed off: the same content with its status and the sign-off.

    Args:
        sign_off: `SignOff`, whose ``draft_hash`` names the draft.

    Raises:
        SnapshotInvalid: the draft is not what it says, or another one was signed.
    """
    final = {**verify_snapshot(draft), "status": "restated" if "restates" in sign_off else "final"}
    final["sign_off"] = dict(sign_off)
    return verify_snapshot({**final, "snapshot_hash": snapshot_hash(final)})


def snapshot_hash(snapshot: Mapping[str, object]) -> Digest:
    """SHA-256 of the canonical JSON of everything but ``snapshot_hash``."""
    return Digest(sha256_of({key: value for key, value in snapshot.items() if key != HASH}))


def verify_snapshot(snapshot: Mapping[str, object]) -> InventorySnapshot:
    """Check that a snapshot is what it says: shape, canonical numbers, every product and sum, the hash.

    Returns:
        The same snapshot, typed.

    Raises:
        SnapshotInvalid: with every finding in ``errors``, each ``{"pointer", "detail", "code"}``.
    """
    return verified_text(snapshot)[0]


def verified_text(snapshot: Mapping[str, object]) -> tuple[InventorySnapshot, bytes]:
    """The same check; the snapshot, typed, and its canonical JSON, which the check has made anyway."""
    findings = Findings()
    frozen = cast("InventorySnapshot", read_shape(InventorySnapshot, snapshot, "", findings))
    _refuse_if(findings)
    if frozen != snapshot:
        findings.add("", "holds numbers or dates that are not in canonical form", "canonical")
    members = {name: canonical_json(snapshot[name]) for name in sorted(snapshot)}
    if sha256_bytes(_object_of({name: text for name, text in members.items() if name != HASH})) != frozen[HASH]:
        findings.add(HASH, "is not the hash of the content: something was changed", "hash")
    _check_content(frozen, findings)
    _check_totals(frozen, findings)
    _refuse_if(findings)
    return frozen, _object_of(members)


def _object_of(members: Mapping[str, bytes]) -> bytes:
    """Canonical JSON of an object whose members are canonical JSON, in the order of their names."""
    return b"{%s}" % b",".join(b"%s:%s" % (canonical_json(name), text) for name, text in members.items())


def _check_content(frozen: InventorySnapshot, findings: Findings) -> None:
    """What has to hold of the content whatever it adds up to."""
    _check_frame(frozen, findings)
    _check_lines(frozen, findings)
    _check_completeness(frozen, findings)


def _refuse_if(findings: Findings) -> None:
    if not findings:
        return
    first = findings[0]
    subject = "The value" if first["pointer"] else "The inventory snapshot"
    others = f" ({len(findings) - 1} more findings)" if len(findings) > 1 else ""
    raise SnapshotInvalid(
        f"{subject} {first['detail']}{others}.",
        where=first["pointer"],
        mend="Take a fresh snapshot of the period.",
        errors=findings,
    )


def _check_frame(snapshot: InventorySnapshot, findings: Findings) -> None:
    if snapshot["schema"] != SCHEMA:
        findings.add("schema", f"must be {SCHEMA}")
    if snapshot["status"] not in STATUSES:
        findings.add("status", f"must be one of {', '.join(STATUSES)}")
    _check_sign_off(snapshot, findings)
    if snapshot["period"]["end"] < snapshot["period"]["start"]:
        findings.add("period.end", "lies before the period's start")
    try:
        prepared = datetime.fromisoformat(snapshot["prepared_at"])
    except ValueError:
        findings.add("prepared_at", "must be a moment in ISO 8601")
    else:
        if prepared.tzinfo is None:
            findings.add("prepared_at", "must say its offset from UTC")


def _check_sign_off(snapshot: InventorySnapshot, findings: Findings) -> None:
    """A draft has none; a final report has one, of the very draft it was made of."""
    sign_off = snapshot.get("sign_off")
    if (sign_off is None) != (snapshot["status"] == "draft"):
        findings.add("sign_off", "belongs to a final or restated snapshot and to no draft", "sign-off")
    if sign_off is None:
        return
    if ("restates" in sign_off) != (snapshot["status"] == "restated"):
        findings.add("sign_off.restates", "belongs to a restated snapshot and to no other", "sign-off")
    draft = {name: value for name, value in snapshot.items() if name != "sign_off"}
    if snapshot_hash({**draft, "status": "draft"}) != sign_off["draft_hash"]:
        findings.add("sign_off.draft_hash", "is not the hash of this content as a draft", "sign-off")


def _check_lines(snapshot: InventorySnapshot, findings: Findings) -> None:
    register = Counter(factor["ef_cid"] for factor in snapshot["factors"])
    for cid in sorted(cid for cid, rows in register.items() if rows > 1):
        findings.add("factors", f"holds {cid} twice with different content", "factor")
    registered = set(register)
    for i, line in enumerate(snapshot["lines"]):
        where = f"lines[{i}]"
        if line["n"] != str(i + 1):
            findings.add(f"{where}.n", "must count the lines from 1")
        if line["scope"] not in SCOPES:
            findings.add(f"{where}.scope", f"must be one of {', '.join(SCOPES)}")
        for cid in sorted(_factors_used(line) - registered):
            findings.add(f"{where}.factor", f"uses {cid}, which is not in the factor register", "factor")
        if "share" in line and not 0 < Decimal(line["share"]) < 1:
            findings.add(f"{where}.share", "must lie between 0 and 1; a line that counts wholly has none", "share")
        _check_arithmetic(line, where, findings)


def _check_arithmetic(line: InventoryLine, where: str, findings: Findings) -> None:
    for j, gas in enumerate(line["gases"]):
        if exact_product(gas["mass"], gas["gwp"]) != gas["co2e"]:
            findings.add(f"{where}.gases[{j}].co2e", "is not mass × GWP", "arithmetic")
        if gas["gas"] == BIOGENIC and gas["co2e"] != "0":
            findings.add(f"{where}.gases[{j}].co2e", "must be 0: biogenic CO2 counts outside the scopes", "biogenic")
    if exact_sum(gas["co2e"] for gas in line["gases"]) != line["co2e_kg"]:
        findings.add(f"{where}.co2e_kg", "is not the sum of its gases", "arithmetic")


def _factors_used(line: InventoryLine) -> set[str]:
    contents = line["energy"].get("contents", []) if "energy" in line else []
    return {
        line["factor"]["ef_cid"],
        *(g["ef_cid"] for g in line["gases"]),
        *(p["ef_cid"] for p in (*line.get("parameters", []), *contents)),
    }


def _check_completeness(snapshot: InventorySnapshot, findings: Findings) -> None:
    uploads: dict[str, list[tuple[int, int]]] = {}
    for i, entry in enumerate(snapshot["inputs"]):
        rejected, duplicate = int(entry["rejected"]), int(entry["duplicate"])
        if int(entry["rows_in"]) != int(entry["accepted"]) + rejected + duplicate:
            findings.add(f"inputs[{i}].rows_in", "is not accepted + rejected + duplicate", "completeness")
        uploads.setdefault(entry["file"], []).append((rejected, duplicate))
    listed = Counter(file for file, _ in {(row["file"], row["row"]) for row in snapshot["rejected"]})
    for file, counts in uploads.items():
        # Two uploads may carry one name and then share row numbers, hence the lower bound of the larger.
        least, most = max(rejected for rejected, _ in counts), sum(map(sum, counts))
        if not least <= listed[file] <= most:
            detail = f"says {least} rows of {file[:80]!r} were rejected, {listed[file]} are listed"
            findings.add("rejected", detail, "completeness")
    for file in sorted(set(listed) - set(uploads)):
        findings.add("rejected", f"names {file[:80]!r}, which is not among the inputs", "completeness")


def _totals_of(lines: list[InventoryLine]) -> Iterator[Totals]:
    """The exact sums; of an earlier snapshot with a market-based sum whatever part of the energy it is of.

    That sum is no total: what reports state is in `apps.reports.datapoints`.
    """
    totals = inventory_totals(lines)
    yield totals
    if MARKET_BASED in totals["by_scope"]:
        yield {**totals, "co2e_market_based_kg": market_sum(lines)}


def _check_totals(snapshot: InventorySnapshot, findings: Findings) -> None:
    lines = snapshot["lines"]
    if snapshot["totals"] not in _totals_of(lines):
        findings.add("totals", "is not the exact sum of the lines", "totals")
    if snapshot["by_site"] != totals_by_site(lines):
        findings.add("by_site", "is not the exact sum of the lines", "totals")
    if snapshot["by_activity"] != totals_by_activity(lines):
        findings.add("by_activity", "is not the exact sum of the lines", "totals")
