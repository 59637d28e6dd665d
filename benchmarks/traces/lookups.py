"""Lookups of emission factors as they come: places by Zipf's law, days of one year, from a fixed seed."""

import random
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from apps.calculations.factor_cache import CatalogueStates
from apps.calculations.models.catalogue import EmissionFactor
from apps.calculations.selectors.lookup import lookup_uncached
from greenlang.engine.contract import FactorRequest
from greenlang.errors import GreenLangError

SEED = 20250101
PLACES = 400
LOOKUPS = 50_000
ZIPF = 1.1
Lookup = tuple[FactorRequest, date]


class Zipf:
    """Numbers from 0: the n-th is drawn 1/n^1.1 as often as the first."""

    def __init__(self, count: int) -> None:
        self._weights = list(accumulate(1 / rank**ZIPF for rank in range(1, count + 1)))

    def draw(self, choose: random.Random) -> int:
        """One of them."""
        return bisect_left(self._weights, choose.random() * self._weights[-1])


@dataclass(frozen=True, slots=True)
class Trace:
    """Lookups in their order; ``distinct`` of them lie under keys of their own."""

    lookups: Sequence[Lookup]
    distinct: int


def published_trace() -> Trace:
    """Places that answer, the most frequent first by a shuffle, each lookup's by Zipf's law."""
    choose = random.Random(SEED)
    places = _places(choose)
    often, first = Zipf(len(places)), date(2025, 1, 1)
    chosen = [often.draw(choose) for _ in range(LOOKUPS)]
    lookups = [(places[index], first + timedelta(days=choose.randrange(365))) for index in chosen]
    states = CatalogueStates.read()
    return Trace(lookups, len({(request, states.first_day_alike(day)) for request, day in lookups}))


def _places(choose: random.Random) -> list[FactorRequest]:
    """Requests, one gas each, that the catalogue answers on every day of the year."""
    ids = list(EmissionFactor.objects.exclude(gas="").exclude(value=None).order_by("id").values_list("id", flat=True))
    choose.shuffle(ids)
    found: dict[FactorRequest, None] = {}
    for row_id in ids:
        row = EmissionFactor.objects.select_related("edition").get(id=row_id)
        request = FactorRequest(
            slot="factor",
            category=row.category,
            activity=row.activity,
            region=row.region,
            unit=row.unit.replace(f"({row.gas})", "", 1),
            gases=(row.gas,),
            edition=row.edition.slug,
            basis=row.basis,
        )
        try:
            for day in (date(2025, 1, 1), date(2025, 12, 31)):
                lookup_uncached(request, day)
        except GreenLangError:
            continue
        found[request] = None
        if len(found) == PLACES:
            break
    return list(found)
