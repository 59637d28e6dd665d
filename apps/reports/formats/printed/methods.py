"""Sections 13 to 15: contractual instruments, methods, and the register of factors."""

from collections import Counter

from apps.reports.datapoints import MWH
from apps.reports.formats.blocks import Block, Cell, Column, Heading, Note, Row, Table, Text
from apps.reports.formats.figures import fixed, full, tonnes
from apps.reports.formats.printed.account import NOT_KNOWN, Account
from apps.reports.formats.printed.emissions import gwp_of
from apps.reports.formats.printed.organisation import beyond
from apps.reports.formats.words import clip
from apps.reports.shapes import InstrumentUsed, RegisteredFactor
from apps.reports.totals import market_gaps
from greenlang.engine.canonical_json import sha256_of

MOST_ROWS = 300


def instruments(account: Account) -> list[Block]:
    """13: what the market-based figure rests on."""
    used = account.snapshot.get("instruments", [])
    return [*(_used(used) if used else _unused(account)), *_in_part(account), *_said_of_instruments(account)]


def _in_part(account: Account) -> list[Block]:
    """That market-based lines are of another part of the bought energy than all, and of which."""
    if "2-market" not in account.snapshot["totals"]["by_scope"]:
        return []
    gaps = market_gaps(account.snapshot["lines"])
    if not gaps:
        return []
    text = (
        "Market-based lines are there, and not of exactly the energy that was bought; so scope 2 by the market-based "
        "method, and totals with it, are not stated."
    )
    rows: list[Row] = [
        (gap.country or "country not known", gap.carrier or "not known", fixed(gap.mwh, 3) if gap.mwh else NOT_KNOWN)
        for gap in gaps[:MOST_ROWS]
    ]
    columns = (
        Column("Country (ISO 3166)", 34),
        Column("Carrier", 32),
        Column(f"Without a market-based line, {MWH}", 34, "number"),
    )
    blocks: list[Block] = [Note("No market-based figure.", text, "attention")]
    blocks.append(Table("Bought energy by which the two methods differ", columns, rows))
    further = account.further("In all", "13", ())
    return [*blocks, *further, *beyond(len(gaps) - MOST_ROWS)]


def _unused(account: Account) -> list[Block]:
    has_figure = "scope-2-market" in account.points
    told = "No contractual instrument was used in this inventory."
    if account.said.get("no_instruments"):
        told = "The preparer says that no contractual instrument was bought."
    rests = "The market-based figure rests on a residual mix or, where there is none, on the average of the grid."
    return [Text(f"{told} {rests if has_figure else 'There is no market-based figure.'}")]


def _said_of_instruments(account: Account) -> list[Block]:
    """What the preparer says of instruments and of the method, and that it contradicts the figures where it does."""
    said, blocks = account.said, list[Block]()
    if account.snapshot.get("instruments") and said.get("no_instruments"):
        text = "The preparer says that no instrument was bought, and the accepted scope 2 board has some."
        blocks.append(Note("Contradiction.", text, "attention"))
    if said.get("instruments_text"):
        blocks.append(Text(f"Quality criteria: {clip(said['instruments_text'], 1600)}"))
    if said.get("market_method_text"):
        lead = "Why the market-based method does not apply: "
        blocks.append(Text(f"{lead}{clip(said['market_method_text'], 1600)}"))
        if "2-market" in account.snapshot["totals"]["by_scope"]:
            text = "There is a market-based figure although the preparer says that the method does not apply."
            blocks.append(Note("Contradiction.", text, "attention"))
    return blocks


def _used(used: list[InstrumentUsed]) -> list[Block]:
    rows: list[Row] = [
        (
            Cell(clip(each["name"], 120), quiet=clip(f"{each['kind']}, {each['market']}", 120)),
            Cell(clip(each["registry"], 80), quiet=clip(each["serials"], 120)),
            Cell(
                f"{each['vintage_start']} to {each['vintage_end']}",
                quiet=f"retired {each['retired_on']}" if each["retired_on"] else "not retired",
            ),
            full(each["kwh"], 3),
            tonnes(each["co2e_kg"]),
        )
        for each in used[:MOST_ROWS]
    ]
    columns = (
        Column("Instrument", 28),
        Column("Registry, serial numbers", 26),
        Column("Vintage", 20),
        Column("kWh", 13, "number"),
        Column("t CO2e", 13, "number"),
    )
    return [Table("Contractual instruments of the market-based method", columns, rows), *beyond(len(used) - MOST_ROWS)]


