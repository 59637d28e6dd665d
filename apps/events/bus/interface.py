"""What every bus does. Events of one aggregate keep their order; each is delivered at least once."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Protocol, Self

import psycopg

from apps.events.envelope import OutboxRow

Database = psycopg.Connection[tuple[object, ...]]


class BusDown(Exception):
    """The bus does not answer or has lost this client: connect anew and go on."""


class Publisher(Protocol):
    """The relay's side."""

    def recover(self, database: Database) -> None:
        """Mark unpublished again what the bus may have lost since it was told."""

    def publish(self, rows: Sequence[OutboxRow]) -> None:
        """Tell all of them, in order, or none.

        Raises:
            BusDown: perhaps told, perhaps not: tell them all again.
        """

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


@dataclass(frozen=True, slots=True)
class Delivery:
    """One event as it came.

    Attributes:
        place: where it stands on the bus; the subscription's own.
        again: it may have been delivered before, to somebody who did not finish.
    """

    topic: str
    raw: bytes
    place: Any
    again: bool

    @property
    def at(self) -> str:
        """Topic and place, as people read them: "platform 1795854717071-0"; on Kafka "platform 0:17"."""
        match self.place:
            case bytes():
                place = self.place.decode()
            case (_, partition, offset):
                place = f"{partition}:{offset}"
            case _:
                place = str(self.place)
        return f"{self.topic} {place}"


class Subscription(Protocol):
    """One member of a consumer group; what it takes and does not finish, another member takes."""

    def take(self, limit: int, seconds: float) -> list[Delivery]:
        """At most so many events, oldest first; none after so many seconds.

        Raises:
            BusDown
        """

    def done(self, deliveries: Sequence[Delivery]) -> None:
        """They need not be delivered to this group any more.

        Raises:
            BusDown: they will be delivered again.
        """

    def close(self) -> None:
        """Leave the group."""
