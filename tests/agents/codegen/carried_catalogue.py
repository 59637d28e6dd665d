"""The editions the product carries, as a catalogue without a database: factors by the steps allowed, and potentials."""

from functools import cache

from apps.agents.codegen import GeneratedAgent, factor_requests_for, generate
from apps.agents.domains import match_domain
from apps.agents.spec import read_spec
from apps.calculations.catalogue.bundles import Candidate
from apps.calculations.catalogue.content_id import ef_cid
from apps.calculations.catalogue.finding import find_factor
from apps.calculations.catalogue.gwp_sets import gwp_set_of
from apps.calculations.catalogue.reading import EDITIONS, read_edition, read_editions
from greenlang.engine import FactorRequest, GwpSet, ResolvedFactor
from tests.calculations.catalogue.shelves import ListedShelf


@cache
def shelf() -> ListedShelf:
    """Every published row."""
    rows = [(row, read.edition) for read in read_editions() for row in read.factors]
    return ListedShelf([Candidate(row, edition, ef_cid(row, edition)) for row, edition in rows])


@cache
def carried_factor(request: FactorRequest) -> ResolvedFactor:
    """As the product finds it outside any tenant."""
    return find_factor(request, shelf()).factor


@cache
def carried_potentials(name: str) -> GwpSet:
    """The full set of a short name."""
    read = read_edition(EDITIONS / f"ipcc-gwp-{name.lower()}")
    return gwp_set_of(read.edition, read.gwps)


def build_carried(source: bytes, completion: bytes = b"") -> GeneratedAgent:
    """Read, match, pin, generate, by the editions carried."""
    spec = read_spec(source, completion=completion).spec
    pinned = [(request, carried_factor(request)) for request in factor_requests_for(spec)]
    return generate(spec, match_domain(spec), pinned=pinned, source=source, potentials=carried_potentials)
