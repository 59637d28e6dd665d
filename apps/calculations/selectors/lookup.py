"""Looking a factor up in the database: indexed queries for the few rows of one place, decided by the pure search.

Names of a whole category are read for a refusal only, which tells the nearest of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta

from django.db.models import QuerySet

from apps.calculations.catalogue.bundles import Candidate
from apps.calculations.catalogue.editions import Edition, FactorRow, Route
from apps.calculations.catalogue.fallback import PRIVATE, Origin
from apps.calculations.catalogue.finding import Found, find_factor
from apps.calculations.catalogue.matching import printed_name
from apps.calculations.catalogue.nearest import slug
from apps.calculations.catalogue.overrides import OwnFactor
from apps.calculations.models.catalogue import EmissionFactor, FactorEdition
from apps.calculations.models.private import PrivateFactor
from greenlang.engine.canonical_json import sha256_of
from greenlang.engine.contract import FactorRequest
from greenlang.engine.formula import ResolvedFactor
from greenlang.isolation import current_tenant

LOOKUP_VERSION = "1"
"""Raised whenever the same rows would be answered otherwise, in a figure or in a word."""


def lookup_uncached(request: FactorRequest, on: date | None = None) -> ResolvedFactor:
    """The factor that answers, read from the database.

    Raises:
        FactorNotFound: none answers (``FactorNotAvailable``: it is published as NA); names the nearest.
        FactorAmbiguous: several answer; says what to name.
    """
    return lookup_traced(request, on).factor


def lookup_traced(request: FactorRequest, on: date | None = None) -> Found:
    """The same with every step of the way to it."""
    return find_factor(request, DatabaseShelf(), on=on)


@dataclass(frozen=True, slots=True)
class LookupIngredients:
    """Everything an answer depends on; equal ingredients have equal answers, whoever asks."""

    request: dict[str, object]
    day: str
    catalogue: str
    private: str
    lookup: str

    def as_document(self) -> dict[str, object]:
        """Every field by name, for a key."""
        return asdict(self)


def lookup_ingredients(request: FactorRequest, on: date | None = None) -> LookupIngredients:
    """What the answer to a request depends on. The slot names places in errors only and is left out."""
    document = request.as_document()
    del document["slot"]
    day = "" if on is None else _first_day_alike(on)
    return LookupIngredients(document, day, catalogue_state(), private_state(), LOOKUP_VERSION)


def catalogue_state() -> str:
    """A hash of the editions there are; another edition is another state."""
    editions = FactorEdition.objects.order_by("slug").values_list("slug", "content_hash")
    return sha256_of([list(pair) for pair in editions])


def private_state() -> str:
    """A hash of the tenant's approved factors; empty outside a tenant and where it has none."""
    tenant_id = current_tenant()
    if tenant_id is None:
        return ""
    approved = list(PrivateFactor.objects.approved().order_by("ef_cid").values_list("ef_cid", flat=True))
    return sha256_of([str(tenant_id), *approved]) if approved else ""


def days_of_change() -> tuple[date, ...]:
    """The first days of the stretches of time in which every factor keeps its applicability, in order."""
    firsts: set[date | None] = set()
    lasts: set[date | None] = set()
    for first, last in FactorEdition.objects.values_list("applicable_from", "applicable_to"):
        firsts.add(first)
        lasts.add(last)
    rows: list[QuerySet[EmissionFactor] | QuerySet[PrivateFactor]] = [EmissionFactor.objects.order_by()]
    if current_tenant() is not None:
        rows.append(PrivateFactor.objects.approved().order_by())
    for queryset in rows:
        for first, last in queryset.values_list("valid_from", "valid_to").distinct():
            firsts.add(first)
            lasts.add(last)
    after = {last + timedelta(days=1) for last in lasts if last and last < date.max}
    return tuple(sorted({first for first in firsts if first} | after))


def editions_of(factor: ResolvedFactor) -> tuple[str, ...]:
    """What an answer is made of, as tags: "edition:<content hash>", and "private:<tenant>" for figures of its own."""
    tags = []
    content_hash = FactorEdition.objects.filter(slug=factor.edition).values_list("content_hash", flat=True).first()
    if content_hash:
        tags.append(f"edition:{content_hash}")
    figures = [*factor.components, *([factor.published_total] if factor.published_total else [])]
    tenant_id = current_tenant()
    if tenant_id and PrivateFactor.objects.filter(ef_cid__in=[figure.ef_cid for figure in figures]).exists():
        tags.append(f"private:{tenant_id}")
    return tuple(tags)


def _first_day_alike(on: date) -> str:
    return max((day for day in days_of_change() if day <= on), default=date.min).isoformat()


