"""The installation's factor catalogue as proposals of completions see it."""

from collections.abc import Sequence
from functools import cached_property

from apps.agents.completion import Catalogue, EditionSaid, Offer
from apps.calculations.selectors.factors import activities_of, factor_editions, gwp_set
from apps.calculations.selectors.lookup import published_lookup


class DatabaseView:
    """Names in the catalogue; each category is read once."""

    def __init__(self) -> None:
        self._offers: dict[str, Sequence[Offer]] = {}

    def editions(self) -> Sequence[EditionSaid]:
        """Every edition of factors."""
        return self._editions

    @cached_property
    def _editions(self) -> Sequence[EditionSaid]:
        return tuple(
            EditionSaid(
                slug=edition.slug,
                title=f"{edition.publisher}, {edition.title}, {edition.edition}",
                published=str(edition.published_on or edition.publication_year),
                known_as=tuple(edition.known_as),
                note=edition.applicability_note,
            )
            for edition in factor_editions()
        )

    def offers(self, category: str) -> Sequence[Offer]:
        """Every activity and region of a category that may serve an inventory."""
        if category not in self._offers:
            self._offers[category] = tuple(Offer(*names) for names in activities_of(category))
        return self._offers[category]


def published_catalogue() -> Catalogue:
    """The published factors alone: what is proposed is the same for everybody."""
    return Catalogue(DatabaseView(), published_lookup, gwp_set)
