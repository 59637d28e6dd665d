"""Reading the catalogue: one factor for a request, a set of warming potentials, the factor library's search.

The catalogue is global; what is kept of it, and how, is said in `factor_cache`.
"""

from datetime import date

from django.db.models import Q, QuerySet

from apps.calculations.catalogue.editions import FactorUse
from apps.calculations.catalogue.errors import FactorNotFound, UnknownGwpSet
from apps.calculations.catalogue.gwp_sets import gwp_set_name, gwp_set_of
from apps.calculations.catalogue.synonyms import alternatives
from apps.calculations.factor_cache import factor_lookup_cached, gwp_names_cached, gwp_set_cached
from apps.calculations.models.catalogue import EmissionFactor, FactorEdition, GwpSetEdition
from greenlang.engine.contract import FactorRequest
from greenlang.engine.formula import ResolvedFactor
from greenlang.engine.gases import GwpSet

MAX_WORDS = 8


def factor_lookup(request: FactorRequest, *, on: date | None = None) -> ResolvedFactor:
    """The factor that answers a request, with how it was found: exactly, or by the steps it allows as ``fallback``.

    In a tenant's scope its approved overrides and own factors count; outside any, the published ones alone.

    Args:
        request: what is wanted.
        on: a day of the activity; the factor must be applicable on it. None: not looked at.

    Raises:
        FactorNotFound: none answers (``FactorNotAvailable``: it is published as NA); names the nearest.
        FactorAmbiguous: several answer; says what to name.
    """
    return factor_lookup_cached(request, on)


def gwp_set(slug_or_name: str) -> GwpSet:
    """The set a name means: "AR5", "AR5GWP100", "ipcc-gwp-ar5".

    Raises:
        UnknownGwpSet: there is none; names those there are.
    """
    rows = gwp_names_cached(lambda: list(GwpSetEdition.objects.values_list("slug", "set_name", "content_hash")))
    name = gwp_set_name(slug_or_name)
    meant = next((row for row in rows if slug_or_name == row[0] or name == row[1]), None)
    if meant is None:
        known = ", ".join(row[1] for row in rows) or "none; import the catalogue first"
        message = f"There is no set of global warming potentials {slug_or_name[:60]!r}."
        raise UnknownGwpSet(message, where="gwp_set", mend=f"Known: {known}.")
    content_hash = meant[2]
    return gwp_set_cached(content_hash, lambda: _gwp_set(content_hash))


def gwp_sets_known() -> list[str]:
    """Names of the sets there are, oldest report first."""
    return list(GwpSetEdition.objects.order_by("set_name").values_list("set_name", flat=True))


def search_factors(
    text: str = "", *, category: str = "", region: str = "", edition: str = "", gas: str = ""
) -> QuerySet[EmissionFactor]:
    """Factors in which every word, or another name of it, occurs somewhere; without words, all of them."""
    found: QuerySet[EmissionFactor] = EmissionFactor.objects.select_related("edition").defer("searched")
    named = {"category": category, "region": region, "edition__slug": edition, "gas": gas}
    found = found.filter(**{field: value for field, value in named.items() if value})
    words = text.replace("\x00", " ").split()[:MAX_WORDS]
    editions = _edition_texts() if words else {}
    for word in words:
        names = alternatives(word)
        anywhere = Q(edition_id__in=[pk for pk, said in editions.items() if any(name in said for name in names)])
        for name in names:
            anywhere |= Q(searched__contains=name)
        found = found.filter(anywhere)
    return found


def _edition_texts() -> dict[int, str]:
    """What a word may say of each edition, in lower case."""
    rows = FactorEdition.objects.values_list("pk", "slug", "publisher", "title", "known_as")
    return {pk: " ".join((slug, publisher, title, *known_as)).lower() for pk, slug, publisher, title, known_as in rows}


def factor_editions() -> list[FactorEdition]:
    """Every edition of factors, by slug."""
    return list(FactorEdition.objects.order_by("slug"))


def activities_of(category: str) -> list[tuple[str, str, str, str]]:
    """Every activity of a category that may serve an inventory: edition's slug, activity, its name, region."""
    serving = EmissionFactor.objects.filter(category=category, use=FactorUse.INVENTORY.value)
    names = ("edition__slug", "activity", "activity_name", "region")
    return list(serving.order_by(*names).values_list(*names).distinct())


def factor_get(ef_cid: str) -> EmissionFactor:
    """The factor with this content id.

    Raises:
        FactorNotFound: there is none.
    """
    factor = EmissionFactor.objects.select_related("edition").filter(ef_cid=ef_cid[:19]).first()
    if factor is None or factor.ef_cid != ef_cid:
        raise FactorNotFound(f"There is no emission factor {ef_cid[:40]!r}.", where="ef_cid")
    return factor  # type: ignore[no-any-return]


def _gwp_set(content_hash: str) -> GwpSet:
    row = GwpSetEdition.objects.get(content_hash=content_hash)
    return gwp_set_of(row.as_edition(), [value.as_row() for value in row.values.order_by("id")])