def published_lookup(request: FactorRequest) -> ResolvedFactor:
    """The published factor that answers, whatever the tenant has of its own, unless the request asks for that.

    What a build pins and tests is the same for everybody; an organisation's override takes effect when it calculates.

    Raises:
        FactorNotFound, FactorAmbiguous: as `lookup_uncached`.
    """
    asks_for_own = PRIVATE in {request.source, request.edition, *request.fallback}
    return find_factor(request, DatabaseShelf() if asks_for_own else PublishedShelf()).factor


class DatabaseShelf:
    """The catalogue in the database, and the own factors of the tenant whose scope is open."""

    def published(self, request: FactorRequest) -> list[Candidate]:
        """One place by the index; of the edition named, where it has the place."""
        if _unstorable(request):
            return []
        place = EmissionFactor.objects.filter(
            category=request.category, region=request.region.strip().upper()
        ).order_by("id")
        rows = _of_edition(place.filter(activity=slug(request.activity)), request.edition)
        if not rows:
            rows = _of_edition(place.filter(activity_name__iexact=printed_name(request.activity)), request.edition)
        return _candidates(rows)

    def own(self, request: FactorRequest) -> list[OwnFactor]:
        """The tenant's approved factors of one place, overrides left out: they stand in for what they override."""
        if current_tenant() is None or _unstorable(request):
            return []
        place = PrivateFactor.objects.filter(
            category=request.category, region=request.region.strip().upper(), overrides=""
        )
        if not place.exists():  # mostly there is nothing, which is asked for cheaply
            return []
        rows = list(place.filter(activity=slug(request.activity)).current().told())
        rows = rows or list(place.filter(activity_name__iexact=printed_name(request.activity)).current().told())
        return [row.as_own_factor() for row in rows]

    def names(self, request: FactorRequest, origin: Origin) -> list[Candidate]:
        """One row of every activity and region in the category; of every category where it has none."""
        if origin is Origin.PRIVATE:
            return self._own_names()
        rows = EmissionFactor.objects.order_by()
        if "\x00" not in request.category:
            found = _named(rows.filter(category=request.category), "edition_id", "activity", "region")
            if found:
                return found
        return _named(rows, "edition_id", "category")

    def edition(self, slug: str) -> Edition | None:
        """The published edition of this name."""
        row = FactorEdition.objects.filter(slug=slug).first() if "\x00" not in slug else None
        return row.as_edition() if row else None

    def overrides(self, ef_cids: Sequence[str]) -> Mapping[str, OwnFactor]:
        """The tenant's approved overrides of these figures; at most one of each is current."""
        if current_tenant() is None:
            return {}
        rows = PrivateFactor.objects.filter(overrides__in=ef_cids)
        if not rows.exists():
            return {}
        return {row.overrides: row.as_own_factor() for row in rows.current().told()}

    def _own_names(self) -> list[Candidate]:
        if current_tenant() is None:
            return []
        rows = PrivateFactor.objects.current().told().filter(overrides="")[:1000]
        return [row.as_own_factor().candidate for row in rows]


class PublishedShelf(DatabaseShelf):
    """The catalogue alone."""

    def own(self, request: FactorRequest) -> list[OwnFactor]:
        """Nothing."""
        return []

    def overrides(self, ef_cids: Sequence[str]) -> Mapping[str, OwnFactor]:
        """Nothing."""
        return {}


def _of_edition(rows: QuerySet[EmissionFactor], edition: str) -> list[EmissionFactor]:
    """The rows of the edition named; of all where it has none of them, so that the refusal can say which have."""
    return (list(rows.filter(edition__slug=edition)) if edition else []) or list(rows)


def _candidates(rows: Sequence[EmissionFactor] | QuerySet[EmissionFactor]) -> list[Candidate]:
    rows = list(rows)
    editions = FactorEdition.objects.in_bulk({row.edition_id for row in rows})
    described = {id_: edition.as_edition() for id_, edition in editions.items()}
    return [row.as_candidate(described[row.edition_id]) for row in rows]


def _named(rows: QuerySet[EmissionFactor], *apart: str) -> list[Candidate]:
    """The names in these rows, one of each that differs in ``apart``, as rows that have nothing but names."""
    named = rows.order_by(*apart, "id").distinct(*apart).values_list("edition_id", *_NAMES)
    described = {row.pk: row.as_edition() for row in FactorEdition.objects.all()}
    return [
        Candidate(replace(_NOTHING, **dict(zip(_NAMES, names, strict=True))), described[edition_id], "")
        for edition_id, *names in named
    ]


_NAMES = ("category", "activity", "activity_name", "region", "region_name", "notes")
_NOTHING = FactorRow(
    table="", category="", activity="", activity_name="", region="", region_name="", gas="", value=None,
    published_value="", unit="1", published_unit="", basis="", route=Route.NONE, valid_from=None, valid_to=None,
    notes="", confidence="",
)  # fmt: skip


def _unstorable(request: FactorRequest) -> bool:
    """Whether a text holds what no row can: it is then found nowhere, and the database is not asked."""
    return any("\x00" in text for text in (request.category, request.activity, request.region, request.edition))
