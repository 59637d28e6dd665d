"""What the pages of the printed report say: a snapshot as text ready to be set, no decisions left over."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from apps.reports.formats.charts import BarChart, scope_chart
from apps.reports.formats.figures import fixed, full, mass, percent, tonnes
from apps.reports.formats.scopes import ScopeLook, all_scopes, scope_look
from apps.reports.formats.signing import signed_pages
from apps.reports.formats.words import clip, moment
from apps.reports.shapes import InventoryLine, InventorySnapshot, RegisteredFactor
from apps.reports.totals import BIOGENIC, MARKET_BASED, counts_in_total, exact_sum
from greenlang.engine.canonical_json import sha256_of

PRINTED_LINES = 500
"""Lines printed in full; of a longer inventory the largest are printed and the workbook holds every one.

Setting costs about a tenth of a second and a megabyte of memory a line, and 500 lines are seventy pages.
"""

PRINTED_REJECTED = 500
PRINTED_ASSUMPTIONS = 100


@dataclass(frozen=True)
class ShareRow:
    """A row of a total's table: emissions in t CO2e, the share of the whole, a bar from zero (percent)."""

    name: str
    co2e_t: str
    share: str
    bar: str
    lines: str
    look: ScopeLook | None = None


def report_pages(snapshot: InventorySnapshot) -> dict[str, Any]:
    """Everything the template of the printed report loops over.

    Returns:
        A flat mapping of sections; numbers are display text, rounded half-even, units apart.
    """
    references = {factor["ef_cid"]: f"F{i}" for i, factor in enumerate(snapshot["factors"], start=1)}
    totals = snapshot["totals"]
    seal = "verified" if snapshot["ledger"]["verified"] else "unverified"
    return {
        "snapshot": snapshot,
        "title": _title(snapshot),
        "entity": clip(snapshot["organisation"]["name"]),
        "lei": snapshot["organisation"].get("lei", ""),
        "period": snapshot["period"],
        "status": snapshot["status"],
        "prepared": moment(snapshot["prepared_at"]),
        "sign_off": signed_pages(snapshot),
        "assumptions": _assumptions(snapshot),
        "assumptions_beyond": max(0, len(snapshot.get("assumptions", [])) - PRINTED_ASSUMPTIONS),
        "seal": seal,
        "total": mass(totals["co2e_kg"]),
        "total_t": tonnes(totals["co2e_kg"]),
        "total_exact": full(totals["co2e_kg"], 170),
        "market_total": mass(totals["co2e_market_based_kg"]) if "co2e_market_based_kg" in totals else None,
        "market_t": tonnes(totals["co2e_market_based_kg"]) if "co2e_market_based_kg" in totals else "",
        "scopes": _scopes(snapshot),
        "boundary": _boundary(snapshot),
        "absent_scopes": _absent_scopes(snapshot),
        "chart": _chart(snapshot),
        "gases": _gases(snapshot),
        "sites": _shares([(r["site"], r["co2e_kg"], r["lines"]) for r in snapshot["by_site"]], snapshot),
        "activities": _shares([(r["activity"], r["co2e_kg"], r["lines"]) for r in snapshot["by_activity"]], snapshot),
        "biogenic_t": tonnes(totals["co2_biogenic_kg"]),
        "has_biogenic": totals["co2_biogenic_kg"] != "0",
        "completeness": _completeness(snapshot),
        "rejected": snapshot["rejected"][:PRINTED_REJECTED],
        "rejected_beyond": max(0, len(snapshot["rejected"]) - PRINTED_REJECTED),
        "editions": _editions(snapshot),
        "formulas": _formulas(snapshot),
        "agents": sorted({line["agent"] for line in snapshot["lines"]}),
        "gwps": _gwps(snapshot),
        "lines": [_line(line, references) for line in _printed(snapshot["lines"])],
        "counted_lines": f"{sum(map(counts_in_total, snapshot['lines'])):,}",
        "line_count": f"{len(snapshot['lines']):,}",
        "lines_beyond": _beyond(snapshot["lines"]),
        "register": [_register_row(factor, references) for factor in snapshot["factors"]],
        "factor_set_hash": sha256_of(snapshot["factors"]),
        "unlicensed": [references[f["ef_cid"]] for f in snapshot["factors"] if _licence_unknown(f)],
        "trail": [_trail(line) for line in _printed(snapshot["lines"])],
    }


