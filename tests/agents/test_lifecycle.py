"""Fourteen transitions of the drawing, those decided besides, and no others."""

import itertools

import pytest

from apps.agents.lifecycle import (
    STATES,
    TRANSITIONS,
    Created,
    ErrorDetails,
    IllegalTransition,
    RetiredVersion,
    State,
    legal_verbs,
    payload_document,
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
