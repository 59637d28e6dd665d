"""Reports as the list and the page show them, all from the frozen snapshot."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from apps.portal.presenters.numbers import grouped, mass, masses, size
from apps.portal.presenters.scopes import scope_rows
from apps.portal.presenters.words import gas_words, licence_words, words
from apps.portal.selectors.reports import ListedReport
from apps.reports.brief import Brief
from apps.reports.models import InventoryReport
from apps.reports.selectors import OfferedFile
from apps.reports.shapes import (
    Assumption,
    GasTotal,
    InventoryLine,
    Period,
    RegisteredFactor,
    SiteTotal,
)
from apps.reports.xbrl.examining import Outcome, outcome_of
from greenlang.signing import fingerprint_told

NOTE = "scope 2 location-based"


def report_title(report: InventoryReport) -> str:
    """ "Inventory 2025"."""
    return f"Inventory {report.period_name}"


def line_count(totals: Mapping[str, Any]) -> int:
    """How many lines the totals rest on."""
    return sum(int(scope["lines"]) for name, scope in totals["by_scope"].items() if name != "2-market")


def report_row(listed: ListedReport) -> dict[str, Any]:
    """A report in the list."""
    report = listed.report
    return {
        "report_id": report.id,
        "title": report_title(report),
        "period": f"{report.entity_name}, {report.period_name}",
        "status": report.status,
        "at": report.prepared_at,
        **mass(listed.totals["co2e_kg"]),
        "seal": listed.seal,
        "lines": line_count(listed.totals),
        "snapshot_hash": report.snapshot_hash,
        "formats": [
            {"extension": each.extension, "label": each.label} for each in listed.formats if not each.is_examined
        ],
    }


def report_page(report: InventoryReport, brief: Brief, *, seal: str, stale_reason: str) -> dict[str, Any]:
    """The context of a report's page, without its downloads."""
    snapshot = brief["snapshot"]
    totals = snapshot["totals"]
    by_scope = {name: (Decimal(row["co2e_kg"]), int(row["lines"])) for name, row in totals["by_scope"].items()}
    biogenic = totals["co2_biogenic_kg"]
    return {
        "report": {
            "report_id": report.id,
            "title": report_title(report),
            "organisation": report.entity_name,
            "period": {**snapshot["period"], **_days(snapshot["period"])},
            "status": snapshot["status"],
            "at": report.prepared_at,
            "gwp_set": snapshot["gwp_set"],
            "seal": seal,
            **mass(totals["co2e_kg"]),
            "lines": line_count(totals),
            "snapshot_hash": report.snapshot_hash,
            "note": NOTE if "2-location" in by_scope else "",
            "stale_reason": stale_reason,
            "biogenic": mass(biogenic, "CO2") if Decimal(biogenic) else None,
        },
        **scope_rows(by_scope, seal, {}),
        "by_gas": _by_gas(totals["by_gas"]),
        "by_site": _by_site(snapshot["by_site"]),
        "lines": _lines(brief["first"], seal),
        "in_part": brief["in_part"],
        "lines_more": brief["lines"] - len(brief["first"]),
        "register": [_registered(row) for row in snapshot["factors"]],
        "inputs": snapshot["inputs"],
        "ledger": snapshot["ledger"],
        "assumptions": _assumptions(snapshot.get("assumptions", [])),
        "sign_off": _sign_off(snapshot),
    }


def _assumptions(rows: list[Assumption]) -> list[dict[str, Any]]:
    """What the mapping takes for granted, group by group, the heaviest first."""
    figures = masses([row["co2e_kg"] for row in rows])
    return [
        {**row, "at": datetime.fromisoformat(row["decided_at"]), "rows": grouped(row["rows"]), **figure}
        for row, figure in zip(rows, figures, strict=True)
    ]


def _sign_off(snapshot: Mapping[str, Any]) -> dict[str, Any] | None:
    """Who answers for a final report; None of a draft."""
    sign_off = snapshot.get("sign_off")
    if sign_off is None:
        return None
    voices = {
        who: {**sign_off[who], "at": datetime.fromisoformat(sign_off[who]["at"])} for who in ("preparer", "approver")
    }
    return {**sign_off, **voices, "fingerprint": fingerprint_told(sign_off["key"])}


def _registered(row: RegisteredFactor) -> dict[str, Any]:
    return {
        **row,
        "activity": words(row["activity"]),
        "gas": gas_words(row["gas"]),
        "value": grouped(row["value"], 20),
        "licence": licence_words(row["licence"]),
    }


def _days(span: Period | InventoryLine) -> dict[str, date]:
    return {"start": date.fromisoformat(span["start"]), "end": date.fromisoformat(span["end"])}


def _by_gas(rows: list[GasTotal]) -> list[dict[str, str]]:
    co2e = masses([row["co2e_kg"] for row in rows])
    shown = []
    for row, figure in zip(rows, co2e, strict=True):
        weight = mass(row["mass_kg"], "")
        shown.append(
            {
                "gas": gas_words(row["gas"]),
                "mass": weight["value"],
                "mass_unit": weight["unit"],
                "co2e": figure["value"],
                "co2e_exact": figure["exact"],
                "co2e_unit": figure["unit"],
            }
        )
    return shown


def _by_site(rows: list[SiteTotal]) -> list[dict[str, Any]]:
    figures = masses([row["co2e_kg"] for row in rows])
    return [{"site": row["site"], **figure} for row, figure in zip(rows, figures, strict=True)]


def _lines(lines: list[InventoryLine], seal: str) -> list[dict[str, Any]]:
    figures = masses([line["co2e_kg"] for line in lines])
    return [
        {
            **{name: dict(line)[name] for name in ("n", "calculation_id", "scope", "site", "unit")},
            **_days(line),
            "activity": words(line["activity"]),
            "quantity": grouped(line["quantity"]),
            "factor": {**line["factor"], "value": grouped(line["factor"]["value"], 20)},
            "share": f"{grouped(Decimal(line['share']) * 100)} %" if "share" in line else "",
            "co2e": figure["value"],
            "co2e_exact": figure["exact"],
            "co2e_unit": figure["unit"],
            "seal": seal,
        }
        for line, figure in zip(lines, figures, strict=True)
    ]


_OUTCOMES: Final = {
    Outcome.CONFORMS: {"outcome": "Conforms", "tag": "tag-on"},
    Outcome.STRUCTURE_CHECKED: {"outcome": "Structure checked", "tag": ""},
    Outcome.FAULTY: {"outcome": "Does not conform", "tag": "tag-bad"},
}


def download(offered: OfferedFile, *, url: str) -> dict[str, Any]:
    """A file of a report, or why there is none; the size of one that is made when asked for is not known."""
    problem = (offered.file.problem if offered.file else None) or {}
    checks = offered.file.checks if offered.file else None
    return {
        "format": offered.format.extension,
        "label": offered.format.label,
        "told": offered.format.told,
        "size": size(offered.file.size) if offered.file and offered.is_there else "",
        "url": url if offered.is_there else "",
        "reason": offered.reason,
        "checks": {**checks, **_OUTCOMES[outcome_of(checks)]} if checks else None,
        "findings": problem.get("errors", []),
    }
