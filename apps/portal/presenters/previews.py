"""A restatement as it would be: sums before and after, and the effects between them, which add up exactly."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from apps.calculations.models import Calculation, EmissionFactor, FactorEdition, GwpSetEdition
from apps.calculations.readable import document, members, recipe_content
from apps.inventory.figures.reading import OTHER_METHOD
from apps.jobs.models import Job
from apps.portal.presenters.calculations import activity_of
from apps.portal.presenters.factors import edition_words, percent_words
from apps.portal.presenters.numbers import masses
from apps.reports.ledger_reading import scope_key
from greenlang.engine.numbers import exact_sum

EFFECTS = {
    "activity": "Activity",
    "factor": "Factors",
    "gwp": "Warming potentials",
    "method": "Method",
    "structure": "Structure",
}


def change_words(job: Job, editions: Mapping[str, FactorEdition]) -> str:
    """ "DESNZ, 2025 → DESNZ, 2026; AR6"."""
    exchanged = [
        f"{_edition(before, editions)} → {_edition(after, editions)}"
        for before, after in job.arguments.get("editions", {}).items()
    ]
    gwp = job.arguments.get("gwp_set", "")
    return "; ".join([*exchanged, *([f"GWP set {gwp}"] if gwp else [])])


def _edition(slug: str, editions: Mapping[str, FactorEdition]) -> str:
    return edition_words(editions[slug]) if slug in editions else slug


def edition_options(
    editions: Iterable[FactorEdition], chosen: str, *, used: Sequence[str] | None = None
) -> list[dict[str, Any]]:
    """Editions to choose from; with ``used``, only those."""
    return [
        {"value": each.slug, "label": edition_words(each), "selected": each.slug == chosen}
        for each in editions
        if used is None or each.slug in used
    ]


def gwp_options(sets: Iterable[GwpSetEdition], chosen: str) -> list[dict[str, Any]]:
    """Sets of warming potentials to choose from."""
    return [{"value": s.set_name, "label": f"{s.set_name}, {s.title}", "selected": s.set_name == chosen} for s in sets]


def preview_result(
    result: Mapping[str, Any], names: Mapping[str, EmissionFactor], rows: Mapping[str, Calculation], basis: str
) -> dict[str, Any]:
    """``total``, ``effects``, ``scopes``, ``factors``, ``lines`` and reasons of a finished preview.

    Args:
        names: published figures by content id; rows: the lines that are shown, by ``calc_…``.
        basis: the method by which the total counts scope 2, ``location`` or ``market``; its scopes show both.
    """
    total = _total(result["by_scope"], OTHER_METHOD[basis])
    effects = [(words, total["effects"][name]) for name, words in EFFECTS.items()]
    before, after, difference, *moved = masses(
        [total["before"], total["after"], total["effects"]["difference"], *(kilograms for _, kilograms in effects)]
    )
    scopes = sorted(result["by_scope"].items(), key=lambda item: scope_key(item[0]))
    lines = masses([line["effects"]["difference"] for line in result["lines"]])
    return {
        "total": {
            "before": before,
            "after": after,
            "difference": difference,
            "percent": _percent(total),
            "lines": f"{int(total['lines']):,}",
            "refused_lines": int(total["refused_lines"]),
            "refused_before": masses([total["refused_before"]])[0],
        },
        "effects": [{"name": words, **figure} for (words, _), figure in zip(effects, moved, strict=True)],
        "scopes": [
            {"scope": scope_key(scope), **sums}
            for (scope, _), sums in zip(scopes, _sums([each for _, each in scopes]), strict=True)
        ],
        "factors": [
            {**_named(each, names), **sums}
            for each, sums in zip(result["by_factor"], _sums(result["by_factor"]), strict=True)
        ],
        "factors_left_out": result["factors_left_out"],
        "lines": [
            {**_line(line["id"], rows), "scope": scope_key(str(line["scope"])), **figure}
            for line, figure in zip(result["lines"], lines, strict=True)
        ],
        "refused": [{**each, **_line(each["example"], rows)} for each in result["refused"]],
        "not_rebased": [{**each, **_line(each["example"], rows)} for each in result["not_rebased"]],
    }


def _line(calculation_id: str, rows: Mapping[str, Calculation]) -> dict[str, str]:
    """What a line is called; of one that retention has removed, its id."""
    row = rows.get(calculation_id)
    if row is None:
        return {"calculation_id": calculation_id, "name": calculation_id, "site": ""}
    site = str(members(document(row.source)).get("site", ""))
    name = f"No. {row.sequence}, {activity_of(recipe_content(row), row)}"
    return {"calculation_id": calculation_id, "name": name, "site": site}


def _total(by_scope: Mapping[str, Mapping[str, Any]], left_out: str) -> dict[str, Any]:
    """The sums of the scopes, one of the two methods of scope 2 left out."""
    counted = [each for scope, each in by_scope.items() if scope_key(scope) != left_out]
    sums = {name: exact_sum(Decimal(each[name]) for each in counted) for name in ("before", "after", "refused_before")}
    effects = {name: exact_sum(Decimal(each["effects"][name]) for each in counted) for name in (*EFFECTS, "difference")}
    lines = {name: sum(int(each[name]) for each in counted) for name in ("lines", "refused_lines")}
    return {**sums, **lines, "effects": effects}


_COLUMNS = ("before", "factor", "gwp", "after")


def _sums(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The sums of a table, all of its masses in one unit."""
    flat = [str({**each, **each["effects"]}[name]) for each in rows for name in _COLUMNS]
    figures = iter(masses(flat))
    return [
        {
            "lines": f"{int(each['lines']):,}",
            "refused_lines": int(each["refused_lines"]),
            "percent": _percent(each),
            **{name: next(figures) for name in _COLUMNS},
        }
        for each in rows
    ]


def _percent(each: Mapping[str, Any]) -> str:
    before = Decimal(each["before"])
    return percent_words(Fraction(each["effects"]["difference"]) / Fraction(before)) if before else ""


def _named(each: Mapping[str, Any], names: Mapping[str, EmissionFactor]) -> dict[str, Any]:
    row = names.get(each["ef_cid"])
    return {
        "ef_cid": each["ef_cid"],
        "is_published": row is not None,
        "name": f"{row.activity_name or row.activity}, {row.region_name or row.region}" if row else each["ef_cid"],
        "edition": edition_words(row.edition) if row else "own factor",
    }
