"""There is one list of types of events, and the page, the rooms and the subscriptions go by it."""

import re
from itertools import takewhile

import pytest
from django.db import transaction

from apps.agents.lifecycle import TRANSITIONS
from apps.events.event_types import LIFECYCLE, TOLD, TOPIC_OF, is_told
from apps.events.models import Topic
from apps.events.sagas import What
from apps.events.services import event_record
from apps.tenants.models import Tenant
from greenlang.isolation import tenant_scope
from greenlang.settings import BASE_DIR


def documented() -> dict[str, str]:
    """Type → topic, as the table of the page has them."""
    lines = (BASE_DIR / "docs/events.md").read_text().splitlines()
    table = list(takewhile(bool, lines[lines.index("| topic | types | what they tell |") + 2 :]))
    found: dict[str, str] = {}
    topic = ""
    for line in table:
        first, types = line.split("|")[1:3]
        topic = first.strip(" `") or topic
        found |= dict.fromkeys(re.findall(r"`([^`]+)`", types), topic)
    return found


def test_the_page_lists_every_type_with_its_topic_and_no_other() -> None:
    assert documented() == TOPIC_OF


def test_every_step_of_a_version_and_of_a_saga_has_a_type() -> None:
    assert {TOPIC_OF[event] for event in TRANSITIONS} == {LIFECYCLE}
    assert {f"saga.{what}" for what in What} <= set(TOPIC_OF)


def test_every_type_that_is_told_can_be_subscribed_by_itself_and_by_its_kind() -> None:
    for event in TOLD:
        assert is_told(event)
        assert is_told(event.split(".")[0] + ".*")
    assert not is_told("tenant.cleared")
    assert not is_told("exec")


@pytest.mark.parametrize(("topic", "event"), [(Topic.EXECUTION, "exec.nix"), (Topic.METRICS, "exec.completed")])
def test_an_event_of_no_such_type_is_not_recorded(tenant_a: Tenant, topic: Topic, event: str) -> None:
    with tenant_scope(tenant_a.id), transaction.atomic(), pytest.raises(ValueError, match="event_types"):
        event_record(topic=topic, event=event, aggregate_type="x", aggregate_id="x", payload={})
