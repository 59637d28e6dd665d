"""Published factors as the library lists them, and one with all that is known of it."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from apps.calculations.accounting.rationals import to_places
from apps.calculations.catalogue.comparing import relative_change
from apps.calculations.catalogue.editions import FactorUse as Purpose
from apps.calculations.catalogue.editions import Route
from apps.calculations.catalogue.facets import NO_GAS
from apps.calculations.catalogue.fallback import AS_ASKED, method_of
from apps.calculations.models import EmissionFactor, FactorEdition
from apps.calculations.selectors.library import LibrarySearch
from apps.inventory.figures.uses import FactorUse
from apps.portal.listing import Filter
from apps.portal.presenters.numbers import grouped, masses
from apps.portal.presenters.words import gas_words, licence_words, words
from greenlang.engine.units import conversion, parse_unit

NOT_AVAILABLE = "not available"
_PERCENT_PLACES = 2
_USES = {
    Purpose.REFERENCE: "For reference only: a look-up for an inventory does not answer with it.",
    Purpose.COMPONENT: "A part of another figure: a look-up for an inventory does not answer with it alone.",
}
_ROUTES = {
    Route.ENERGY: "By energy content",
    Route.PER_UNIT: "Per physical unit",
    Route.PUBLISHED_TOTAL: "The publisher’s total of all gases",
}


def facet_filters(search: LibrarySearch) -> list[Filter]:
    """The facets as choices with counts; what is chosen stays among them where it leaves nothing."""
    counts = search.counts
    by_slug = {edition.slug: edition for edition in search.editions.values()}

    def choices(name: str, label: Any, *, order: Any = None) -> Filter:
        values = {*counts[name], *([search.chosen[name]] if name in search.chosen else [])}
        pairs = sorted(((value, label(value)) for value in values), key=order or (lambda pair: pair[1].lower()))
        return Filter(name, _LABELS[name], pairs, {value: counts[name][value] for value in values})

    return [
        choices("source", str),
        choices("edition", lambda slug: edition_words(by_slug[slug])),
        choices("category", words),
        choices("region", lambda region: search.regions.get(region) or region),
        choices("year", str, order=lambda pair: -int(pair[0])),
        choices("gas", lambda gas: "None, a parameter" if gas == NO_GAS else gas_words(gas)),
        choices("licence", lambda licence: licence_words(licence) or "Not established"),
    ]


_LABELS = {
    "source": "Source",
    "edition": "Edition",
    "category": "Category",
    "region": "Region",
    "year": "Published",
    "gas": "Gas",
    "licence": "Licence",
}


def edition_words(edition: FactorEdition) -> str:
    """ "AIB, 2025, version 1.0": by the short name of its publisher, where it has one."""
    return f"{source_words(edition)}, {edition.edition}"


def source_words(edition: FactorEdition) -> str:
    """ "AIB", else "Association of Issuing Bodies"."""
    return next((str(name) for name in edition.known_as), edition.publisher)


def factor_row(factor: EmissionFactor) -> dict[str, Any]:
    """One published figure with where it is printed."""
    edition = factor.edition
    return {
        "ef_cid": factor.ef_cid,
        "activity": factor.activity_name or factor.activity,
        "category": words(factor.category),
        "region": factor.region_name or factor.region,
        "gas": gas_words(factor.gas) or words(factor.category).lower(),
        "value": value_words(factor.value),
        "unit": factor.unit,
        "basis": factor.basis,
        "source": edition.source,
        "publisher": source_words(edition),
        "edition": edition.edition,
        "table": factor.table,
        "data_year": edition.data_year,
        "licence": licence_words(edition.licence),
        "citation": factor.citation,
    }


def value_words(value: str | None) -> str:
    """A published value with every digit, or that there is none."""
    return NOT_AVAILABLE if value is None else grouped(value, 20)


def percent_words(change: Fraction | None) -> str:
    """ "+12.5 %"; empty where there is no percentage."""
    if change is None:
        return ""
    if not change:
        return "no change"
    percent = to_places(abs(change) * 100, _PERCENT_PLACES)
    sign = "+" if change > 0 else "−"
    return f"{sign}{grouped(percent)} %" if percent != "0" else "less than 0.01 %"


def factor_page(
    factor: EmissionFactor, *, gases: Sequence[EmissionFactor], history: Sequence[EmissionFactor]
) -> dict[str, Any]:
    """The context of one figure's page."""
    edition = factor.edition
    return {
        "factor": {
            **factor_row(factor),
            "slug": factor.activity,
            "category_slug": factor.category,
            "region_code": factor.region,
            "published_value": factor.published_value,
            "published_unit": factor.published_unit,
            "route": _ROUTES.get(Route(factor.route), ""),
            "table_title": dict(edition.tables).get(factor.table, ""),
            "valid_from": factor.valid_from or edition.applicable_from,
            "valid_to": factor.valid_to or edition.applicable_to,
            "notes": factor.notes,
            "attribution": edition.attribution,
            "edition_slug": edition.slug,
            "edition_words": edition_words(edition),
            "applicability_note": edition.applicability_note,
            "published_on": edition.published_on,
            "publication_year": edition.publication_year,
            "superseded_by": dict(edition.superseded).get(factor.table, ""),
        },
        "gases": [factor_row(other) for other in gases],
        "treatment": list(_treatment(factor)),
        "fallback": _fallback(factor),
        "history": [_history_row(factor, other) for other in history],
    }


def use_rows(uses: Sequence[FactorUse]) -> list[dict[str, Any]]:
    """Where the ledger used a figure; the column of results is in one unit."""
    figures = masses([use.co2e for use in uses])
    return [
        {
            "period": str(use.period),
            "entity": str(use.period.entity),
            "agent": use.agent_id,
            "lines": f"{use.lines:,}",
            **figure,
            "query": urlencode({"period": str(use.period.id), "agent": use.agent_id, "activity": use.activity}),
        }
        for use, figure in zip(uses, figures, strict=True)
    ]


def _treatment(factor: EmissionFactor) -> Iterator[str]:
    """What a calculation does with the figure, beyond multiplying by it."""
    row = factor.as_candidate(factor.edition.as_edition()).row
    if factor.value is None:
        yield "Published as not available. A look-up that comes to it is refused: it is no zero."
    if factor.as_co2e_at:
        yield (
            f"Printed as the CO2e of {gas_words(factor.gas)} at a potential of {grouped(factor.as_co2e_at)}. The mass "
            "of the gas is the value divided by it, and takes the inventory’s own potential."
        )
    if embedded := row.embedded_gwp(factor.edition.as_edition()):
        yield (
            f"Published as CO2e only, with {embedded} potentials in it where the publisher says so. It cannot be "
            "re-based to another set."
        )
    if note := _USES.get(Purpose(factor.use)):
        yield note


def _fallback(factor: EmissionFactor) -> dict[str, Any]:
    method = method_of(factor.category)
    steps = [step.title for step in method.steps if step.name != AS_ASKED]
    return {"name": method.name, "source": method.source, "steps": steps}


def _history_row(factor: EmissionFactor, other: EmissionFactor) -> dict[str, Any]:
    """Another edition's figure, and by what part this one differs from it, after an exact conversion of units."""
    return {**factor_row(other), "year": other.edition.publication_year, "change": percent_words(_moved(other, factor))}


def _moved(before: EmissionFactor, after: EmissionFactor) -> Fraction | None:
    ratio = conversion(parse_unit(before.unit), parse_unit(after.unit))
    return relative_change(before.value, after.value, ratio=ratio)
