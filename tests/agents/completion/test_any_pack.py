"""Whatever a readable pack says, a proposal is made or declined with a reason, and what is proposed can be read."""

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.agents.completion import lacking, propose
from apps.agents.domains import match_domain
from apps.agents.spec import SpecError, SpecReading, read_any, read_spec
from apps.agents.spec.explanation import understood
from tests.agents.completion.carried_view import carried
from tests.agents.spec.spec_samples import wild
from tests.agents.spec.test_any_document import damaged, parsed

READABLE = ["kiln.factory", "boiler.ai", "furnace.resource"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(READABLE), st.integers(0, 2**32), st.integers(1, 5))
def test_a_damaged_pack_is_proposed_for_or_told_why_not(name: str, seed: int, times: int) -> None:
    data = yaml.safe_dump(damaged(parsed(name), seed, times), allow_unicode=True).encode()
    try:
        reading = read_any(data)
    except SpecError:
        return
    if not isinstance(reading, SpecReading):
        return
    proposal = propose(reading, match_domain(reading.spec), carried())
    assert bool(proposal.completion) != bool(proposal.nothing)
    if proposal.completion:
        assert read_spec(data, completion=proposal.completion).spec.formulas


@pytest.mark.parametrize("name", READABLE)
def test_everything_understood_and_lacking_has_its_place(name: str) -> None:
    reading = read_spec(wild(name))
    lines = wild(name).decode().splitlines()
    parts = understood(reading)
    assert all(part.meaning and 1 <= part.line <= len(lines) for part in parts)
    inputs = [part for part in parts if part.meaning.startswith("input ")]
    assert len(inputs) == len(reading.spec.agent.inputs)
    for part, field in zip(inputs, reading.spec.agent.inputs, strict=True):
        assert field.name in lines[part.line - 1]
    assert all(finding.mend for finding in lacking(reading.spec))


def test_what_has_formulas_lacks_nothing() -> None:
    completion = propose(read_spec(wild("boiler.ai")), match_domain(read_spec(wild("boiler.ai")).spec), carried())
    assert lacking(read_spec(wild("boiler.ai"), completion=completion.completion).spec) == ()


def test_an_input_that_may_be_left_out_is_depended_on_by_nothing() -> None:
    pack = wild("kiln.factory").replace(b"        default: US\n", b"", 1)
    reading = read_spec(pack)
    proposal = propose(reading, match_domain(reading.spec), carried())
    told = {left.what: left.why for left in proposal.unserved}
    assert told["the input region"] == "it may be left out, so that nothing can depend on it"
    if proposal.completion:
        spec = read_spec(pack, completion=proposal.completion).spec
        assert all("region" not in formula.when for formula in spec.formulas)
