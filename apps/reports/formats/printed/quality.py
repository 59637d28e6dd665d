"""Sections 16 to 18: uncertainty, quality of data, and limits."""

from collections import Counter
from typing import Any

from apps.reports.evidence.record import rows_uncalculated
from apps.reports.formats.blocks import Block, Bullets, Cell, Column, Row, Table, Text
from apps.reports.formats.figures import fixed, full, tonnes
from apps.reports.formats.printed.account import NOT_KNOWN, Account
from apps.reports.formats.printed.methods import licence_unknown
from apps.reports.formats.printed.organisation import beyond
from apps.reports.formats.scopes import all_scopes
from apps.reports.formats.signing import signed_pages
from apps.reports.formats.words import clip
from apps.reports.shapes import Uncertainty

MOST_REJECTED = 300
MOST_ASSUMPTIONS = 100
OF_CATEGORY = "scope-3-category-"
"""Scores of a category of scope 3, which stand in section 7."""
_TITLES = {look.key: look.title for look in all_scopes()} | {
    "location": "Total, scope 2 location-based",
    "market": "Total, scope 2 market-based",
    "all": "All lines",
    "others": "All further lines together",
}


def uncertainty(account: Account) -> list[Block]:
    """16: half of the 95 % range of each scope and of the totals."""
    known = account.snapshot.get("uncertainty")
    if known is None:
        return [Text("Uncertainty of activity data and factors is not quantified.")]
    basis = f" {clip(known['basis'], 1200)}" if known["basis"] else ""
    text = (
        f"{clip(known['method'], 300)}. Activity data ± {known['activity_percent'] or '–'} %, factors "
        f"± {known['factor_percent'] or '–'} %, half of the 95 % ranges.{basis}"
    )
    rows: list[Row] = [
        (
            _TITLES.get(row["of"], row["of"]),
            tonnes(row["total_kg"]),
            f"± {fixed(row['half_range_percent'], 1)} %" if row["half_range_percent"] else NOT_KNOWN,
            tonnes(row["unquantified_kg"]),
        )
        for row in known["rows"]
        if "scope" not in row
    ]
    columns = (
        Column("", 34),
        Column("t CO2e", 22, "number"),
        Column("Half range, 95 %", 20, "number"),
        Column("Not quantified, t CO2e", 24, "number"),
    )
    notes = [("", clip(note, 600)) for note in known["notes"]]
    return [
        Text(text),
        Table("Combined uncertainty", columns, rows),
        *_by_source(known),
        *([Bullets(notes)] if notes else []),
    ]


def _by_source(known: Uncertainty) -> list[Block]:
    rows: list[Row] = [
        (
            Cell(clip(row["of"], 120), quiet=_TITLES.get(row["scope"], row["scope"])),
            tonnes(row["total_kg"]),
            f"± {fixed(row['half_range_percent'], 1)} %" if row["half_range_percent"] else NOT_KNOWN,
            tonnes(row["unquantified_kg"]),
        )
        for row in known["rows"]
        if "scope" in row
    ]
    columns = (
        Column("Kind of source", 34),
        Column("t CO2e", 22, "number"),
        Column("Half range, 95 %", 20, "number"),
        Column("Not quantified, t CO2e", 24, "number"),
    )
    text = (
        "Each source’s range follows from its own lines: many of them that differ make it narrower, one factor that "
        "they share does not."
    )
    return [Table("Uncertainty of each source", columns, rows), Text(text, is_small=True)] if rows else []


def quality(account: Account) -> list[Block]:
    """17: scores of the data, rows in and out, and what was not taken."""
    snapshot = account.snapshot
    blocks: list[Block] = []
    scores = snapshot.get("quality", [])
    if scores:
        rows: list[Row] = [
            (
                _TITLES.get(each["of"], clip(each["of"], 80)),
                *(fixed(each[name], 2) for name in ("technological", "geographical", "temporal")),
                full(each["lines"]),
                tonnes(each["co2e_kg"]),
            )
            for each in scores
            if not each["of"].startswith(OF_CATEGORY)
        ]
        columns = (
            Column("Lines", 34),
            Column("Technology", 14, "number"),
            Column("Geography", 14, "number"),
            Column("Time", 10, "number"),
            Column("Lines", 10, "number"),
            Column("t CO2e", 18, "number"),
        )
        blocks.append(Table("Quality of data, 1 best to 3, weighted by emissions", columns, rows))
    if account.said.get("quality_text"):
        blocks.append(Text(clip(account.said["quality_text"], 1600)))
    estimated = sum(bool(line.get("is_estimated")) for line in snapshot["lines"])
    if estimated:
        blocks.append(Text(f"{estimated:,} of {len(snapshot['lines']):,} lines are estimated."))
    return [*blocks, *_completeness(account), *_rejected(account)]


