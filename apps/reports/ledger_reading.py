"""The ledger as a list: found by what the figures keep ready, so that a page is as fast with a million entries."""

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet, Sum

from apps.calculations.models import Calculation, LedgerSegment, Recipe
from apps.calculations.models.ledger import ExactNumeric
from apps.calculations.selectors.ledger import CALCULATION_ID
from apps.inventory.figures.remembering import remembered, standing
from apps.inventory.models import FigureGroup, LedgerLine, Site
from apps.reports.gathering.categories import categories, gases_of
from greenlang.engine.numbers import exact_sum

SORT_KEYS = ("sequence", "co2e")
SITES_OFFERED = 200
NO_COUNTRY = "none"
COUNTED_UP_TO = 10_000
"""Lines of a search that are counted and added up; beyond, there are "more than" so many."""


_OF_OTHER = {"location": ("2-market",), "market": ("2", "2-location")}
"""Scopes of recipes that a method of scope 2 leaves out; a formula's plain "2" is the location-based one."""


def scope_key(scope: str) -> str:
    """The scope of a ledger entry; a formula's plain "2" takes grid averages, the location-based method."""
    return "2-location" if scope == "2" else scope


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asks of the ledger; empty: everything.

    Args:
        scope: "1", "2-location", "2-market" or "3".
        method: "location" or "market": what the other method of scope 2 gives is left out.
        activity: slug of the leading factor's activity.
        source: an activity, or of recipes without one their agent.
        category: key of a `Category`.
        country: of the site, else of its entity; `NO_COUNTRY`: where neither says.
        state: what it stands for, a `LineState`.
    """

    period: str = ""
    scope: str = ""
    method: str = ""
    site: str = ""
    activity: str = ""
    agent: str = ""
    source: str = ""
    category: str = ""
    gas: str = ""
    entity: str = ""
    country: str = ""
    month: date | None = None
    state: str = ""
    search: str = ""

    def groups(self) -> "QuerySet[FigureGroup]":
        """The groups of the entries that are asked for, the search aside."""
        return FigureGroup.objects.filter(self._place())

    def lines(self) -> "QuerySet[LedgerLine]":
        """The entries that are asked for, without an order."""
        rows = LedgerLine.objects.filter(self._place()).order_by()
        return rows.filter(_found(self.search)) if self.search else rows

    def _place(self) -> Q:
        asked = {"period_id": self.period, "site_id": self.site, "month": self.month, "state": self.state}
        place = Q(**{name: value for name, value in asked.items() if value})
        if self.entity or self.country:
            place &= Q(site_id__in=self._sites())
        if self.scope or self.method or self.activity or self.agent or self.source or self.category or self.gas:
            place &= Q(recipe_id__in=self._recipes())
        return place

    def _sites(self) -> list[uuid.UUID]:
        sites = Site.objects.all()
        if self.entity:
            sites = sites.filter(entity_id=self.entity)
        if self.country:
            country = "" if self.country == NO_COUNTRY else self.country
            sites = sites.filter(Q(country=country) | Q(country="", entity__country=country))
            if not country:
                sites = sites.filter(country="", entity__country="")
        return list(sites.values_list("id", flat=True))

    def _recipes(self) -> list[uuid.UUID]:
        recipes = Recipe.objects.all()
        if self.scope:
            recipes = recipes.filter(scope__in=[self.scope, "2"] if self.scope == "2-location" else [self.scope])
        if self.method:
            recipes = recipes.exclude(scope__in=_OF_OTHER[self.method])
        if self.activity:
            recipes = recipes.filter(activity=self.activity)
        if self.agent:
            recipes = recipes.filter(agent_id=self.agent)
        if self.source:
            recipes = recipes.filter(Q(activity=self.source) | Q(activity="", agent_id=self.source))
        if self.gas:
            found = [recipe.id for recipe in recipes if self.gas in {gas["gas"] for gas in gases_of(recipe)}]
        else:
            found = list(recipes.values_list("id", flat=True))
        if self.category:
            known = categories()
            found = [recipe for recipe in found if known[recipe].key == self.category]
        return found


def _found(search: str) -> Q:
    """Entries whose site, activity, agent or formula holds the words, or whose number, id or hash it is."""
    sites = list(Site.objects.filter(name__icontains=search).values_list("id", flat=True)[:COUNTED_UP_TO])
    slug = search.lower().replace(" ", "-")
    named = Q(activity__icontains=slug) | Q(agent_id__icontains=slug) | Q(formula_id__icontains=search)
    recipes = list(Recipe.objects.filter(named).values_list("id", flat=True))
    found = Q(site_id__in=sites) | Q(recipe_id__in=recipes)
    if search.isdecimal() and len(search) < 19:
        found |= Q(sequence=int(search))
    if match := CALCULATION_ID.match(search.replace("-", "")):
        found |= Q(id=uuid.UUID(hex=match[1]))
    return found | _of_hash(search)


_HASH = re.compile(r"(?:sha256:)?([0-9a-f]{8,64})")


def _of_hash(search: str) -> Q:
    """The entries of the segments whose chain hash or root begins so."""
    match = _HASH.fullmatch(search)
    within = Q(pk__in=[])
    if match is None:
        return within
    begins = f"sha256:{match[1]}"
    segments = LedgerSegment.objects.filter(Q(chain_hash__startswith=begins) | Q(root__startswith=begins))[:100]
    for segment in segments.defer("leaves"):
        within |= Q(sequence__gte=segment.first_sequence, sequence__lt=segment.first_sequence + segment.count)
    return within


@dataclass(frozen=True, slots=True)
class LedgerSum:
    """Entries by what they stand for, and their kg CO2e; ``kilograms`` None where there are too many to add up.

    ``both_methods``: lines by both methods of scope 2 are among them, so that the same electricity is in it twice.
    """

    lines: int
    kilograms: Decimal | None
    by_state: dict[str, int]
    is_all: bool = True
    both_methods: bool = False


def ledger_sum(asked: Asked) -> LedgerSum:
    """Totals of whatever the filters leave: of the groups, and where words are searched for, of so many lines."""
    if not asked.search:
        counted = asked.groups().values("state", "recipe_id")
        counted = counted.annotate(n=Sum("lines"), kg=Sum("co2e", output_field=ExactNumeric()))
        return remembered((asked, "lines and CO2e"), standing(), lambda: _sum(list(counted)))
    rows = asked.lines().order_by("-sequence").values("state", "recipe_id", "co2e")[: COUNTED_UP_TO + 1]
    found = list(rows)
    if len(found) > COUNTED_UP_TO:
        return LedgerSum(COUNTED_UP_TO, None, {}, is_all=False)
    return _sum([{**row, "n": 1, "kg": row["co2e"]} for row in found])


def _sum(rows: Sequence[Mapping[str, Any]]) -> LedgerSum:
    by_state: dict[str, int] = {}
    for row in rows:
        by_state[row["state"]] = by_state.get(row["state"], 0) + int(row["n"])
    recipes = Recipe.objects.filter(id__in={row["recipe_id"] for row in rows}, scope__startswith="2")
    scopes = {scope == "2-market" for scope in recipes.values_list("scope", flat=True)}
    total = exact_sum(row["kg"] for row in rows)
    return LedgerSum(sum(by_state.values()), total, by_state, both_methods=len(scopes) == 2)


def entries_of(lines: Sequence[LedgerLine]) -> list[Calculation]:
    """The ledger's own entries of lines, in their order."""
    found = {row.id: row for row in Calculation.objects.filter(id__in=[line.id for line in lines])}
    return [found[line.id] for line in lines if line.id in found]


def choices_of(field: str) -> list[str]:
    """What is in a column of the recipes, such as the agents that have calculated."""
    rows = Recipe.objects.exclude(**{field: ""}).order_by(field).values_list(field, flat=True)
    return list(rows.distinct())


def sites_offered(chosen: uuid.UUID | None) -> list[tuple[str, str]]:
    """Sites to choose from by id and name: all where they are few, else the one that is chosen."""
    sites = Site.objects.order_by("name", "id").values_list("id", "name")
    listed = list(sites[: SITES_OFFERED + 1])
    if len(listed) > SITES_OFFERED:
        listed = list(sites.filter(id=chosen)) if chosen else []
    return [(str(id_), name) for id_, name in listed]


def months_of(period: uuid.UUID) -> list[date]:
    """The months that a period's lines stand in."""
    months = FigureGroup.objects.filter(period_id=period).order_by("month").values_list("month", flat=True)
    return [month for month in months.distinct() if month]
