"""Whatever JSON an agent's process writes, the evaluation reads it to its end: bounded, and as figures or findings."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.evaluation.agent_under_test import AgentUnderTest
from apps.evaluation.contracts import ConsumerExpectation, Contract
from apps.evaluation.depth import GATE
from apps.evaluation.dimensions import DIMENSIONS
from apps.evaluation.instruments import elsewhere, interface, load, mutation, probe, suite
from apps.evaluation.instruments.mutants import Mutant
from apps.evaluation.instruments.sandboxed import MOST, is_ours, spoken, stages_of
from apps.evaluation.observations import Observations, SourceReading
from apps.evaluation.score_table import TABLE
from apps.evaluation.scoring import score
from greenlang.engine.canonical_json import canonical_json
from greenlang.sandbox import SandboxResult

TOKEN = "a token"
ENDED = SandboxResult("ok", 0, "", b"", b"", truncated=False, seconds=0.0, mechanism="none")
AGENT = AgentUnderTest({"agent/__init__.py": b"", "openapi.json": b"{}"}, "test/agent", "1.0.0")
SUITE_NAMES = ("tests", "errors", "files", "outcome", "message", "num_statements", "covered_lines", "missing_lines")
STAGES = (
    "import", "unusable", "samples", "outcomes", "latency", "repetition", "endurance", "kept", "faults", "description",
    "contract", "agreement", "others", "changed", "event open", "single", "run", "callers", "requests", "answer 0",
    "judged", "interpreter",
)  # fmt: skip
MEMBERS = (
    "error", "count", "calculated", "refused", "outcomes", "nanoseconds", "equal", "made", "failed", "first", "bytes",
    "calculations", "faults", "fault", "answer", "where", "description", "checks", "check", "wrong", "answers", "names",
    "rates", "requests", "how", "findings", "answered", "name", "version", "end", "test", "passed", "line",
)  # fmt: skip
numbers = st.sampled_from([0, -1, 1, 10**30, "NaN", "1e999999", "-1", "4/0", "sNaN"])
scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | numbers
anything = st.recursive(
    scalars,
    lambda below: (
        st.lists(below, max_size=3)
        | st.dictionaries(st.sampled_from((*MEMBERS, *SUITE_NAMES, "1", "10")) | st.text(), below, max_size=4)
    ),
    max_leaves=12,
)
said_stages = st.dictionaries(
    st.sampled_from(STAGES), st.dictionaries(st.sampled_from(MEMBERS), anything, max_size=4), max_size=6
)
said_documents = st.dictionaries(st.sampled_from((*SUITE_NAMES, "unchanged", "mutants")), anything, max_size=5)


def lines(stages: Mapping[str, Mapping[str, Any]]) -> bytes:
    written = (json.dumps({**members, "stage": name, "token": TOKEN}) for name, members in stages.items())
    return "\n".join(written).encode()


@given(said_stages, said_documents)
def test_every_reader_and_every_dimension_bears_any_json(
    stages: dict[str, dict[str, Any]], document: dict[str, Any]
) -> None:
    read = stages_of(lines(stages), TOKEN)
    assert set(read) == set(stages)
    plain = spoken(json.dumps(document).encode())
    asked = interface._exchanges(read)
    assert all(isinstance(each["answer"], dict) for each in asked)
    observed = Observations(
        agent=AGENT,
        suite=suite._read(plain, frozenset({"tests/test_it.py::test_it"}), "none"),
        probe=probe._read(read, ENDED, samples_given=True),
        sources=SourceReading((), "", (), ()),
        load=load._read(read, ""),
        elsewhere=(elsewhere._read(read, "", ""),),
        interface=interface._read(read, ""),
        mutation=mutation._read(plain, [Mutant("agent/a.py", 1, "x", "a", "b", 0, 1, "b")], 1),
        earlier=(Contract({"id": "test/agent", "version": "0.9.0", "inputs": [], "outputs": []}, samples=({},)),),
        consumers=(ConsumerExpectation("a consumer", "1.0.0", documents=({},)),),
        depth=GATE,
    )
    for row in TABLE:
        reading = DIMENSIONS[row.number - 1].read(observed)
        assert reading.figures or reading.failure or reading.not_measured
        if reading.figures:
            assert 0 <= score(row.number, reading.figures) <= 100
        assert canonical_json([finding.as_document() for finding in reading.evidence])


@pytest.mark.parametrize(("made", "failed"), [(10**12, 10**12), (50, 10**12), (-1, 5), ("many", [1])])
def test_forged_failures_are_no_more_than_could_have_been_made(made: object, failed: object) -> None:
    stages = stages_of(lines({"endurance": {"made": made, "failed": failed}}), TOKEN)
    found = probe._read(stages, ENDED, samples_given=True).endurance
    assert 0 <= found[1] <= found[0] <= 100_000


@pytest.mark.parametrize("rates", [5, [], {}, {"1": "fast"}, {"x": "1"}, {"1": "NaN"}, {"1": "1e99"}, {"1": None}])
def test_rates_that_are_none_are_a_load_not_borne(rates: object) -> None:
    stages = stages_of(lines({way: {"rates": rates} for way in load.WAYS}), TOKEN)
    assert not load._read(stages, "").rates


def test_a_token_of_other_letters_is_somebody_else_s() -> None:
    assert not is_ours({"token": "\u00e9"}, TOKEN)
    assert not is_ours([TOKEN], TOKEN)


def test_text_can_be_stored_and_nesting_shown() -> None:
    assert spoken(rb'{"a\u0000": "b\ud800"}') == {"a\ufffd": "b?"}
    for depth in (50, 100_000):
        with pytest.raises(ValueError):
            spoken(b"[" * depth + b"]" * depth)


def test_numbers_beyond_all_measure_are_cut() -> None:
    stages = stages_of(lines({"latency": {"nanoseconds": [-5, 10**300, "1"]}}), TOKEN)
    assert probe._read(stages, ENDED, samples_given=True).nanoseconds == (0, MOST)
