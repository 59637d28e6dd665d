"""Fourteen transitions of the drawing, those decided besides, and no others."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest

from apps.agents.lifecycle import (
    STATES,
    TRANSITIONS,
    Created,
    ErrorDetails,
    IllegalTransition,
    ImpossibleLog,
    QualityVerdict,
    RetiredVersion,
    State,
    legal_verbs,
    payload_document,
    replay,
    transition_for,
)

DRAWN = {
    ("draft", "building"), ("building", "testing"), ("building", "failed"), ("testing", "validated"),
    ("testing", "failed"), ("validated", "staged"), ("staged", "active"), ("staged", "failed"), ("active", "running"),
    ("running", "paused"), ("paused", "running"), ("running", "active"), ("active", "retired"), ("failed", "draft"),
}  # fmt: skip
DECIDED = {("draft", "retired"), ("paused", "retired"), ("staged", "retired")} | {
    (state, "failed") for state in STATES if state not in {"failed", "retired"}
}


def edges() -> set[tuple[str, str]]:
    return {(source, t.target) for t in TRANSITIONS.values() for source in t.sources}


def test_there_are_ten_states() -> None:
    assert len(set(STATES)) == 10


def test_the_transitions_are_the_drawn_and_the_decided_ones() -> None:
    assert edges() == DRAWN | DECIDED


@pytest.mark.parametrize(("event", "state"), itertools.product(TRANSITIONS, STATES))
def test_every_other_pair_is_refused_with_what_is_possible(event: str, state: str) -> None:
    transition = TRANSITIONS[event]
    payload = object.__new__(transition.payload)
    if state in transition.sources:
        assert transition_for(event, state, payload).target == transition.target
    else:
        error = RetiredVersion if state == State.RETIRED else IllegalTransition
        with pytest.raises(error) as refusal:
            transition_for(event, state, payload)
        assert refusal.value.mend


def test_an_event_carries_its_own_payload_and_no_other() -> None:
    with pytest.raises(TypeError, match="ErrorDetails"):
        transition_for("agent.failed", State.DRAFT, Created("", "", ""))


def test_a_payload_is_plain_data() -> None:
    details = ErrorDetails("parse", "invalid-spec", "no", [{"pointer": "/pack"}])
    assert payload_document(details) == {
        "stage": "parse", "code": "invalid-spec", "message": "no", "errors": [{"pointer": "/pack"}],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("state", "verbs"),
    [
        (State.STAGED, {"deploy", "start", "retire"}),
        (State.ACTIVE, {"start", "retire"}),
        (State.RUNNING, {"stop", "pause"}),
        (State.PAUSED, {"resume", "retire"}),
        (State.FAILED, {"retry"}),
        (State.RETIRED, set()),
        (State.BUILDING, set()),
    ],
)
def test_people_are_offered_the_legal_verbs_only(state: str, verbs: set[str]) -> None:
    assert set(legal_verbs(state)) == verbs


@dataclass(frozen=True)
class Step:
    """A step of a log."""

    event: str
    source: str
    target: str
    payload: Mapping[str, Any]


CREATED = Step("agent.created", "", "draft", {"spec_hash": "h", "spec_name": "n", "spec_version": "1"})
GENERATED = Step("agent.generated", "draft", "building", {"spec_hash": "h", "domain": "d", "template": "t"})
BUILT = Step("agent.built", "building", "testing", {"files": 1, "bytes": 2, "code_hash": "h"})
VERDICT = {"verdict": "PASS", "score": "90", "label": "", "evaluation_hash": "h", "review": {}}
VALIDATED = Step("agent.validated", "testing", "validated", VERDICT)


def test_a_log_replays_to_the_state_it_leads_to() -> None:
    assert [replay(log) for log in ([CREATED], [CREATED, GENERATED], [CREATED, GENERATED, BUILT, VALIDATED])] == [
        "draft",
        "building",
        "validated",
    ]


@pytest.mark.parametrize(
    ("log", "where", "says"),
    [
        ([], "event 1", "no event"),
        ([GENERATED], "event 1", "not there yet"),
        ([CREATED, CREATED], "event 2", "starts from nothing"),
        ([CREATED, BUILT], "event 2", "the version was draft"),
        ([CREATED, replace(BUILT, source="draft")], "event 2", "not possible from draft"),
        ([CREATED, replace(GENERATED, target="testing")], "event 2", "leads to building"),
        ([CREATED, replace(GENERATED, event="agent.hatched")], "event 2", "no such event"),
        ([CREATED, replace(GENERATED, payload={})], "event 2", "payload"),
        ([CREATED, replace(GENERATED, payload={**GENERATED.payload, "more": 1})], "event 2", "payload"),
        ([replace(CREATED, source="failed")], "event 1", "starts from failed"),
        (
            [CREATED, GENERATED, BUILT, replace(VALIDATED, payload={**VERDICT, "verdict": "CONDITIONAL"})],
            "event 4",
            "without an approving review",
        ),
    ],
)
def test_a_log_that_cannot_be_is_refused_at_its_first_impossible_event(log: list[Step], where: str, says: str) -> None:
    with pytest.raises(ImpossibleLog, match=says) as refusal:
        replay(log)
    assert refusal.value.where == where


@pytest.mark.parametrize(
    ("verdict", "review"), [("FAIL", {}), ("CONDITIONAL", {}), ("CONDITIONAL", {"decision": "reject"})]
)
def test_nothing_is_validated_but_by_a_pass_or_an_approval(verdict: str, review: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="validates nothing"):
        QualityVerdict(verdict, "65", "", "h", review)
    assert QualityVerdict("CONDITIONAL", "65", "", "h", {"decision": "approve"}).verdict == "CONDITIONAL"
