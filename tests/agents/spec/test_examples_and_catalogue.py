"""The example packs against the product's own catalogue: every factor they ask for is there, exactly once."""

from functools import cache

import pytest

from apps.agents.codegen import factor_requests_for
from apps.agents.spec import read_spec, validate_spec
from apps.calculations.catalogue.bundles import Candidate
from apps.calculations.catalogue.content_id import ef_cid
from apps.calculations.catalogue.matching import match_factor
from apps.calculations.catalogue.reading import read_editions
from greenlang.engine import FactorRequest, ResolvedFactor
from tests.agents.codegen.agent_samples import catalogue
from tests.agents.spec.spec_samples import example


@cache
def candidates() -> tuple[Candidate, ...]:
    rows = [(row, read.edition) for read in read_editions() for row in read.factors]
    return tuple(Candidate(row, edition, ef_cid(row, edition)) for row, edition in rows)


def lookup(request: FactorRequest) -> ResolvedFactor:
    return match_factor(candidates(), request)


@pytest.mark.parametrize("name", ["stationary-combustion", "purchased-electricity"])
def test_examples_are_valid_against_the_catalogue(name: str) -> None:
    spec = read_spec(example(name)).spec
    assert validate_spec(spec, lookup=lookup) == []
    for request in factor_requests_for(spec):
        published = {(c.gas or "heat-content"): c.value for c in lookup(request).components}
        typed = {c.gas: c.value for c in catalogue(request).components}
        assert list(published.values()) == list(typed.values()), request


@pytest.mark.parametrize("change", [("fuel: natural-gas,", "fuel: natural-gass,"), ("default: US", "default: UK")])
def test_an_unknown_fuel_or_region_names_the_nearest(change: tuple[str, str]) -> None:
    spec = read_spec(example("stationary-combustion").decode().replace(*change).encode()).spec
    found = [finding for finding in validate_spec(spec, lookup=lookup) if finding.is_error]
    assert found
    assert all("natural-gas" in finding.mend or "US" in finding.mend for finding in found), found[0]
