"""Editions of factors, and figures of two of them beside each other."""

from collections.abc import Iterable, Sequence
from typing import Any

from apps.calculations.catalogue.comparing import Change, Pair
from apps.calculations.models import FactorEdition
from apps.portal.presenters.factors import edition_words, percent_words, value_words
from apps.portal.presenters.words import gas_words, words


def edition_choices(editions: Iterable[FactorEdition], chosen: str) -> list[dict[str, Any]]:
    """Every edition to choose from."""
    return [{"slug": e.slug, "label": edition_words(e), "selected": e.slug == chosen} for e in editions]


def usual_pair(editions: Sequence[FactorEdition]) -> tuple[FactorEdition, FactorEdition]:
    """The latest publication that has an edition before it, and that one; the earlier first."""
    latest: dict[tuple[str, str], list[FactorEdition]] = {}
    for edition in editions:
        latest.setdefault((edition.publisher, edition.title), []).append(edition)
    several = [sorted(each, key=lambda e: (e.publication_year, e.slug)) for each in latest.values() if len(each) > 1]
    if not several:
        return editions[0], editions[-1]
    newest = max(several, key=lambda each: (each[-1].publication_year, str(each[-1].published_on or ""), each[-1].slug))
    return newest[-2], newest[-1]


def compared_row(pair: Pair) -> dict[str, Any]:
    """One figure in both editions."""
    shown = pair.shown
    return {
        "ef_cid": shown.ef_cid,
        "activity": shown.activity_name or shown.key.activity,
        "category": words(shown.key.category),
        "region": shown.region_name or shown.key.region,
        "gas": gas_words(shown.key.gas),
        "basis": shown.key.basis,
        "unit": shown.key.unit,
        "before": value_words(pair.before.value) if pair.before else "",
        "after": value_words(pair.after.value) if pair.after else "",
        "change": pair.change.value,
        "moved": percent_words(pair.relative) if pair.change is Change.CHANGED else "",
    }
