"""Reading the catalogue: one factor for a request, a set of warming potentials, the factor library's search.

The catalogue is global. What is kept in process is keyed by an edition's content hash: it cannot go stale.
"""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from django.db.models import Q, QuerySet

from apps.calculations.catalogue.bundles import Candidate
from apps.calculations.catalogue.errors import FactorNotFound, UnknownGwpSet
from apps.calculations.catalogue.gwp_sets import gwp_set_name, gwp_set_of
from apps.calculations.catalogue.matching import match_factor
from apps.calculations.models.catalogue import EmissionFactor, FactorEdition, GwpSetEdition
from greenlang.engine.contract import FactorRequest
from greenlang.engine.formula import ResolvedFactor
from greenlang.engine.gases import GwpSet

MAX_WORDS = 8
_SEARCHED = (
    "activity", "activity_name", "region", "region_name", "category", "gas", "ef_cid", "notes",
    "edition__slug", "edition__publisher", "edition__title",
)  # fmt: skip


def factor_lookup(request: FactorRequest, *, on: date | None = None) -> ResolvedFactor:
    """The one published factor that answers exactly, with how it was found; never a fallback.

    Raises:
        FactorNotFound: none answers (``FactorNotAvailable``: it is published as NA); names the nearest.
        FactorAmbiguous: several answer; says what to name.
    """
    hashes = dict(FactorEdition.objects.values_list("slug", "content_hash"))
    asked = [hashes[request.edition]] if request.edition in hashes else list(hashes.values())
    indexes = [_candidates(content_hash) for content_hash in asked]
    found = [candidate for index in indexes for candidate in index.get(request.category, ())]
    if not found:
        # Only for the refusal, which names the categories there are.
        found = [candidate for index in indexes for rows in index.values() for candidate in rows]
    return match_factor(found, request, on=on)


def gwp_set(slug_or_name: str) -> GwpSet:
    """The set a name means: "AR5", "AR5GWP100", "ipcc-gwp-ar5".

    Raises:
        UnknownGwpSet: there is none; names those there are.
    """
    rows = list(GwpSetEdition.objects.values("slug", "set_name", "content_hash"))
    name = gwp_set_name(slug_or_name)
    meant = next((row for row in rows if slug_or_name == row["slug"] or name == row["set_name"]), None)
    if meant is None:
        known = ", ".join(row["set_name"] for row in rows) or "none; import the catalogue first"
        message = f"There is no set of global warming potentials {slug_or_name[:60]!r}."
        raise UnknownGwpSet(message, where="gwp_set", mend=f"Known: {known}.")
    return _gwp_set(meant["content_hash"])


def search_factors(
    text: str = "", *, category: str = "", region: str = "", edition: str = "", gas: str = ""
) -> QuerySet[EmissionFactor]:
    """Factors in which every word occurs somewhere, for the factor library; without words, all of them."""
    found: QuerySet[EmissionFactor] = EmissionFactor.objects.select_related("edition")
    named = {"category": category, "region": region, "edition__slug": edition, "gas": gas}
    found = found.filter(**{field: value for field, value in named.items() if value})
    for word in text.replace("\x00", " ").split()[:MAX_WORDS]:
        anywhere = Q()
        for field in _SEARCHED:
            anywhere |= Q(**{f"{field}__icontains": word})
        found = found.filter(anywhere)
    return found


def factor_get(ef_cid: str) -> EmissionFactor:
    """The factor with this content id.

    Raises:
        FactorNotFound: there is none.
    """
    factor = EmissionFactor.objects.select_related("edition").filter(ef_cid=ef_cid[:19]).first()
    if factor is None or factor.ef_cid != ef_cid:
        raise FactorNotFound(f"There is no emission factor {ef_cid[:40]!r}.", where="ef_cid")
    return factor  # type: ignore[no-any-return]


@lru_cache(maxsize=64)
def _candidates(content_hash: str) -> Mapping[str, tuple[Candidate, ...]]:
    """An edition's rows by category, in the order they are printed."""
    row = FactorEdition.objects.get(content_hash=content_hash)
    edition = row.as_edition()
    grouped: dict[str, list[Candidate]] = {}
    for factor in row.factors.order_by("id"):
        grouped.setdefault(factor.category, []).append(factor.as_candidate(edition))
    return {category: tuple(candidates) for category, candidates in grouped.items()}


@lru_cache(maxsize=64)
def _gwp_set(content_hash: str) -> GwpSet:
    row = GwpSetEdition.objects.get(content_hash=content_hash)
    return gwp_set_of(row.as_edition(), [value.as_row() for value in row.values.order_by("id")])
