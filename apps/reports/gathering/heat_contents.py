"""What the catalogue publishes of a fuel that turns an amount of it into energy."""

from collections.abc import Iterable, Iterator
from typing import Any

from apps.calculations.catalogue.editions import FactorUse
from apps.calculations.models.catalogue import EmissionFactor
from apps.reports.gathering.energy import PUBLISHED, PublishedContent
from apps.reports.shapes import LineParameter


def contents_published(activities: Iterable[str]) -> list[PublishedContent]:
    """Heat contents, densities and energy uses of these activities, of every edition."""
    rows = EmissionFactor.objects.filter(category__in=PUBLISHED, activity__in=list(activities), value__isnull=False)
    rows = rows.exclude(use=FactorUse.REFERENCE.value)
    columns = ("ef_cid", "category", "activity", "value", "unit", "edition__slug", "edition__publisher")
    return [PublishedContent(*row) for row in rows.values_list(*columns, "edition__publication_year")]


def contents_registered(used: Iterable[LineParameter]) -> Iterator[dict[str, Any]]:
    """Rows of the factor register for what `LineEnergy.contents` names."""
    cids = {each["ef_cid"] for each in used}
    for factor in EmissionFactor.objects.filter(ef_cid__in=cids).select_related("edition"):
        yield {
            "ef_cid": factor.ef_cid,
            "gas": factor.gas,
            "value": factor.value,
            "unit": factor.unit,
            "activity": factor.activity,
            "region": factor.region,
            "source": f"{factor.edition.publisher}, {factor.edition.title}",
            "edition": factor.edition.slug,
            "table": factor.table,
            "data_year": factor.edition.data_year,
            "basis": factor.basis,
            "citation": factor.citation,
            "licence": factor.edition.licence,
        }