def methods(account: Account) -> list[Block]:
    """14: how figures came about, with which potentials, by which formulas, from which sources."""
    snapshot, said = account.snapshot, account.said
    gwps = ", ".join(f"{gas['gas']} {gwp_of(account, gas['gas'])}" for gas in snapshot["totals"]["by_gas"])
    blocks: list[Block] = [
        Text(
            "Emissions of each gas are activity × emission factor, by the formulas below; units are "
            "converted exactly. The mass of a gas is rounded once, to 28 significant digits, half to "
            "even; CO2e is that mass times the global warming potential, and every total is the exact "
            "sum."
        ),
        Heading("Global warming potentials"),
        Text(f"Set {snapshot['gwp_set']}, 100 years{': ' + gwps + ' kg CO2e/kg' if gwps else ''}."),
        *_gwp_source(account),
    ]
    for name, lead in (
        ("gwp_text", ""),
        ("method_reasons", "Why these methods: "),
        ("method_changes", "Changes of methods: "),
    ):
        if said.get(name):
            blocks.append(Text(f"{lead}{clip(str(said[name]), 1600)}"))  # type: ignore[literal-required]
    counts = Counter((line["formula_id"], line["formula_text"]) for line in snapshot["lines"])
    rows: list[Row] = [
        (clip(name), clip(text, 400), f"{n:,}") for (name, text), n in sorted(counts.items())[:MOST_ROWS]
    ]
    columns = (Column("Formula", 28), Column("Expression", kind="mono"), Column("Lines", 12, "number"))
    blocks.append(Table("Formulas used, and how many lines each calculated", columns, rows, empty="None was used."))
    editions = sorted(Counter((f["source"], f["edition"], f["licence"]) for f in snapshot["factors"]))
    sources: list[Row] = [(clip(s, 300), clip(e), clip(licence) or "unknown") for s, e, licence in editions[:MOST_ROWS]]
    of_sources = (Column("Source", 46), Column("Edition"), Column("Licence", 24))
    blocks.append(Table("Published sources, edition and licence", of_sources, sources, empty="None was used."))
    agents = ", ".join(clip(agent) for agent in sorted({line["agent"] for line in snapshot["lines"]})[:40])
    blocks.append(Text(f"Calculated by {agents or 'no agent'}, engine {snapshot['engine']['version']}.", is_small=True))
    return blocks


def _gwp_source(account: Account) -> list[Block]:
    source = account.snapshot.get("gwp", {}).get("source", "")
    return [Text(f"Published in {clip(source, 600)}.")] if source else []


def register(account: Account) -> list[Block]:
    """15: every published value that the inventory uses."""
    factors = account.snapshot["factors"]
    rows: list[Row] = [_factor(account, factor) for factor in factors[:MOST_ROWS]]
    anchors = [account.references[factor["ef_cid"]] for factor in factors[:MOST_ROWS]]
    columns = (
        Column("No.", 4),
        Column("Gas, value and unit", 16),
        Column("Activity, region, basis", 20),
        Column("Source and citation", 32),
        Column("Licence", 12),
        Column("Content id", kind="mono"),
    )
    caption = f"Factor set {sha256_of(factors)}"
    table = Table(caption, columns, rows, empty="No factor was used.", anchors=anchors, is_dense=True)
    return [table, *beyond(len(factors) - MOST_ROWS, "factors")]


def licence_unknown(factor: RegisteredFactor) -> bool:
    """Whether nobody established under what licence a value may be published."""
    return factor["licence"].strip().lower() in ("", "unknown")


def _factor(account: Account, factor: RegisteredFactor) -> Row:
    place = ", ".join(
        filter(
            None, (factor["region"], factor["basis"], f"data of {factor['data_year']}" if factor["data_year"] else "")
        )
    )
    source = ", ".join(filter(None, (factor["source"], factor["edition"], factor["table"])))
    return (
        account.references[factor["ef_cid"]],
        Cell(f"{factor['gas']} {full(factor['value'])}", quiet=clip(factor["unit"], 80)),
        Cell(clip(factor["activity"]), quiet=clip(place, 200)),
        Cell(clip(source, 300), quiet=clip(factor["citation"], 400)),
        Cell("unknown", tone="waits") if licence_unknown(factor) else clip(factor["licence"], 200),
        factor["ef_cid"],
    )
