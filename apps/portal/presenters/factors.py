"""Published factors as the library lists them."""

from typing import Any

from apps.calculations.models import EmissionFactor
from apps.portal.presenters.numbers import grouped


def factor_row(factor: EmissionFactor) -> dict[str, Any]:
    """One published figure with where it is printed."""
    edition = factor.edition
    return {
        "ef_cid": factor.ef_cid,
        "activity": factor.activity_name or factor.activity,
        "region": factor.region_name or factor.region,
        "gas": factor.gas.replace("_", ", ") or factor.category.replace("-", " "),
        "value": grouped(factor.value, 20) if factor.value is not None else "not available",
        "unit": factor.unit,
        "basis": factor.basis,
        "source": edition.source,
        "edition": edition.edition,
        "table": factor.table,
        "data_year": edition.data_year,
        "licence": "" if edition.licence == "unknown" else edition.licence,
        "citation": factor.citation,
    }
