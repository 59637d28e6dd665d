"""What a restatement can be previewed with, and what a preview names."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from apps.calculations.models import Calculation, EmissionFactor, FactorEdition, GwpSetEdition


def editions_known() -> list[FactorEdition]:
    """Every edition of factors, by publisher and year."""
    return list(FactorEdition.objects.order_by("publisher", "title", "publication_year", "slug"))


def gwp_sets() -> list[GwpSetEdition]:
    """Every set of warming potentials, the earliest first."""
    return list(GwpSetEdition.objects.order_by("publication_year", "slug"))


def lines_named(result: Mapping[str, Any]) -> dict[str, Calculation]:
    """The lines that a finished preview names, by ``calc_…``, with their recipes."""
    named = [line["id"] for line in result["lines"]]
    named += [each["example"] for each in (*result["refused"], *result["not_rebased"])]
    ids = {uuid.UUID(hex=name.removeprefix("calc_")) for name in named if name}
    return {str(row): row for row in Calculation.objects.select_related("recipe").filter(id__in=ids)}


def factors_named(ef_cids: Iterable[str]) -> dict[str, EmissionFactor]:
    """Published figures, by content id."""
    rows = EmissionFactor.objects.select_related("edition").filter(ef_cid__in=set(ef_cids))
    return {row.ef_cid: row for row in rows}
