"""The ranker over what the running agents can take: made once for a set of offers and editions, and kept."""

from collections import OrderedDict, defaultdict

from django.conf import settings

from apps.calculations.selectors.activities import activities_listed, editions_told
from apps.inventory.mapping.offers import AgentOffer, PublishedActivity, options_of
from apps.inventory.mapping.rankers import ranker_of
from apps.inventory.mapping.ranking import Ranker
from greenlang.engine.frozen import FrozenMap

_MOST = 8
_Known = tuple[str, tuple[AgentOffer, ...], FrozenMap[str, tuple[str, int]]]
_kept: OrderedDict[_Known, Ranker] = OrderedDict()


def ranker_for(offers: tuple[AgentOffer, ...]) -> Ranker:
    """The ranker of the settings over what these agents can be asked for, with the editions there are."""
    editions = FrozenMap(editions_told())
    known = (settings.MAPPING_RANKER, offers, editions)
    if known not in _kept:
        _kept[known] = ranker_of(settings.MAPPING_RANKER, options_of(offers, _published(offers, editions)))
        if len(_kept) > _MOST:
            _kept.popitem(last=False)
    return _kept[known]


def _published(
    offers: tuple[AgentOffer, ...], editions: FrozenMap[str, tuple[str, int]]
) -> tuple[PublishedActivity, ...]:
    categories = {slot.category for offer in offers for slot in offer.slots}
    regions: dict[tuple[str, str, str, str], dict[str, str]] = defaultdict(dict)
    gases: dict[tuple[str, str, str, str], set[str]] = defaultdict(set)
    for category, edition, activity, name, region, region_name, gas in activities_listed(categories):
        regions[category, edition, activity, name][region] = region_name
        gases[category, edition, activity, name] |= {gas} - {""}
    carbon = {category for (category, *_), found in gases.items() if any(gas.startswith("CO2") for gas in found)}
    return tuple(
        PublishedActivity(
            category,
            edition,
            *editions[edition],
            activity,
            name,
            FrozenMap(found),
            frozenset(gases[category, edition, activity, name]),
            category in carbon,
        )
        for (category, edition, activity, name), found in regions.items()
    )
