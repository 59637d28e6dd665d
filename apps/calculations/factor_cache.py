"""The tiers around the catalogue: factors, and sets of warming potentials.

An answer lies under everything it depends on (`LookupIngredients`): it is never wrong and carries no tag. What can
become old are the *states* the ingredients are made of, one small entry for the catalogue and each tenant; events
drop these. Refusals are not kept: they are rare, and they name places of the request that asked.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection

from apps.calculations.models.catalogue import GwpSetEdition, LicenceAcceptance
from apps.calculations.selectors.lookup import (
    LOOKUP_VERSION,
    LookupIngredients,
    catalogue_state,
    days_of_change,
    lookup_uncached,
    private_state,
)
from greenlang.caching.invalidation import CATALOGUE, tenant_tag
from greenlang.caching.keys import PUBLIC, factor_key
from greenlang.caching.process import process_cache
from greenlang.caching.tiers import Kind, TieredCache
from greenlang.caching.transactions import changing
from greenlang.engine.canonical_json import sha256_of
from greenlang.engine.contract import FactorRequest
from greenlang.engine.formula import ResolvedFactor
from greenlang.engine.gases import GwpSet
from greenlang.isolation import current_tenant


@dataclass(frozen=True, slots=True)
class CatalogueStates:
    """What answers depend on besides the request, in one tenant's scope or outside any.

    ``private`` is empty where the tenant has no factor of its own: such tenants share the public entries.
    """

    catalogue: str
    private: str
    days: tuple[date, ...]

    def first_day_alike(self, on: date) -> date:
        """The first day of the stretch of time in which every factor keeps its applicability."""
        index = bisect_right(self.days, on)
        return self.days[index - 1] if index else date.min

    def as_document(self) -> dict[str, object]:
        """Every field by name; days in ISO form."""
        return {"catalogue": self.catalogue, "private": self.private, "days": [day.isoformat() for day in self.days]}

    @classmethod
    def from_document(cls, document: Any) -> "CatalogueStates":
        """Read what `as_document` wrote."""
        days = tuple(date.fromisoformat(day) for day in document["days"])
        return cls(_text(document["catalogue"]), _text(document["private"]), days)

    @classmethod
    def read(cls) -> "CatalogueStates":
        """From the database, for the scope that is open."""
        return cls(catalogue_state(), private_state(), days_of_change())


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text is needed")
    return value


def _published_state() -> str:
    sets = GwpSetEdition.objects.order_by("slug").values_list("content_hash", flat=True)
    accepted = LicenceAcceptance.objects.order_by("edition_id").values_list("edition__slug", flat=True)
    return sha256_of([catalogue_state(), list(sets), list(accepted)])


def _gwp_set(document: Any) -> GwpSet:
    values = {gas: Decimal(_text(value)) for gas, value in document["values"].items()}
    return GwpSet(_text(document["id"]), _text(document["name"]), values, _text(document["source"]))


def _names(document: Any) -> tuple[tuple[str, str, str], ...]:
    return tuple((_text(slug), _text(name), _text(content_hash)) for slug, name, content_hash in document)


FACTOR = Kind("ef", encode=ResolvedFactor.as_document, decode=ResolvedFactor.from_document)
STATES = Kind("ef-states", encode=CatalogueStates.as_document, decode=CatalogueStates.from_document, counted=False)
PUBLISHED: Kind[str] = Kind("published-state", encode=str, decode=_text, counted=False)
GWP_SET = Kind("gwp", encode=GwpSet.as_document, decode=_gwp_set)
GWP_NAMES: Kind[tuple[tuple[str, str, str], ...]] = Kind("gwp-names", encode=list, decode=_names, counted=False)


def factor_lookup_cached(
    request: FactorRequest, on: date | None = None, *, cache: TieredCache | None = None
) -> ResolvedFactor:
    """As `lookup_uncached`, from the nearest tier that has the answer.

    A transaction that changes the catalogue or the tenant's own factors reads its own rows, and leaves nothing in
    the tiers.
    """
    tenant = current_tenant()
    tags = _tags(tenant)
    if changing(tags):
        return lookup_uncached(request, on)
    cache = cache or process_cache()
    states = _states(tenant, cache, CatalogueStates.read)
    owner = tenant if states.private else None
    day = None if on is None else states.first_day_alike(on)
    return cache.get(
        FACTOR,
        (owner, states.catalogue, states.private, day, request),
        key=lambda: answer_key(request, day, states, owner),
        load=lambda: lookup_uncached(request, on),
    )


def factor_states(read: Callable[[], CatalogueStates] = CatalogueStates.read) -> CatalogueStates | None:
    """What every answer in the present tenant's scope depends on; None within a transaction that changes it.

    Args:
        read: reads it from the database, where no tier has it.
    """
    tenant = current_tenant()
    return None if changing(_tags(tenant)) else _states(tenant, process_cache(), read)


def _states(tenant: UUID | None, cache: TieredCache, read: Callable[[], CatalogueStates]) -> CatalogueStates:
    return cache.get(STATES, tenant, key=lambda: _states_key(tenant), load=read, tags=_tags(tenant))


def answer_key(request: FactorRequest, day: date | None, states: CatalogueStates, owner: UUID | None) -> str:
    """Where the answer lies in Redis; the request's slot is no part of it."""
    asked = request.as_document()
    del asked["slot"]
    ingredients = LookupIngredients(
        request=asked,
        day="" if day is None else day.isoformat(),
        catalogue=states.catalogue,
        private=states.private,
        lookup=LOOKUP_VERSION,
    )
    return factor_key(
        tenant=owner,
        source=request.edition or request.source,
        fuel_type=request.activity,
        region=request.region,
        on=day,
        identity=[getattr(ingredients, field.name) for field in fields(ingredients)],
    )


def gwp_names_cached(read: Callable[[], Sequence[tuple[str, str, str]]]) -> Sequence[tuple[str, str, str]]:
    """Slug, name and content hash of every set there is."""
    tags = (CATALOGUE,)
    if changing(tags):
        return read()
    return process_cache().get(
        GWP_NAMES, "", key=lambda: f"gwp:names:{_database()}", load=lambda: tuple(read()), tags=tags
    )


def gwp_set_cached(content_hash: str, read: Callable[[], GwpSet]) -> GwpSet:
    """The set with this content."""
    return process_cache().get(GWP_SET, content_hash, key=lambda: f"gwp:{content_hash}", load=read)


def published_state() -> str:
    """A hash of everything the public catalogue shows: editions, sets, and which of them may be passed on."""
    tags = (CATALOGUE,)
    if changing(tags):
        return _published_state()
    return process_cache().get(
        PUBLISHED, "", key=lambda: f"ef-states:{_database()}:published", load=_published_state, tags=tags
    )


def _states_key(tenant: UUID | None) -> str:
    return f"ef-states:{_database()}:{PUBLIC if tenant is None else tenant}"


def _database() -> str:
    """What a state is the state of: databases may share a Redis."""
    return str(connection.settings_dict["NAME"])


@lru_cache(maxsize=4096)
def _tags(tenant: UUID | None) -> tuple[str, ...]:
    return (CATALOGUE,) if tenant is None else (CATALOGUE, tenant_tag(tenant))
