"""Kafka brokers of a test's own: librdkafka's mock cluster, which speaks the real protocol on real sockets."""

from collections.abc import Iterator
from contextlib import contextmanager

from confluent_kafka import Producer


@contextmanager
def kafka_cluster(brokers: int = 3) -> Iterator[dict[str, str]]:
    """The settings of a client; the cluster ends with the block."""
    owner = Producer({"bootstrap.servers": "mock", "test.mock.num.brokers": brokers, "log_level": 0})
    found = owner.list_topics(timeout=20).brokers.values()
    servers = ",".join(f"{broker.host}:{broker.port}" for broker in found)
    # A member that is gone is missed soon, so that tests wait for nothing longer than they must.
    yield {"bootstrap.servers": servers, "session.timeout.ms": "6000", "heartbeat.interval.ms": "500"}
    del owner
