"""A process of its own that is a member of the group ``counting``: ``python -m tests.events.counting_member``."""

import signal
import threading

import django

django.setup()

from django.conf import settings  # noqa: E402

from apps.events.bus import redis_streams  # noqa: E402
from apps.events.bus.choice import subscription  # noqa: E402
from apps.events.consumers import Group, Worker  # noqa: E402
from tests.events.counting import effect  # noqa: E402

CLAIM_SECONDS = 2.0
GROUP = Group("counting", ("agent.execution",), effect, ordered=False)


def main() -> None:
    """Work until it is told to stop, or is killed."""
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    redis_streams.CLAIM_SECONDS = CLAIM_SECONDS
    Worker(GROUP, lambda: subscription(GROUP.name, GROUP.topics, alone=False), stop=stop).run()


if __name__ == "__main__":
    assert settings.DATABASE_SERVICE_URL
    main()
