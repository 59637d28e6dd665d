"""The bus by the settings: Redis Streams, or Kafka where ``KAFKA`` names a cluster."""

import os
import socket
import uuid
from collections.abc import Sequence

from django.conf import settings

from apps.events.bus import redis_streams
from apps.events.bus.interface import Publisher, Subscription
from apps.events.bus.kafka import KafkaPublisher, KafkaSubscription
from apps.events.bus.redis_streams import CacheNotices, RedisPublisher, RedisSubscription


def publisher() -> Publisher:
    """What the relay publishes to."""
    if not settings.KAFKA:
        return RedisPublisher(settings.REDIS_URL)
    return KafkaPublisher(settings.KAFKA, CacheNotices(settings.REDIS_URL))


def subscription(group: str, topics: Sequence[str], *, alone: bool) -> Subscription:
    """A new member of a consumer group.

    Args:
        alone: no other member works; on Kafka, where partitions keep the order, it makes no difference.
    """
    if not settings.KAFKA:
        member = f"{socket.gethostname()}-{os.getpid()}-{uuid.uuid4().hex[:8]}"
        claim_after = 0.0 if alone else redis_streams.CLAIM_SECONDS
        return RedisSubscription(settings.REDIS_URL, group, topics, member, claim_after=claim_after)
    return KafkaSubscription(settings.KAFKA, group, topics)
