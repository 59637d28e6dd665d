"""What the catalogue has figures for: each activity of an edition with the regions it is published for."""

from collections.abc import Iterable, Iterator

from apps.calculations.catalogue.editions import FactorUse
from apps.calculations.models.catalogue import EmissionFactor, FactorEdition

Listed = tuple[str, str, str, str, str, str, str]
"""Category, edition's slug, activity, its name, region, its name, gas."""
_COLUMNS = ("category", "edition__slug", "activity", "activity_name", "region", "region_name", "gas")


def activities_listed(categories: Iterable[str]) -> Iterator[Listed]:
    """Of these categories, what may serve an inventory, each once and in order."""
    serving = EmissionFactor.objects.filter(category__in=list(categories), use=FactorUse.INVENTORY.value)
    yield from serving.order_by(*_COLUMNS).values_list(*_COLUMNS).distinct()


def editions_told() -> dict[str, tuple[str, int]]:
    """Title and year of publication by slug."""
    rows = FactorEdition.objects.values_list("slug", "title", "publication_year")
    return {slug: (title, year) for slug, title, year in rows}