def _title(snapshot: InventorySnapshot) -> str:
    name, period = clip(snapshot["organisation"]["name"]), clip(snapshot["period"]["name"])
    return f"Greenhouse gas inventory, {name}, {period}"


def _boundary(snapshot: InventorySnapshot) -> dict[str, Any] | None:
    boundary = snapshot.get("boundary")
    if boundary is None:
        return None
    entities = [{"name": clip(e["name"]), "share": percent(e["share"], "1")} for e in boundary["entities"]]
    return {
        "approach": boundary["approach"],
        "entities": entities,
        "outside": full(boundary["outside"]) if boundary["outside"] != "0" else "",
        "in_part": any("share" in line for line in snapshot["lines"]),
    }


def _assumptions(snapshot: InventorySnapshot) -> list[dict[str, Any]]:
    return [
        {
            **each,
            "text": clip(each["text"]),
            "factor": clip(each["factor"], 200),
            "reason": clip(each["reason"], 500),
            "decided_by": clip(each["decided_by"]),
            "day": each["decided_at"][:10],
            "co2e_t": tonnes(each["co2e_kg"]),
        }
        for each in snapshot.get("assumptions", [])[:PRINTED_ASSUMPTIONS]
    ]


def _scopes(snapshot: InventorySnapshot) -> list[ShareRow]:
    totals = snapshot["totals"]
    rows = []
    for look in all_scopes():
        if look.key in totals["by_scope"]:
            scope = totals["by_scope"][look.key]
            in_total = look.key != MARKET_BASED
            rows.append(
                ShareRow(
                    name=look.title,
                    co2e_t=tonnes(scope["co2e_kg"]),
                    share=percent(scope["co2e_kg"], totals["co2e_kg"]) if in_total else "not in total",
                    bar="",
                    lines=full(scope["lines"]),
                    look=look,
                )
            )
    return rows


def _absent_scopes(snapshot: InventorySnapshot) -> list[str]:
    present = {key.partition("-")[0] for key in snapshot["totals"]["by_scope"]}
    return [f"Scope {number}" for number in ("1", "2", "3") if number not in present]


def _chart(snapshot: InventorySnapshot) -> BarChart:
    by_scope = snapshot["totals"]["by_scope"]
    return scope_chart([(look, by_scope[look.key]["co2e_kg"]) for look in all_scopes() if look.key in by_scope])


def _shares(rows: Sequence[tuple[str, str, str]], snapshot: InventorySnapshot) -> list[ShareRow]:
    whole = snapshot["totals"]["co2e_kg"]
    largest = max((Decimal(kg) for _, kg, _ in rows), default=Decimal(0))
    return [
        ShareRow(
            name=clip(name),
            co2e_t=tonnes(kg),
            share=percent(kg, whole),
            bar=f"{max(0.0, float(Decimal(kg) / largest) * 100):.2f}" if largest > 0 else "0",
            lines=full(lines),
        )
        for name, kg, lines in rows
    ]


def _gases(snapshot: InventorySnapshot) -> list[dict[str, str]]:
    totals = snapshot["totals"]
    return [
        {
            "gas": gas["gas"],
            "mass": tonnes(gas["mass_kg"], 6),
            "gwp": _gwp_of(gas["gas"], snapshot),
            "co2e_t": tonnes(gas["co2e_kg"]),
            "share": percent(gas["co2e_kg"], totals["co2e_kg"]),
        }
        for gas in totals["by_gas"]
    ]


def _gwp_of(name: str, snapshot: InventorySnapshot) -> str:
    used = {gas["gwp"] for line in snapshot["lines"] for gas in line["gases"] if gas["gas"] == name}
    return " or ".join(full(gwp) for gwp in sorted(used, key=Decimal))


def _gwps(snapshot: InventorySnapshot) -> list[tuple[str, str]]:
    return [(gas["gas"], _gwp_of(gas["gas"], snapshot)) for gas in snapshot["totals"]["by_gas"]]


