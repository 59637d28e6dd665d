"""The domains an agent can belong to, and what the method library serves in each.

A domain answers "what kind of emissions is this about?". Scopes and scope 3 categories are those of the GHG
Protocol. Every method of the library and every category of the factor catalogue has one home among them; other
domains may borrow a category. docs/domains.md shows all of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from apps.agents.domains import beside, direct, energy, value_chain
from apps.agents.domains.domain import Domain, Sector
from greenlang.engine import METHODS

TAXONOMY: tuple[Domain, ...] = (
    *direct.DOMAINS,
    *energy.DOMAINS,
    *value_chain.UPSTREAM,
    *value_chain.DOWNSTREAM,
    *beside.DOMAINS,
)
"""In the order that decides between equal scores."""

GENERAL = Domain(
    id="general",
    title="General calculation",
    scope="",
    activity="any quantity with a factor",
    sector=Sector.ANY,
    unserved="Too few signs say which methods would serve it.",
)

BY_ID: Mapping[str, Domain] = {domain.id: domain for domain in (*TAXONOMY, GENERAL)}


@dataclass(frozen=True, slots=True)
class Service:
    """What the method library and the factor catalogue have for a domain.

    Attributes:
        methods: by id, in the library's order; empty where none serves it.
        categories: of the catalogue, its own before those it borrows.
        gases: what its factors can be of; ``published`` is whichever the publication gives.
        remark: why there is no method; empty where there is one.
    """

    methods: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    gases: tuple[str, ...] = ()
    remark: str = ""


@cache
def service_of(domain_id: str) -> Service:
    """What serves a domain of the taxonomy, or the general one. Raises ``KeyError`` for any other id."""
    domain = BY_ID[domain_id]
    methods = dict.fromkeys(id_ for id_, _ in METHODS if family_of(id_) in domain.families)
    categories = (*sorted(domain.categories), *sorted(domain.borrowed))
    return Service(tuple(methods), categories, domain.gases, domain.unserved)


def family_of(method: str) -> str:
    """``stationary-combustion`` of ``stationary-combustion/energy@1``."""
    return method.partition("/")[0].strip()
