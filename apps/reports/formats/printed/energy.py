"""Sections 10 and 11: energy of the own operations, and intensity."""

from apps.reports.datapoints import FUELS, KWH, MWH, PURCHASED, TONNES
from apps.reports.formats.blocks import Block, Column, Picture, Row, Table, Text
from apps.reports.formats.charts import BarRow, Part, bar_chart
from apps.reports.formats.figures import full, percent, stated
from apps.reports.formats.fills import CARRIERS
from apps.reports.formats.printed.account import Account, rounding_rows
from apps.reports.formats.words import clip

_DRAWN = {f"energy-{carrier}" for carrier in (*FUELS, *PURCHASED)}
_PRODUCED = ("produced-renewable", "produced-other")


def energy(account: Account) -> list[Block]:
    """10: what carried the energy, in MWh, and what bought energy was made of."""
    blocks: list[Block] = []
    whole = account.points.get("energy")
    if whole is not None:
        points = {carrier: account.points.get(f"energy-{carrier}") for carrier in (*FUELS, *PURCHASED)}
        known = {carrier: point for carrier, point in points.items() if point is not None}
        drawn = [
            BarRow(CARRIERS[carrier].name, (Part(CARRIERS[carrier], point.value),), stated(point))
            for carrier, point in known.items()
        ]
        blocks.append(Picture("bars", bar_chart("energy of own operations by carrier", MWH, drawn)))
        rows: list[Row] = [
            (CARRIERS[carrier].name, account.figure(point.id), percent(point.value, whole.value))
            for carrier, point in known.items()
        ]
        foot: list[Row] = [*rounding_rows(known.values(), whole, 3, 1), (whole.title, account.figure("energy"), "")]
        columns = (Column("Carrier", 56), Column(MWH, 26, "number"), Column("Share", 18, "number"))
        blocks.append(Table("Energy of own operations", columns, rows, foot))
        blocks += _without(account)
    else:
        blocks.append(Text("No line of the own operations has an energy quantity."))
    secr = {id_ for id_ in account.points if id_.startswith("secr-")}
    blocks += account.further("Energy by what it was made of", "10", {*_DRAWN, *_PRODUCED, *secr, "energy"})
    mix = account.said.get("purchased_energy")
    if mix is not None:
        text = (
            f"Purchased energy was {full(mix['fossil_percent'])} % fossil, {full(mix['nuclear_percent'])} "
            f"% nuclear and {full(mix['renewable_percent'])} % renewable. {clip(mix['basis'], 800)}"
        )
        blocks.append(Text(text))
    blocks += _produced(account)
    if account.said.get("energy_efficiency_text"):
        blocks.append(Text(f"Energy efficiency: {clip(account.said['energy_efficiency_text'], 1600)}"))
    return [*blocks, *_secr(account)]


_SECR = (
    ("Energy use, by net heating value", KWH, "secr-energy", "secr-energy"),
    ("Scope 1", TONNES, "secr-scope-1", "scope-1"),
    ("Scope 2, location-based", TONNES, "secr-scope-2", "scope-2-location"),
    ("Scopes 1 and 2, location-based", TONNES, "secr-scope-1-2", "scope-1-2-location"),
)
"""Title, unit, the datapoint of each part without its place, and the datapoint of the whole."""


def _secr(account: Account) -> list[Block]:
    """What the United Kingdom asks for, where something of the own operations is there."""
    if not any(id_.startswith("secr-") for id_ in account.points):
        return []
    rows: list[Row] = [
        (title, unit, account.figure(f"{part}-uk"), account.figure(f"{part}-elsewhere"), account.figure(whole))
        for title, unit, part, whole in _SECR
    ]
    columns = (
        Column("", 30),
        Column("Unit", 10),
        Column("United Kingdom and offshore", 22, "number"),
        Column("Elsewhere", 19, "number"),
        Column("In all", 19, "number"),
    )
    blocks: list[Block] = [Table("Energy and emissions as SECR asks for them", columns, rows)]
    if "secr-scope-1-2-uk" not in account.points:
        text = "Of some lines no country is known; so it is not said which part is in the United Kingdom."
        blocks.append(Text(text, is_small=True))
    return blocks


def _produced(account: Account) -> list[Block]:
    if account.said.get("no_energy_production"):
        return [Text("The preparer says that no energy was produced.")]
    rows: list[Row] = [
        (account.points[id_].title, stated(account.points[id_])) for id_ in _PRODUCED if id_ in account.points
    ]
    columns = (Column("Source", 74), Column(MWH, 26, "number"))
    return [Table("Energy that was produced, as the preparer says", columns, rows)] if rows else []


def _without(account: Account) -> list[Block]:
    own = [line for line in account.snapshot["lines"] if line["scope"] in ("1", "2-location")]
    lacking = sum("energy" not in line for line in own)
    if not lacking:
        return []
    text = (
        f"{lacking:,} of {len(own):,} lines of the own operations carry no energy or none that is "
        "known, such as refrigerants; they are not in these figures."
    )
    return [Text(text, is_small=True)]


def intensity(account: Account) -> list[Block]:
    """11: emissions per net revenue, and how the revenue agrees with the accounts."""
    rows: list[Row] = [
        (point.title, account.figure(point.id), point.unit)
        for point in account.points.values()
        if point.section == "11"
    ]
    columns = (Column("", 52), Column("Figure", 28, "number"), Column("Unit", 20))
    blocks: list[Block] = [
        Table("Intensity", columns, rows, empty="No net revenue was said, so there is no intensity.")
    ]
    revenue, high = account.said.get("revenue"), account.said.get("high_impact")
    if revenue is not None and revenue["reconciliation"]:
        blocks.append(Text(f"Net revenue and the accounts: {clip(revenue['reconciliation'], 1600)}"))
    if high is not None:
        blocks.append(Text(f"Activities in high climate impact sectors: {clip(high['sectors'], 800)}"))
    elif account.said.get("no_high_impact"):
        blocks.append(Text("The preparer says that there are no activities in high climate impact sectors."))
    return blocks