def _completeness(snapshot: InventorySnapshot) -> dict[str, Any]:
    calculated = Counter(file for file, _ in {(line["source_file"], line["source_row"]) for line in snapshot["lines"]})
    rows = [
        {
            "file": clip(entry["file"]),
            "sha256": entry["sha256"],
            "calculated": f"{calculated[entry['file']]:,}",
            **{key: full(entry[key]) for key in ("rows_in", "accepted", "rejected", "duplicate")},
        }
        for entry in snapshot["inputs"]
    ]
    sums = {
        key: f"{sum(int(entry[key]) for entry in snapshot['inputs']):,}"
        for key in ("rows_in", "accepted", "rejected", "duplicate")
    }
    accepted = sum(int(entry["accepted"]) for entry in snapshot["inputs"])
    missing = accepted - sum(calculated[entry["file"]] for entry in snapshot["inputs"])
    return {
        "rows": rows,
        "sums": sums,
        "calculated": f"{sum(calculated.values()):,}",
        "missing": max(0, missing),
    }


def _editions(snapshot: InventorySnapshot) -> list[tuple[str, str, str]]:
    counts = Counter((f["source"], f["edition"], f["licence"]) for f in snapshot["factors"])
    return sorted(counts)


def _formulas(snapshot: InventorySnapshot) -> list[tuple[str, str, str]]:
    counts = Counter((line["formula_id"], line["formula_text"]) for line in snapshot["lines"])
    return [(clip(name), clip(text, 400), f"{count:,}") for (name, text), count in sorted(counts.items())]


def _printed(lines: Sequence[InventoryLine]) -> list[InventoryLine]:
    if len(lines) <= PRINTED_LINES:
        return list(lines)
    largest = sorted(lines, key=_size, reverse=True)[:PRINTED_LINES]
    return sorted(largest, key=lambda line: int(line["n"]))


def _size(line: InventoryLine) -> Decimal:
    return Decimal(line["co2e_kg"]).copy_abs()


def _beyond(lines: Sequence[InventoryLine]) -> dict[str, str] | None:
    if len(lines) <= PRINTED_LINES:
        return None
    printed = {line["n"] for line in _printed(lines)}
    rest = exact_sum(line["co2e_kg"].lstrip("-") for line in lines if line["n"] not in printed)
    return {"count": f"{len(lines) - PRINTED_LINES:,}", "printed": f"{PRINTED_LINES:,}", "t": tonnes(rest)}


def _line(line: InventoryLine, references: dict[str, str]) -> dict[str, Any]:
    factor = line["factor"]
    return {
        "n": full(line["n"]),
        "look": scope_look(line["scope"]),
        "site": clip(line["site"]),
        "activity": clip(line["activity"]),
        "start": line["start"],
        "end": line["end"],
        "quantity": full(line["quantity"], 6),
        "unit": clip(line["unit"], 60),
        "co2e": fixed(line["co2e_kg"], 3),
        "share": percent(line["share"], "1") if "share" in line else "",
        "gases": [
            {
                "gas": gas["gas"],
                "reference": references[gas["ef_cid"]],
                "value": full(gas["value"]),
                "unit": clip(gas["unit"], 60),
                "mass": fixed(gas["mass"], 3 if gas["gas"] in ("CO2", "CO2e", BIOGENIC) else 6),
                "gwp": full(gas["gwp"]),
                "co2e": fixed(gas["co2e"], 3),
            }
            for gas in line["gases"]
        ],
        "parameters": [
            {
                "name": p["name"],
                "value": full(p["value"]),
                "unit": p["unit"],
                "reference": references[p["ef_cid"]],
            }
            for p in line.get("parameters", [])
        ],
        "formula": clip(line["formula_text"], 240),
        "citation": clip(factor["citation"], 300),
        "source": clip(_source(line)),
        "hash": line["result_hash"].partition(":")[2][:8],
    }


def _source(line: InventoryLine) -> str:
    row = f"row {line['source_row']}" if line["source_row"] else ""
    return ", ".join(filter(None, (line["source_file"], row))) or "entered by hand"


def _register_row(factor: RegisteredFactor, references: dict[str, str]) -> dict[str, Any]:
    return {
        **{key: clip(str(text), 400) for key, text in factor.items()},
        "reference": references[factor["ef_cid"]],
        "value": full(factor["value"]),
        "licence_unknown": _licence_unknown(factor),
    }


def _licence_unknown(factor: RegisteredFactor) -> bool:
    return factor["licence"].strip().lower() in ("", "unknown")


def _trail(line: InventoryLine) -> dict[str, str]:
    return {
        "n": full(line["n"]),
        "sequence": full(line["sequence"]),
        "calculation_id": clip(line["calculation_id"], 80),
        **{key: line[key].partition(":")[2] for key in ("input_hash", "result_hash", "chain_hash")},
    }
