"""A process of its own that is a member of the group ``counting``: ``python -m tests.events.counting_member``.

With ``ordered`` one member works and others stand by, as the command ``consume`` has it.
"""

import signal
import sys
import threading

import django

django.setup()

from django.conf import settings  # noqa: E402

from apps.events.bus import redis_streams  # noqa: E402
from apps.events.bus.choice import subscription  # noqa: E402
from apps.events.consumers import Group, Worker  # noqa: E402
from tests.events.counting import effect  # noqa: E402

CLAIM_SECONDS = 2.0


def main(*, ordered: bool) -> None:
    """Work until it is told to stop, or is killed."""
    group = Group("counting", ("agent.execution",), effect, ordered=ordered)
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    redis_streams.CLAIM_SECONDS = CLAIM_SECONDS
    lock_url = settings.DATABASE_SERVICE_URL if ordered else ""
    Worker(group, lambda: subscription(group.name, group.topics, alone=ordered), lock_url, stop).run()


if __name__ == "__main__":
    assert settings.DATABASE_SERVICE_URL
    main(ordered=sys.argv[1:] == ["ordered"])