def _completeness(account: Account) -> list[Block]:
    inputs = account.snapshot["inputs"]
    pairs = {(line["source_file"], line["source_row"]) for line in account.snapshot["lines"]}
    calculated = Counter(file for file, _ in pairs)
    keys = ("rows_in", "accepted", "rejected", "duplicate")
    rows: list[Row] = [
        (clip(entry["file"]), *(full(entry[key]) for key in keys), f"{calculated[entry['file']]:,}")  # type: ignore[literal-required]
        for entry in inputs[:MOST_REJECTED]
    ]
    counted = [{key: int(str(value)) for key, value in entry.items() if key in keys} for entry in inputs]
    sums = [f"{sum(each[key] for each in counted):,}" for key in keys]
    columns = (
        Column("File", 35),
        *(Column(name, 13, "number") for name in ("Rows in", "Accepted", "Rejected", "Duplicate", "Calculated")),
    )
    blocks: list[Block] = [
        Text("Every row of every file handed in is accounted for: rows in = accepted + rejected + duplicate."),
        Table(
            "Files of activity data",
            columns,
            rows,
            [("Total", *sums, f"{sum(calculated.values()):,}")],
            empty="No file was handed in.",
        ),
        *beyond(len(inputs) - MOST_REJECTED, "files"),
    ]
    missing = rows_uncalculated(account.snapshot)
    if missing > 0:
        text = f"{missing:,} accepted rows have no calculation in this snapshot; the totals do not hold them."
        blocks.append(Bullets([("Not calculated.", text)]))
    return blocks


def _rejected(account: Account) -> list[Block]:
    rejected = account.snapshot["rejected"]
    if not rejected:
        return [Text("No row was rejected.")]
    rows: list[Row] = [
        (clip(row["file"]), full(row["row"]), clip(row["column"]), clip(row["reason"], 300))
        for row in rejected[:MOST_REJECTED]
    ]
    columns = (Column("File", 28), Column("Row", 9, "number"), Column("Column", 17), Column("Reason"))
    return [Table("Rows not taken, with the reason", columns, rows), *beyond(len(rejected) - MOST_REJECTED)]


def limits(account: Account) -> list[Block]:
    """18: what is known to be lacking, and what was taken for granted."""
    items: list[tuple[str, str]] = [
        (
            "",
            (
                "The inventory holds the activity data that were handed in. A source nobody recorded is "
                "not in it, and this report cannot know of it."
            ),
        ),
        (
            "",
            (
                "The hashes of appendix B prove that nothing was changed after it was calculated; they "
                "do not prove that the activity data were right."
            ),
        ),
    ]
    unlicensed = [account.references[f["ef_cid"]] for f in account.snapshot["factors"] if licence_unknown(f)]
    if unlicensed:
        told = ", ".join(unlicensed[:20]) + (f" and {len(unlicensed) - 20:,} more" if len(unlicensed) > 20 else "")
        items.append(
            (
                "",
                (
                    f"The licence of {told} in the factor register is not established; clear it before publishing "
                    "these values."
                ),
            )
        )
    items += [_assumption(dict(each)) for each in account.snapshot.get("assumptions", [])[:MOST_ASSUMPTIONS]]
    further = len(account.snapshot.get("assumptions", [])) - MOST_ASSUMPTIONS
    if further > 0:
        items.append(
            (
                "",
                f"{further:,} further groups take something for granted; the workbook of the same snapshot lists them.",
            )
        )
    signed = signed_pages(account.snapshot)
    for limit in signed["limits"] if signed else []:
        items.append(
            (f"{limit['title']}, accepted at sign-off.", f"{limit['detail']} Reason: {clip(limit['reason'], 1000)}")
        )
    own = str(account.said.get("limits_text", ""))
    return [*([Text(clip(own, 2000))] if own else []), Bullets(items)]


def _assumption(each: dict[str, Any]) -> tuple[str, str]:
    lead = f"Taken for granted for “{clip(each['text'])}”."
    lines = "line" if each["rows"] == "1" else "lines"
    decided = f"({clip(each['decided_by'])}, {each['decided_at'][:10]})"
    reason = (
        f"Reason: {clip(each['reason'], 500)} {decided}." if each["reason"] else f"No reason was asked for {decided}."
    )
    text = (
        f"{'. '.join(each['taken'])}. Factor: {clip(each['factor'], 200)}. {each['rows']} {lines}, "
        f"{tonnes(each['co2e_kg'])} t CO2e. {reason}"
    )
    return lead, text
