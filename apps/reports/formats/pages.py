"""What the pages of the printed report say: a snapshot as blocks ready to be set, no decisions left over."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from apps.reports.formats.blocks import Block, Text
from apps.reports.formats.figures import full, mass, stated
from apps.reports.formats.printed import (
    appendices,
    emissions,
    energy,
    methods,
    organisation,
    outlook,
    quality,
    summary,
)
from apps.reports.formats.printed.account import Account
from apps.reports.formats.scopes import ScopeLook, all_scopes
from apps.reports.formats.signing import signed_pages
from apps.reports.formats.words import clip, moment
from apps.reports.narrative import Sentence, narrative_of
from apps.reports.sections import Lack, Section, Standing, sections_of
from apps.reports.shapes import InventorySnapshot

_WRITERS: Final[Mapping[str, Callable[[Account], list[Block]]]] = {
    "cover": organisation.about,
    "organisational-boundary": organisation.organisational_boundary,
    "reporting-boundary": organisation.reporting_boundary,
    "summary": summary.summary,
    "gases": emissions.gases,
    "biogenic": emissions.biogenic,
    "scope-3": emissions.categories,
    "breakdowns": emissions.breakdowns,
    "esrs-e1-6": summary.gross_emissions,
    "energy": energy.energy,
    "intensity": energy.intensity,
    "base-year": summary.base_year,
    "instruments": methods.instruments,
    "methods": methods.methods,
    "factors": methods.register,
    "uncertainty": quality.uncertainty,
    "quality": quality.quality,
    "limits": quality.limits,
    "targets": outlook.targets,
    "assurance": outlook.assurance,
    "conformity": outlook.conformity,
    "lines": appendices.every_line,
    "provenance": appendices.provenance,
    "datapoints": appendices.index,
}
_WIDE: Final = frozenset({"factors", "lines", "datapoints"})
_OWN_PAGE: Final = frozenset({"summary", "provenance"})
_SCOPE_POINTS: Final = {"1": "scope-1", "2-location": "scope-2-location", "2-market": "scope-2-market", "3": "scope-3"}


@dataclass(frozen=True, slots=True)
class PrintedSection:
    """A section: its blocks, and what is missing from it."""

    section: Section
    standing: Standing
    blocks: list[Block]
    missing: tuple[Lack, ...]
    is_wide: bool
    has_own_page: bool


@dataclass(frozen=True, slots=True)
class Tile:
    """A scope on the cover."""

    look: ScopeLook
    figure: str


def report_pages(snapshot: InventorySnapshot) -> dict[str, Any]:
    """Everything the template of the printed report loops over.

    Returns:
        A flat mapping; numbers are display text, rounded half-even.
    """
    account = Account(snapshot)
    points, totals = account.points, snapshot["totals"]
    told = narrative_of(snapshot, points)
    return {
        "snapshot": snapshot,
        "title": _title(snapshot),
        "entity": clip(snapshot["organisation"]["name"]),
        "lei": snapshot["organisation"].get("lei", ""),
        "period": snapshot["period"],
        "status": snapshot["status"],
        "prepared": moment(snapshot["prepared_at"]),
        "sign_off": signed_pages(snapshot),
        "assurance": snapshot.get("disclosures", {}).get("assurance"),
        "seal": account.seal,
        "total": mass(totals["co2e_kg"]),
        "total_exact": full(totals["co2e_kg"], 170),
        "market_total": stated(points["total-market"]) if "total-market" in points else "",
        "tiles": [
            Tile(look, stated(points[_SCOPE_POINTS[look.key]]))
            for look in all_scopes()
            if _SCOPE_POINTS[look.key] in points
        ],
        "sections": [
            PrintedSection(
                state.section,
                state.standing,
                [*_narrated(told.get(state.section.number, [])), *_WRITERS[state.section.anchor](account)],
                state.missing,
                state.section.anchor in _WIDE,
                state.section.anchor in _OWN_PAGE,
            )
            for state in sections_of(snapshot)
        ],
    }


def _narrated(sentences: Sequence[Sentence]) -> list[Block]:
    return [Text(" ".join(sentence.text for sentence in sentences))] if sentences else []


def _title(snapshot: InventorySnapshot) -> str:
    name, period = clip(snapshot["organisation"]["name"]), clip(snapshot["period"]["name"])
    return f"Greenhouse gas inventory, {name}, {period}"
