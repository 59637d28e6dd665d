"""The same bus on Kafka, over the real protocol: in order, once, and caches still hear of changes."""

import socket
from collections.abc import Callable, Iterator
from dataclasses import replace

import psycopg
import pytest
from django.db import transaction

from apps.events.bus.interface import BusDown, Delivery
from apps.events.bus.kafka import KafkaPublisher, KafkaSubscription
from apps.events.bus.redis_streams import CacheNotices
from apps.events.consumers import Group
from apps.events.envelope import Event
from apps.events.models import DeadLetter, Topic
from apps.events.relay import publish
from apps.events.services import event_record
from apps.tenants.models import Tenant
from apps.tenants.services import tenant_create
from greenlang.caching.invalidation import INVALIDATING_STREAMS
from greenlang.caching.listener import Listener
from greenlang.caching.redis_tier import generation_key
from greenlang.errors import Conflict
from greenlang.isolation import tenant_scope
from tests.embedded.processes import wait_for
from tests.events.counting import effect, effects, orders, working
from tests.events.kafka_cluster import kafka_cluster
from tests.events.surroundings import Surroundings
from tests.events.test_relay import commit, told, unpublished

pytestmark = pytest.mark.thorough

TOPIC = "agent.execution"
GROUP = Group("counting", (TOPIC,), effect, pauses=(0.0,))


@pytest.fixture
def cluster() -> Iterator[dict[str, str]]:
    with kafka_cluster() as found:
        yield found


@pytest.fixture
def alpha(surroundings: Surroundings) -> Tenant:
    return tenant_create(slug="alpha", name="Alpha")


@pytest.fixture
def bus(surroundings: Surroundings, cluster: dict[str, str]) -> Iterator[KafkaPublisher]:
    with KafkaPublisher(cluster, CacheNotices(surroundings.redis.url)) as publisher:
        yield publisher


def tell(surroundings: Surroundings, bus: KafkaPublisher) -> None:
    with psycopg.connect(surroundings.service_url, autocommit=True) as service:
        while publish(service, bus):
            pass


def join(cluster: dict[str, str]) -> Callable[[], KafkaSubscription]:
    return lambda: KafkaSubscription(cluster, "counting", (TOPIC,))


def gathered(member: KafkaSubscription, taken: list[Delivery]) -> int:
    """How many a member has by now."""
    taken += member.take(10, 0.5)
    return len(taken)


def test_events_travel_by_their_aggregate_and_have_their_effect_once_and_in_order(
    surroundings: Surroundings, alpha: Tenant, cluster: dict[str, str], bus: KafkaPublisher
) -> None:
    ids = [commit(alpha, f"aggregate-{number % 5}", number // 5) for number in range(50)]
    tell(surroundings, bus)
    assert unpublished(surroundings) == 0
    with working(GROUP, join(cluster), members=2):
        assert wait_for(lambda: len(effects(alpha)) == 50, 60)
    assert effects(alpha) == dict.fromkeys(ids, 1)
    assert orders(alpha) == {f"aggregate-{name}": list(range(10)) for name in range(5)}


def test_an_event_is_the_same_envelope_on_either_bus(
    surroundings: Surroundings, alpha: Tenant, cluster: dict[str, str], bus: KafkaPublisher
) -> None:
    event_id = commit(alpha, "execution-1", 7, text="Zürich", big=12345678901234567890123)
    tell(surroundings, bus)
    member = join(cluster)()
    taken: list[Delivery] = []
    assert wait_for(lambda: gathered(member, taken) == 1, 30)
    event = Event.read(TOPIC, taken[0].raw)
    assert (str(event.id), event.aggregate_id, event.tenant_id) == (event_id, "execution-1", alpha.id)
    assert event.data == {"number": "7", "text": "Zürich", "big": 12345678901234567890123}
    member.done(taken)
    member.close()


def test_what_a_member_did_not_finish_another_does_and_what_fails_is_a_dead_letter(
    surroundings: Surroundings, alpha: Tenant, cluster: dict[str, str], bus: KafkaPublisher
) -> None:
    poison, other = commit(alpha, "poison"), commit(alpha, "other")
    tell(surroundings, bus)
    dead = join(cluster)()
    begun: list[Delivery] = []
    assert wait_for(lambda: gathered(dead, begun) == 2, 30)
    dead.close()

    def poisoned(event: Event) -> None:
        effect(event)
        if event.aggregate_id == "poison":
            raise Conflict("no meter")

    def buried() -> list[str]:
        with tenant_scope(alpha.id):
            return list(DeadLetter.objects.values_list("subject", flat=True))

    with working(replace(GROUP, handle=poisoned), join(cluster)):
        assert wait_for(lambda: buried() == [poison], 60)
        assert wait_for(lambda: effects(alpha) == {other: 1}, 60)


def test_what_a_cluster_does_not_take_stays_unpublished_and_is_told_when_it_is_back(
    surroundings: Surroundings, alpha: Tenant, cluster: dict[str, str]
) -> None:
    event_id = commit(alpha, "later")
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        away = {"bootstrap.servers": f"127.0.0.1:{nobody.getsockname()[1]}", "log_level": 0}
        notices = CacheNotices(surroundings.redis.url)
        with KafkaPublisher(away, notices, seconds=1) as down, pytest.raises(BusDown):
            tell(surroundings, down)
    assert unpublished(surroundings) == 1
    with KafkaPublisher(cluster, CacheNotices(surroundings.redis.url)) as bus:
        tell(surroundings, bus)
    with working(GROUP, join(cluster)):
        assert wait_for(lambda: effects(alpha) == {event_id: 1}, 60)


def test_caches_hear_of_changes_over_redis_while_kafka_carries_the_events(
    surroundings: Surroundings, alpha: Tenant, bus: KafkaPublisher
) -> None:
    with tenant_scope(alpha.id), transaction.atomic():
        event_record(
            topic=Topic.PLATFORM, event="tenant.updated", aggregate_type="tenant", aggregate_id="alpha", payload={}
        )
    key = generation_key(f"tenant:{alpha.id}")
    before = surroundings.redis.client.get(key)
    commit(alpha, "execution-1")
    tell(surroundings, bus)
    assert surroundings.redis.client.get(key) not in {None, before}
    assert [event["type"] for event in told(surroundings, "platform")] == ["tenant.updated"]
    assert told(surroundings) == []


def test_a_process_that_listens_for_its_caches_hears_what_goes_over_kafka(
    surroundings: Surroundings, alpha: Tenant, bus: KafkaPublisher
) -> None:
    heard: list[str] = []
    listener = Listener(
        surroundings.redis.url,
        INVALIDATING_STREAMS,
        on_event=lambda stream, event: heard.append(event["type"]),
        on_gap=lambda: None,
    )
    listener.start()
    with tenant_scope(alpha.id), transaction.atomic():
        event_record(
            topic=Topic.LIFECYCLE, event="agent.paused", aggregate_type="agent_version", aggregate_id="v",
            payload={"agent_id": "boiler"},
        )  # fmt: skip
    commit(alpha, "execution-1")
    tell(surroundings, bus)
    assert wait_for(lambda: heard == ["agent.paused"], 10)
    listener.stop()
