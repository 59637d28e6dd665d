"""The processes themselves: what is committed here arrives, signed, at a tenant's system."""

import json
import signal
import subprocess
from collections.abc import Callable
from typing import Any

import pytest

from apps.events.models import DeliveryState, WebhookDelivery
from apps.events.webhooks.services import webhook_subscribe
from apps.tenants.services import tenant_create
from greenlang.isolation import tenant_scope
from tests.embedded.processes import wait_for
from tests.events.kafka_cluster import kafka_cluster
from tests.events.receiver import receiver
from tests.events.surroundings import Surroundings
from tests.events.test_relay import commit
from tests.events.test_webhooks import verified

pytestmark = pytest.mark.thorough

Keep = Callable[["subprocess.Popen[str]"], "subprocess.Popen[str]"]
INSIDE = {"GREENLANG_WEBHOOK_NETWORKS": "127.0.0.0/8", "GREENLANG_WEBHOOK_PLAIN_HTTP": "1"}


def delivered(surroundings: Surroundings, keep: Keep, more: dict[str, str]) -> None:
    alpha = tenant_create(slug="alpha", name="Alpha")
    with receiver() as place:
        url = f"http://127.0.0.1:{place.port}/hook"
        with tenant_scope(alpha.id):
            _, secret = webhook_subscribe(url=url, types=["exec.*"], actor="admin")
        process = keep(surroundings.start("-m", "django", "consume", more={**INSIDE, **more}))
        keep(surroundings.start_relay(**more))
        event_id = commit(alpha, "execution-1", quantity="53.06")
        assert wait_for(lambda: len(place.heard) == 1, 60)
        heard = place.heard[0]
        assert verified(secret, heard)
        assert (json.loads(heard[1])["id"], json.loads(heard[1])["data"]["quantity"]) == (event_id, "53.06")

        def noted() -> bool:
            with tenant_scope(alpha.id):
                return WebhookDelivery.objects.filter(state=DeliveryState.DELIVERED, status=204).count() == 1

        assert wait_for(noted, 20)
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0


@pytest.fixture(autouse=True)
def inside(settings: Any) -> None:
    settings.WEBHOOK_ALLOWED_NETWORKS = ["127.0.0.0/8"]
    settings.WEBHOOK_PLAIN_HTTP = True


def test_an_event_arrives_over_redis(surroundings: Surroundings, processes: Keep) -> None:
    delivered(surroundings, processes, {})


def test_an_event_arrives_over_kafka(surroundings: Surroundings, processes: Keep) -> None:
    with kafka_cluster() as cluster:
        delivered(surroundings, processes, {"GREENLANG_KAFKA": cluster["bootstrap.servers"]})
