"""Sections 19 to 21: targets, assurance, conformity."""

from apps.reports.checklists import Checklist, RowStanding, checklists_of
from apps.reports.formats.blocks import Block, Bullets, Cell, Column, Keys, Note, Row, Table, Text
from apps.reports.formats.figures import full
from apps.reports.formats.printed.account import Account
from apps.reports.formats.words import clip


def targets(account: Account) -> list[Block]:
    """19: what is to be reached, and what is done for it."""
    said = account.said
    rows: list[Row] = [
        (
            clip(each["name"], 160),
            clip(each["scopes"], 120),
            f"{each['base_year']} to {each['target_year']}",
            f"{full(each['reduction_percent'])} %",
            clip(each["text"], 600),
        )
        for each in said.get("targets", [])
    ]
    columns = (
        Column("Target", 22),
        Column("Scopes", 18),
        Column("Years", 16),
        Column("Below base", 12, "number"),
        Column("In words"),
    )
    blocks: list[Block] = []
    if rows:
        blocks.append(Table("Targets", columns, rows))
    elif said.get("no_targets"):
        blocks.append(Text("The preparer says that there are no targets."))
    else:
        blocks.append(Text("The preparer has said nothing of targets."))
    method = str(said.get("scope2_goal_method", ""))
    if method:
        blocks.append(Text(f"Targets and progress count scope 2 by the {method}-based method."))
    actions = [(clip(each["what"], 400), clip(each["effect"], 800)) for each in said.get("actions", [])]
    return [*blocks, *([Bullets(actions)] if actions else [])]


def assurance(account: Account) -> list[Block]:
    """20: who verified this inventory, or that nobody did."""
    found = account.said.get("assurance")
    if found is None:
        return [Text("Not verified by a third party.")]
    rows = [
        ("Provider", clip(found["provider"], 300)),
        ("Level", clip(found["level"], 120)),
        ("Standard", clip(found["standard"], 300)),
        ("Date", found["on"]),
        ("Statement", clip(found["statement"], 2000)),
    ]
    return [
        Text("The preparer says that a third party verified this inventory; the statement itself is the provider’s."),
        Keys("Assurance", [(name, text) for name, text in rows if text]),
    ]


def conformity(account: Account) -> list[Block]:
    """21: with which standards every row is filled; without one, no statement, and none in a draft."""
    checklists = [each for each in checklists_of(account.snapshot) if each.in_force]
    stated = [each for each in checklists if each.statement]
    rows: list[Row] = [
        (
            clip(each.standard.title, 200),
            f"{each.count(RowStanding.MET)} of {each.applicable}",
            _stated(each),
        )
        for each in checklists
    ]
    columns = (Column("Standard", 60), Column("Rows filled", 18, "number"), Column("Conformity"))
    blocks: list[Block] = [Note("", clip(each.statement, 1200)) for each in stated]
    filled = [each for each in checklists if each.would_conform]
    for each in filled:
        text = (
            f"This draft states no conformity. Once signed off it would state: “{clip(each.standard.statement, 1200)}”"
        )
        blocks.append(Note("Draft.", text, "draft"))
    if not stated and not filled:
        blocks.append(Text("This report states no conformity with a reporting standard: of none is every row filled."))
    return [*blocks, Table("This report held against the checklists of standards", columns, rows)]


def _stated(found: Checklist) -> Cell:
    if found.statement:
        return Cell("stated")
    return Cell("once signed off") if found.would_conform else Cell("not stated", tone="quiet")
