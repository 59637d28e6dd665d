"""The bus on Kafka: one topic a topic, the aggregate as key, one transaction a batch.

Transactions make a batch all or none, and let a relay that was taken for dead publish nothing more. Consumers read
what was committed. Cache notices go on over Redis, where the shared cache is.
"""

import logging
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any, Self

from confluent_kafka import Consumer, KafkaError, KafkaException, Message, Producer, TopicPartition

from apps.events.bus.interface import BusDown, Database, Delivery
from apps.events.bus.redis_streams import CacheNotices
from apps.events.envelope import OutboxRow, envelope

logger = logging.getLogger(__name__)

TRANSACTIONAL_ID = "greenlang-relay"
TIMEOUT_SECONDS = 30.0
LARGEST_TAKE = 500
"""Events that a member has in hand at most: so many may have been begun by the member before."""

Config = Mapping[str, Any]


def _quiet(config: Config) -> dict[str, Any]:
    return {"logger": logger, "client.id": "greenlang", **config}


class KafkaPublisher:
    """One transaction a batch; after an error a new producer is made, which fences the old one.

    Args:
        config: of librdkafka, with ``bootstrap.servers`` and whatever the cluster asks for.
        notices: tells the caches.
        seconds: after which a cluster that does not answer is away.
    """

    def __init__(self, config: Config, notices: CacheNotices, *, seconds: float = TIMEOUT_SECONDS) -> None:
        self._config = config
        self._seconds = seconds
        self._notices = notices
        self._producer: Producer | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._notices.close()
        self._producer = None

    def recover(self, database: Database) -> None:
        """Kafka keeps what it was told; caches may have missed notices."""
        self._notices.recover()

    def publish(self, rows: Sequence[OutboxRow]) -> None:
        """Notices for the caches, then the events in one transaction."""
        self._notices.publish(rows)
        try:
            producer = self._producer or self._connect()
            producer.begin_transaction()
            refused: list[KafkaError] = []

            def delivered(error: KafkaError | None, message: Message) -> None:
                if error is not None:
                    refused.append(error)

            for row in rows:
                producer.produce(row.topic, envelope(row), key=row.key.encode(), on_delivery=delivered)
                producer.poll(0)
            left = producer.flush(self._seconds)
            if refused or left:
                raise KafkaException(refused[0] if refused else KafkaError(KafkaError._TIMED_OUT))
            producer.commit_transaction(self._seconds)
        except (KafkaException, BufferError) as error:
            self._abandon()
            raise BusDown(str(error)) from error

    def _connect(self) -> Producer:
        producer = Producer(
            _quiet(
                {
                    "enable.idempotence": True,
                    "acks": "all",
                    "compression.type": "lz4",
                    "linger.ms": 5,
                    "transactional.id": TRANSACTIONAL_ID,
                    **self._config,
                }
            )
        )
        producer.init_transactions(self._seconds)
        self._producer = producer
        return producer

    def _abandon(self) -> None:
        producer, self._producer = self._producer, None
        if producer is not None:
            producer.purge()


class KafkaSubscription:
    """A member of a consumer group; offsets are committed once events are done."""

    def __init__(self, config: Config, group: str, topics: Sequence[str]) -> None:
        self._consumer = Consumer(
            _quiet(
                {
                    "group.id": group,
                    "enable.auto.commit": False,
                    "auto.offset.reset": "earliest",
                    "isolation.level": "read_committed",
                    "allow.auto.create.topics": True,
                    # A member that died holds its partitions for so long; the library's default is 45 seconds.
                    "session.timeout.ms": 10_000,
                    **config,
                }
            )
        )
        self._begun: dict[tuple[str, int], int] = {}
        self._consumer.subscribe(list(topics), on_assign=self._assigned)

    def take(self, limit: int, seconds: float) -> list[Delivery]:
        """What came; the first ones of a partition just assigned may have been begun by the member before."""
        try:
            messages = self._consumer.consume(min(limit, LARGEST_TAKE), seconds)
        except (KafkaException, RuntimeError) as error:
            raise BusDown(str(error)) from error
        found = []
        for message in messages:
            wrong = message.error()
            if wrong is None:
                found.append(self._delivery(message))
            elif wrong.fatal():
                raise BusDown(str(wrong))
            elif wrong.code() != KafkaError.UNKNOWN_TOPIC_OR_PART:
                logger.warning("Kafka says: %s", wrong)
        return found

    def _delivery(self, message: Message) -> Delivery:
        partition = (str(message.topic()), int(message.partition() or 0))
        left = self._begun.get(partition, 0)
        self._begun[partition] = max(0, left - 1)
        value = message.value()
        raw = value if isinstance(value, bytes) else (value or "").encode()
        return Delivery(partition[0], raw, (*partition, int(message.offset() or 0)), left > 0)

    def done(self, deliveries: Sequence[Delivery]) -> None:
        """Commit the offsets behind them."""
        last = {delivery.place[:2]: delivery.place[2] + 1 for delivery in deliveries}
        offsets = [TopicPartition(topic, partition, offset) for (topic, partition), offset in last.items()]
        try:
            if offsets:
                self._consumer.commit(offsets=offsets, asynchronous=False)
        except KafkaException as error:
            raise BusDown(str(error)) from error

    def close(self) -> None:
        """Leave the group, so that others take over at once."""
        self._consumer.close()

    def _assigned(self, consumer: Consumer, partitions: list[TopicPartition]) -> None:
        self._begun |= {(partition.topic, partition.partition): LARGEST_TAKE for partition in partitions}
