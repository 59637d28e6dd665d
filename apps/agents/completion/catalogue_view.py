"""What the proposer sees of a factor catalogue: handed in, so that this room knows no figures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from apps.agents.spec.potentials import Potentials
from greenlang.engine import FactorRequest, ResolvedFactor

Lookup: TypeAlias = Callable[[FactorRequest], ResolvedFactor]
"""Finds a factor exactly or raises a ``GreenLangError``."""


@dataclass(frozen=True, slots=True)
class EditionSaid:
    """An edition there is.

    Attributes:
        slug: as a factor names it.
        title: publisher, title and edition, for people.
        published: ISO day or year of publication, for finding the latest.
        known_as: what packs call its publisher.
        note: what years it serves.
    """

    slug: str
    title: str
    published: str
    known_as: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """An activity an edition has figures of in a region."""

    edition: str
    activity: str
    name: str
    region: str


class CatalogueView(Protocol):
    """Names in the catalogue, without figures."""

    def editions(self) -> Sequence[EditionSaid]:
        """Every edition of factors."""
        ...

    def offers(self, category: str) -> Sequence[Offer]:
        """Every activity and region of a category that may serve an inventory."""
        ...


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All a proposal rests on.

    Attributes:
        view: what there is.
        lookup: the factor for a request; a proposal names none that this does not find.
        potentials: the set of warming potentials of a short name.
    """

    view: CatalogueView
    lookup: Lookup
    potentials: Potentials

    def latest(self, prefix: str) -> EditionSaid | None:
        """The edition published last of those whose slug begins so."""
        found = [edition for edition in self.view.editions() if edition.slug.startswith(prefix)]
        return max(found, key=lambda edition: (edition.published, edition.slug), default=None)
