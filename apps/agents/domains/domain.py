"""What a domain is: one kind of emitting activity, and the signs by which a specification shows it."""

from dataclasses import dataclass
from enum import StrEnum

from apps.agents.spec.fields import PUBLISHED

COMBUSTION_GASES = ("CO2", "CH4", "N2O", "CO2_biogenic", "CO2e")
"""Of burning fuel: each gas where it is published apart, CO2e where it is not; CO2 of biomass is told apart."""

ENERGY_GASES = ("CO2", "CH4", "N2O", "CO2e")
"""Of energy made by somebody else, of journeys and of freight."""

TOTAL_ONLY = ("CO2e",)
"""Published as one total: no other set of warming potentials can be applied."""

ANY_GAS = (PUBLISHED,)
"""Whichever gases the publication gives, as in a specification's ``gases: published``."""


class Sector(StrEnum):
    """Where in the economy the activity is."""

    ENERGY = "energy"
    TRANSPORT = "transport"
    INDUSTRY = "industry"
    BUILDINGS = "buildings"
    WASTE = "waste"
    LAND = "land"
    TRADE = "trade"
    FINANCE = "finance"
    REPORTING = "reporting"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Domain:
    """One kind of emitting activity, or of work beside emissions.

    Attributes:
        id: slug.
        title: for people.
        scope: "1", "2" or "3" of the GHG Protocol; empty where the domain is of no scope.
        activity: what is measured.
        sector: where in the economy.
        families: the methods of the library that serve it, by the part of their name before the slash.
        categories: categories of the factor catalogue whose home it is; each has one home.
        borrowed: categories at home in other domains that serve it too.
        gases: what its factors can be of.
        words: words and phrases in lower case that point to it; compared without a plural s.
        types: types of agent that point to it.
        scope3_category: 1 to 15; 0 outside scope 3.
        unserved: why no method of the library serves it; empty where one does.
    """

    id: str
    title: str
    scope: str
    activity: str
    sector: Sector
    families: tuple[str, ...] = ()
    categories: frozenset[str] = frozenset()
    borrowed: frozenset[str] = frozenset()
    gases: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    types: frozenset[str] = frozenset()
    scope3_category: int = 0
    unserved: str = ""
