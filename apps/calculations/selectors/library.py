"""The factor library: search with facets, a figure's other editions, and two editions side by side."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Count, QuerySet

from apps.calculations.catalogue.comparing import Figure, Key, Pair, by_size, paired
from apps.calculations.catalogue.facets import FACETS, NO_GAS, FacetGroup, facet_counts
from apps.calculations.models.catalogue import EmissionFactor, FactorEdition
from apps.calculations.selectors.factors import search_factors
from greenlang.engine.units import UnitError, conversion, parse_unit
from greenlang.errors import NotFound

_IN_ROW = {"category": "category", "region": "region"}


@dataclass(frozen=True)
class LibrarySearch:
    """Words, and what is chosen of the facets.

    ``found`` are the figures that have all of it; ``counts`` by facet and value how many choosing it would leave;
    ``names`` what editions and regions are called.
    """

    text: str
    chosen: Mapping[str, str]
    editions: Mapping[int, FactorEdition] = field(repr=False)
    groups: Sequence[FacetGroup] = field(repr=False)
    regions: Mapping[str, str] = field(repr=False)

    @property
    def counts(self) -> dict[str, Counter[str]]:
        """By facet and value."""
        return facet_counts(self.groups, self.chosen)

    @property
    def total(self) -> int:
        """How many figures there are of what is asked."""
        return sum(group.figures for group in self.groups if group.fits(self.chosen))

    @property
    def found(self) -> QuerySet[EmissionFactor]:
        """The figures, without an order."""
        rows = search_factors(self.text).filter(**{_IN_ROW[n]: v for n, v in self.chosen.items() if n in _IN_ROW})
        if "gas" in self.chosen:
            rows = rows.filter(gas="" if self.chosen["gas"] == NO_GAS else self.chosen["gas"])
        asked = {name: value for name, value in self.chosen.items() if name in EDITION_FACETS}
        if asked:
            rows = rows.filter(edition_id__in=[pk for pk, each in self.editions.items() if _has(each, asked)])
        return rows


EDITION_FACETS = ("source", "edition", "year", "licence")


def library_search(text: str, chosen: Mapping[str, str]) -> LibrarySearch:
    """A search of the library; of what is chosen, the `FACETS` and what some figure of the catalogue has.

    One query counts every facet: the figures are grouped by all of them at once.
    """
    found = _searched(text)
    asked = {name: value for name, value in chosen.items() if name in FACETS and value}
    if _without(found.groups, asked):
        asked = {name: asked[name] for name in asked.keys() - _without(_searched("").groups, asked)}
    return replace(found, chosen=asked)


def _without(groups: Sequence[FacetGroup], asked: Mapping[str, str]) -> set[str]:
    """The facets of which no figure has what is asked."""
    return {name for name, value in asked.items() if not any(group.values[name] == value for group in groups)}


def _searched(text: str) -> LibrarySearch:
    editions = {edition.pk: edition for edition in FactorEdition.objects.all()}
    rows = search_factors(text).order_by().values_list("edition_id", "category", "region", "region_name", "gas")
    groups: list[FacetGroup] = []
    regions: dict[str, str] = {}
    for edition_id, category, region, region_name, gas, figures in rows.annotate(figures=Count("id")):
        values = {**_edition_values(editions[edition_id]), "category": category, "region": region, "gas": gas or NO_GAS}
        groups.append(FacetGroup(values, figures))
        regions.setdefault(region, region_name)
    return LibrarySearch(text, {}, editions, groups, regions)


def _edition_values(edition: FactorEdition) -> dict[str, str]:
    return {
        "source": edition.publisher,
        "edition": edition.slug,
        "year": str(edition.publication_year),
        "licence": edition.licence,
    }


def _has(edition: FactorEdition, asked: Mapping[str, str]) -> bool:
    values = _edition_values(edition)
    return all(values[name] == value for name, value in asked.items())


def factor_gases(factor: EmissionFactor) -> list[EmissionFactor]:
    """The other gases of the same published factor: same edition, table, place, basis, route and time."""
    same = ("edition_id", "table", "category", "activity", "region", "basis", "route")
    rows = EmissionFactor.objects.filter(**{name: getattr(factor, name) for name in same}).exclude(pk=factor.pk)
    denominator, time = factor.unit.partition("/")[2], (factor.valid_from, factor.valid_to)
    alike = (row for row in rows.order_by("gas", "id") if (row.valid_from, row.valid_to) == time)
    return [row for row in alike if row.unit.partition("/")[2] == denominator]


def factor_history(factor: EmissionFactor) -> list[EmissionFactor]:
    """The same thing in other editions, of any publisher: same category, activity, region, gas, basis and dimension.

    The newest first. Of one edition, the rows in a unit that converts to the figure's own.
    """
    rows = (
        EmissionFactor.objects.select_related("edition")
        .filter(category=factor.category, activity=factor.activity, region=factor.region, gas=factor.gas)
        .filter(basis=factor.basis, route=factor.route)
        .exclude(edition_id=factor.edition_id)
        .order_by("-edition__publication_year", "edition__slug", "id")
    )
    return [row for row in rows if converts(row.unit, factor.unit)]


def converts(unit: str, other: str) -> bool:
    """Whether values in the one are values in the other."""
    try:
        conversion(parse_unit(unit), parse_unit(other))
    except UnitError:
        return False
    return True


class EditionKey(NamedTuple):
    """An edition and the hash of what is in it."""

    pk: int
    content_hash: str

    @classmethod
    def of(cls, edition: FactorEdition) -> "EditionKey":
        """Of a row."""
        return cls(edition.pk, edition.content_hash)


class Names(NamedTuple):
    """Every category of the catalogue, and what each of its regions is called, by code."""

    categories: list[str]
    regions: dict[str, str]


def names_known() -> Names:
    """Of the catalogue as it stands; kept for as long as no edition comes or goes."""
    keys = FactorEdition.objects.order_by("pk").values_list("pk", "content_hash")
    return _names_of(tuple(EditionKey(*key) for key in keys))


@lru_cache(maxsize=2)
def _names_of(editions: tuple[EditionKey, ...]) -> Names:
    rows = EmissionFactor.objects.filter(edition_id__in=[edition.pk for edition in editions]).order_by()
    places = sorted(rows.values_list("category", "region", "region_name").distinct())
    return Names(sorted({category for category, _, _ in places}), {code: name for _, code, name in places})


def edition_get(slug: str) -> FactorEdition:
    """The edition of this name. Raises `NotFound`."""
    edition: FactorEdition | None = FactorEdition.objects.filter(slug=slug[:80]).first()
    if edition is None:
        raise NotFound("There is no such edition.", where="edition")
    return edition


@lru_cache(maxsize=2)
def editions_compared(before: EditionKey, after: EditionKey) -> tuple[Pair, ...]:
    """Every figure of both editions, the largest changes first. Kept for the pages that follow: neither changes."""
    return tuple(by_size(paired(edition_figures(before), edition_figures(after))))


def edition_figures(edition: EditionKey) -> list[Figure]:
    """Every figure of an edition, in the order it was imported in."""
    rows = EmissionFactor.objects.filter(edition_id=edition.pk).order_by("id")
    names = (*Key._fields, "table", "activity_name", "region_name", "value", "ef_cid")
    width = len(Key._fields)
    return [Figure(Key._make(row[:width]), *row[width:]) for row in rows.values_list(*names)]
