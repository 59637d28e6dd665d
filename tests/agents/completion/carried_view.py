"""The names of the editions the product carries, as the proposer sees them, without a database."""

from collections.abc import Sequence
from functools import cache

from apps.agents.completion import Catalogue, EditionSaid, Offer
from apps.calculations.catalogue.editions import FactorUse
from apps.calculations.catalogue.reading import read_editions
from tests.agents.codegen.carried_catalogue import carried_factor, carried_potentials


class CarriedView:
    """Editions and offers of the carried files."""

    def editions(self) -> Sequence[EditionSaid]:
        """Every edition of factors."""
        return tuple(
            EditionSaid(
                slug=read.edition.slug,
                title=f"{read.edition.publisher}, {read.edition.title}, {read.edition.edition}",
                published=str(read.edition.published_on or read.edition.publication_year),
                known_as=tuple(read.edition.known_as),
                note=read.edition.applicability_note,
            )
            for read in read_editions()
            if read.factors
        )

    def offers(self, category: str) -> Sequence[Offer]:
        """Every activity and region of a category."""
        rows = [
            Offer(read.edition.slug, row.activity, row.activity_name, row.region)
            for read in read_editions()
            for row in read.factors
            if row.category == category and row.use is FactorUse.INVENTORY
        ]
        return tuple(dict.fromkeys(rows))


@cache
def carried() -> Catalogue:
    """All a proposal rests on, of what the product carries."""
    return Catalogue(_cached_view(), carried_factor, carried_potentials)


def _cached_view() -> CarriedView:
    view = CarriedView()
    view.editions = cache(view.editions)  # type: ignore[method-assign]
    view.offers = cache(view.offers)  # type: ignore[method-assign]
    return view
