"""Appendices A to C: every line, what proves the report, and every number by its name."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from apps.reports.formats.blocks import Block, Cell, Column, Keys, Note, Picture, Row, Table, Text
from apps.reports.formats.codes import code_of
from apps.reports.formats.figures import fixed, full, percent, stated
from apps.reports.formats.printed.account import Account
from apps.reports.formats.printed.organisation import beyond
from apps.reports.formats.words import clip
from apps.reports.shapes import InventoryLine, LineGas
from apps.reports.totals import BIOGENIC, exact_sum, grouped
from apps.reports.xbrl.mapping import mapping_for, standards
from greenlang.engine.canonical_json import sha256_of

PRINTED_LINES = 300
"""Lines printed one by one; of a longer inventory the largest are, and the rest in groups. All are in the attachment.

A line costs about a hundredth of a second to set, and 300 lines are some twenty pages.
"""
PRINTED_GROUPS = 120
MOST_FILES = 200
ATTACHMENT = "snapshot.json"


def every_line(account: Account) -> list[Block]:
    """A: of each line quantity × conversion × factor × GWP, with where it came from."""
    lines = account.snapshot["lines"]
    printed = largest(lines)
    rows = [_line(account, line) for line in printed]
    columns = (
        Column("Line", 4, "number"),
        Column("Site, activity, period", 19),
        Column("Quantity × conversion × factor = mass of the gas; mass × GWP = CO2e"),
        Column("kg CO2e", 11, "number"),
        Column("Source, result", 16),
    )
    caption = "F numbers lead to the factor register. Of each result the first 16 digits of its SHA-256."
    empty = "No line was calculated in this period."
    table = Table(caption, columns, rows, empty=empty, is_dense=True)
    if len(printed) == len(lines):
        return [table]
    return [_said_beyond(account, printed), table, *_grouped(account, printed)]


def largest(lines: Sequence[InventoryLine]) -> list[InventoryLine]:
    """The lines that are printed one by one, in their order."""
    if len(lines) <= PRINTED_LINES:
        return list(lines)
    found = sorted(lines, key=lambda line: Decimal(line["co2e_kg"]).copy_abs(), reverse=True)[:PRINTED_LINES]
    return sorted(found, key=lambda line: int(line["n"]))


def _said_beyond(account: Account, printed: Sequence[InventoryLine]) -> Note:
    lines = account.snapshot["lines"]
    whole = exact_sum(_size(line) for line in lines)
    part = percent(exact_sum(_size(line) for line in printed), whole)
    text = (
        f"The {len(printed):,} largest are printed one by one, {part} of the emissions; the others "
        f"follow in groups. Each of them, with every hash, is in {ATTACHMENT}, which is attached "
        "to this document, and in the workbook."
    )
    return Note(f"{len(lines):,} lines.", text, "attention")


def _size(line: InventoryLine) -> str:
    return line["co2e_kg"].removeprefix("-")


def _grouped(account: Account, printed: Sequence[InventoryLine]) -> list[Block]:
    shown = {line["n"] for line in printed}
    rest = [line for line in account.snapshot["lines"] if line["n"] not in shown]
    groups = grouped(rest, lambda line: (line["scope"], line["site"], line["activity"]))
    found = [(exact_sum(line["co2e_kg"] for line in group), len(group), key) for key, group in groups.items()]
    found.sort(key=lambda each: (Decimal(each[0]).copy_negate(), each[2]))
    rows: list[Row] = [
        (clip(site, 80), clip(activity, 80), f"scope {scope}", f"{count:,}", fixed(kilograms, 3))
        for kilograms, count, (scope, site, activity) in found[:PRINTED_GROUPS]
    ]
    columns = (
        Column("Site", 30),
        Column("Activity", 32),
        Column("Scope", 14),
        Column("Lines", 10, "number"),
        Column("kg CO2e", 14, "number"),
    )
    total = ("Together", "", "", f"{len(rest):,}", fixed(exact_sum(line["co2e_kg"] for line in rest), 3))
    table = Table("The other lines by site and activity", columns, rows, [total], is_dense=True)
    return [table, *beyond(len(found) - PRINTED_GROUPS, "groups")]


def _line(account: Account, line: InventoryLine) -> Row:
    counts = f"\ncounts {percent(line['share'], '1')}" if "share" in line else ""
    source = ", ".join(filter(None, (line["source_file"], f"row {line['source_row']}" if line["source_row"] else "")))
    place = f"{clip(line['site'], 90)}\n{clip(line['activity'], 90)}"
    return (
        full(line["n"]),
        Cell(place, quiet=f"{line['start']} to {line['end']}", tone="plain"),
        "\n".join(_gas(account, line, gas) for gas in line["gases"]),
        f"{fixed(line['co2e_kg'], 3)}{counts}",
        Cell(clip(source, 80) or "entered by hand", quiet=line["result_hash"].partition(":")[2][:16]),
    )


def _gas(account: Account, line: InventoryLine, gas: LineGas) -> str:
    reference = account.references[gas["ef_cid"]]
    factor = f"{full(gas['value'])} {clip(gas['unit'], 60)} ({reference})"
    terms = {name: f"{full(value, 6)}{_said(unit)}" for name, value, unit in _entered(line)}
    terms |= {
        p["name"]: f"{full(p['value'])}{_said(p['unit'])} ({account.references[p['ef_cid']]})"
        for p in line.get("parameters", [])
    }
    places = 3 if gas["gas"] in ("CO2", "CO2e", BIOGENIC) else 6
    name = "biogenic CO2" if gas["gas"] == BIOGENIC else gas["gas"]
    made = f"{fixed(gas['mass'], places)} kg {name}; × {full(gas['gwp'])} = {fixed(gas['co2e'], 3)} kg CO2e"
    names = re.split(r"\s*\*\s*", line["formula_text"].strip())
    # Nothing but the terms and the factor, whatever it is called, multiplied.
    if len(names) == len(terms) + 1 == len({*names, *terms}):
        return f"{' × '.join([*terms.values(), factor])} = {made}"
    told = [*(f"{clip(name, 60)} {text}" for name, text in terms.items()), f"factor {factor}"]
    return f"{clip(line['formula_text'], 160)}, with {', '.join(told)} = {made}"


def _entered(line: InventoryLine) -> list[tuple[str, str, str]]:
    """Name, value and unit of all that was entered; of an earlier snapshot of the leading quantity alone."""
    if "inputs" in line:
        return [(each["name"], each["value"], each["unit"]) for each in line["inputs"]]
    return [("quantity", line["quantity"], line["unit"])]


def _said(unit: str) -> str:
    return "" if unit == "1" else f" {clip(unit, 60)}"


def provenance(account: Account) -> list[Block]:
    """B: the hashes that prove the report, the files it was made of, and the way to check it."""
    snapshot = account.snapshot
    ledger, sign_off = snapshot["ledger"], snapshot.get("sign_off")
    held = "every hash and link verified" if ledger["verified"] else "not verified"
    rows = [
        ("Snapshot", snapshot["snapshot_hash"]),
        ("Schema", snapshot["schema"]),
        ("Factor set", sha256_of(snapshot["factors"])),
        ("Ledger head", ledger["head_hash"]),
        ("Ledger", f"{full(ledger['records'])} records, head at sequence {full(ledger['head_sequence'])}, {held}"),
        ("Engine", snapshot["engine"]["version"]),
        ("Agents", ", ".join(clip(agent, 80) for agent in sorted({line["agent"] for line in snapshot["lines"]})[:40])),
        ("Total, exact", f"{full(snapshot['totals']['co2e_kg'], 170)} kg CO2e"),
    ]
    if sign_off is not None:
        rows += [
            ("Draft", sign_off["draft_hash"]),
            ("Statement", sign_off["statement_hash"]),
            ("Signature", sign_off["signature"]),
        ]
    mono = frozenset({"Snapshot", "Schema", "Factor set", "Ledger head", "Draft", "Statement", "Signature"})
    blocks: list[Block] = [Keys("What proves this report", [row for row in rows if row[1]], mono)]
    if snapshot.get("verify_at"):
        url = f"{snapshot['verify_at']}/verify/{snapshot['snapshot_hash'].partition(':')[2]}"
        blocks += [
            Picture("code", code_of(url, "Code that leads to the verify page of this report")),
            Text(_verify_told(account, url)),
        ]
    files: list[Row] = [(clip(entry["file"]), clip(entry["sha256"])) for entry in snapshot["inputs"][:MOST_FILES]]
    columns = (Column("File", 36), Column("SHA-256", kind="mono"))
    if files:
        blocks.append(Table("Files of activity data and their SHA-256", columns, files, is_dense=True))
    return [*blocks, *beyond(len(snapshot["inputs"]) - MOST_FILES, "files")]


def _verify_told(account: Account, url: str) -> str:
    if account.snapshot["status"] == "draft":
        return f"{url} will not match: only a report that was signed off is known there."
    return f"{url} shows whether a signed-off report of this hash exists, and nothing else."


def index(account: Account) -> list[Block]:
    """C: every number that is stated as a whole, with its id and the section that states it."""
    names = _concepts(date.fromisoformat(account.snapshot["period"]["end"]))
    rows: list[Row] = [
        (point.id, point.title, stated(point), point.unit, point.section, "\n".join(names.get(point.id, ())))
        for point in account.points.values()
    ]
    columns = (
        Column("Datapoint", 17, "mono"),
        Column("Title", 23),
        Column("Stated", 13, "number"),
        Column("Unit", 8),
        Column("Section", 6, "number"),
        Column("Concept in the taxonomies for this period, with its members", kind="mono"),
    )
    return [Table("Every number that is stated as a whole", columns, rows, is_dense=True)]


def _concepts(period_end: date) -> dict[str, list[str]]:
    """By datapoint the names that the taxonomies in force for a period have for it, those of members after them."""
    found: dict[str, list[str]] = {}
    for mapping in filter(None, (mapping_for(standard, period_end) for standard in standards())):
        for row in mapping.facts:
            named = ", ".join((f"{mapping.prefix}:{row.concept}", *row.members.values()))
            found.setdefault(row.datapoint, []).append(named)
    return found
