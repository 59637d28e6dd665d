"""The consumer groups of this room, and who does its dead letters again."""

from apps.events import consumers
from apps.events.consumers import Group, group_register, letter_replay
from apps.events.dead_letters import replay_register
from apps.events.models import Topic
from apps.events.webhooks import sender
from apps.events.webhooks.services import deliveries_write, delivery_again

WEBHOOKS = Group("webhooks", tuple(Topic.values), deliveries_write, ordered=False)


def register() -> None:
    """Once Django is ready."""
    group_register(WEBHOOKS)
    replay_register(consumers.KIND, letter_replay)
    replay_register(sender.KIND, delivery_again)
