"""The editions the product carries, read once for all tests."""

from functools import cache

from apps.calculations.catalogue.editions import FactorRow, ReadEdition
from apps.calculations.catalogue.reading import read_editions


@cache
def editions() -> dict[str, ReadEdition]:
    """Every carried edition, by slug."""
    return {read.edition.slug: read for read in read_editions()}


def factors(slug: str, **columns: object) -> list[FactorRow]:
    """The rows of an edition in which these columns hold these values."""
    rows = editions()[slug].factors
    return [row for row in rows if all(getattr(row, name) == value for name, value in columns.items())]


def factor(slug: str, **columns: object) -> FactorRow:
    """The one row of an edition in which these columns hold these values."""
    (row,) = factors(slug, **columns)
    return row
