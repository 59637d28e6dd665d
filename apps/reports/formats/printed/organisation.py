"""Sections 1 to 3: who reports, within which boundary, and which emissions are in."""

from apps.calculations.method_library import SCOPE3_CATEGORIES
from apps.reports.evidence import CATEGORIES
from apps.reports.formats.blocks import Block, Bullets, Cell, Column, Heading, Keys, Note, Row, Table, Text
from apps.reports.formats.figures import full, percent
from apps.reports.formats.printed.account import Account
from apps.reports.formats.scopes import all_scopes
from apps.reports.formats.words import clip, moment

MOST_ROWS = 400
"""Rows of a table of names; what lies beyond is counted."""


def about(account: Account) -> list[Block]:
    """1: the report and who answers for it."""
    snapshot, said = account.snapshot, account.said
    sign_off = snapshot.get("sign_off")
    rows = [
        ("Reporting entity", snapshot["organisation"]["name"]),
        ("Legal entity identifier", snapshot["organisation"].get("lei", "")),
        ("Period", f"{snapshot['period']['name']}, {snapshot['period']['start']} to {snapshot['period']['end']}"),
        ("Version", f"{snapshot['status']}, round {sign_off['round']}" if sign_off else "draft, not signed off"),
        ("Prepared", moment(snapshot["prepared_at"])),
    ]
    for who in ("preparer", "approver"):
        voice = sign_off[who] if sign_off else None
        if voice:
            note = f": {clip(voice['note'], 600)}" if voice["note"] else ""
            rows.append((who.capitalize(), f"{clip(voice['name'])}, {moment(voice['at'])}{note}"))
    rows += [
        ("Responsible", said.get("responsible", "")),
        ("Contact", said.get("contact", "")),
        ("Purpose", said.get("purpose", "")),
        ("Intended users", said.get("intended_users", "")),
    ]
    told: list[Block] = [Text(text) for text in said.get("description", "").split("\n") if text.strip()]
    return [*told, Keys("The report", [(name, clip(text, 1200)) for name, text in rows if text])]


def organisational_boundary(account: Account) -> list[Block]:
    """2: consolidation, entities, and what is left out."""
    boundary = account.snapshot.get("boundary")
    blocks: list[Block] = []
    if boundary is not None:
        blocks.append(Text(_consolidated(account)))
        rows: list[Row] = [(clip(e["name"]), percent(e["share"], "1")) for e in boundary["entities"][:MOST_ROWS]]
        columns = (Column("Entity", 76), Column("Part that counts", 24, "number"))
        blocks.append(Table("Entities, and the part of their emissions that counts", columns, rows, empty="None."))
        blocks += beyond(len(boundary["entities"]) - MOST_ROWS)
    blocks.append(Heading("Exclusions"))
    excluded = account.said.get("exclusions", [])
    if excluded:
        blocks.append(Bullets([(clip(each["what"], 300), clip(each["reason"], 1200)) for each in excluded]))
    elif account.said.get("no_exclusions"):
        blocks.append(Text("The preparer says that nothing within this boundary is left out."))
    else:
        blocks.append(Text("The preparer has not said what, if anything, is left out."))
    return blocks


def _consolidated(account: Account) -> str:
    boundary = account.snapshot["boundary"]
    text = f"Emissions are consolidated by {boundary['approach']}."
    if boundary["outside"] != "0":
        text += (
            f" {full(boundary['outside'])} calculated lines belong to entities of which nothing counts; "
            "they are in no figure."
        )
    if any("share" in line for line in account.snapshot["lines"]):
        text += " Lines show the whole of what was calculated, totals the part that counts."
    return text


def reporting_boundary(account: Account) -> list[Block]:
    """3: the scopes, and which of the fifteen categories are in or out, with the reason."""
    present = account.snapshot["totals"]["by_scope"]
    scopes: list[Row] = [
        (
            Cell(look.title, quiet=look.what, look=look),
            f"{full(present[look.key]['lines'])} lines" if look.key in present else Cell("not reported", tone="quiet"),
        )
        for look in all_scopes()
    ]
    blocks: list[Block] = [Table("Scopes", (Column("Scope", 70), Column("In this inventory", 30, "number")), scopes)]
    absent = _absent(account)
    if absent:
        blocks.append(
            Text(f"No line is in {absent}: that is not reported here, which does not mean zero.", is_small=True)
        )
    answers = {answer["category"]: answer for answer in account.said.get("scope3", [])}
    rows: list[Row] = []
    for number in CATEGORIES:
        answer = answers.get(number)
        standing = Cell(answer["standing"]) if answer else Cell("not said", tone="quiet")
        reason = clip(answer["reason"], 600) if answer else ""
        rows.append((f"{number}  {SCOPE3_CATEGORIES[number]}", standing, reason))
    columns = (Column("Scope 3 category", 40), Column("Standing", 18), Column("Reason"))
    blocks.append(Table("The fifteen categories of scope 3, in or out", columns, rows))
    if "significance_criteria" in account.said:
        blocks.append(Text(f"Significance of indirect emissions: {clip(account.said['significance_criteria'], 1200)}"))
    return blocks


def _absent(account: Account) -> str:
    present = {key.partition("-")[0] for key in account.snapshot["totals"]["by_scope"]}
    return " or ".join(f"scope {number}" for number in ("1", "2", "3") if number not in present)


def beyond(count: int, what: str = "rows") -> list[Block]:
    """Says that there is more than is printed."""
    if count <= 0:
        return []
    return [Note("", f"{count:,} further {what} are in the workbook and in the attached snapshot.")]
