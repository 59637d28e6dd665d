"""Published factors as the library lists them."""

from typing import Any

from apps.calculations.models import EmissionFactor
from apps.portal.presenters.numbers import grouped
from apps.portal.presenters.words import gas_words, licence_words, words


def factor_row(factor: EmissionFactor) -> dict[str, Any]:
    """One published figure with where it is printed."""
    edition = factor.edition
    return {
        "ef_cid": factor.ef_cid,
        "activity": factor.activity_name or factor.activity,
        "region": factor.region_name or factor.region,
        "gas": gas_words(factor.gas) or words(factor.category).lower(),
        "value": grouped(factor.value, 20) if factor.value is not None else "not available",
        "unit": factor.unit,
        "basis": factor.basis,
        "source": edition.source,
        "edition": edition.edition,
        "table": factor.table,
        "data_year": edition.data_year,
        "licence": licence_words(edition.licence),
        "citation": factor.citation,
    }
