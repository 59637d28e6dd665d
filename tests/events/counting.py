"""Effects that can be counted: what a group does with an event is an event of another topic that names it."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection

from apps.events.bus.interface import Subscription
from apps.events.consumers import Group, Worker
from apps.events.envelope import Event
from apps.events.models import OutboxEvent, Topic
from apps.tenants.models import Tenant
from greenlang.isolation import tenant_scope


def effect(event: Event) -> None:
    """One row that names the event it came of."""
    OutboxEvent.objects.create(
        topic=Topic.METRICS,
        type="effect.done",
        aggregate_type=event.aggregate_type,
        aggregate_id=event.aggregate_id,
        payload={"of": str(event.id), "number": event.data["number"]},
    )


def effects(*tenants: Tenant) -> Counter[str]:
    """How often each event had its effect."""
    found: Counter[str] = Counter()
    for tenant in tenants:
        with tenant_scope(tenant.id):
            found.update(OutboxEvent.objects.filter(type="effect.done").values_list("payload__of", flat=True))
    return found


def orders(tenant: Tenant) -> dict[str, list[int]]:
    """The numbers of each aggregate's events, in the order of their effects."""
    found: dict[str, list[int]] = {}
    with tenant_scope(tenant.id):
        for row in OutboxEvent.objects.filter(type="effect.done").order_by("position"):
            found.setdefault(row.aggregate_id, []).append(int(row.payload["number"]))
    return found


@contextmanager
def working(group: Group, join: Callable[[], Subscription], *, lock_url: str = "", members: int = 1) -> Iterator[None]:
    """Members of a group, each in a thread, for the duration of a block."""
    stop = threading.Event()

    def run() -> None:
        try:
            Worker(group, join, lock_url, stop).run()
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(members)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()
