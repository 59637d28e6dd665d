"""A tenant's systems are told what they asked for, signed, again until they take it, and nobody else's events."""

import base64
import hashlib
import hmac
import json
import re
import runpy
import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import psycopg
import pytest
from django.utils import timezone

from apps.events.dead_letters import dead_letter_replay
from apps.events.models import DeadLetter, DeliveryState, WebhookDelivery, WebhookSubscription
from apps.events.webhooks.claiming import FAIR, PLACES, claim
from apps.events.webhooks.guard import ForbiddenAddress, Guard, Target, networks_of
from apps.events.webhooks.sealing import Unsealable, seal, unseal
from apps.events.webhooks.sender import Sender, deliver
from apps.events.webhooks.services import (
    deliveries_write,
    secrets_in_force,
    webhook_remove,
    webhook_resume,
    webhook_rotate,
    webhook_subscribe,
)
from apps.events.webhooks.signatures import headers, new_secret, signature
from apps.events.webhooks.transport import Answer, Transport
from apps.tenants.models import Tenant
from apps.tenants.services import tenant_create
from greenlang.errors import InvalidInput
from greenlang.isolation import tenant_scope
from greenlang.settings import BASE_DIR
from tests.embedded.processes import wait_for
from tests.events.receiver import Receiver, receiver
from tests.events.surroundings import Surroundings
from tests.events.test_consumers import read
from tests.events.test_relay import commit

TRANSPORT = Transport(Guard(lambda host, port: ["127.0.0.1"], networks_of(["127.0.0.0/8"])))


@pytest.fixture
def alpha(surroundings: Surroundings) -> Tenant:
    return tenant_create(slug="alpha", name="Alpha")


@pytest.fixture(autouse=True)
def plain(settings: Any) -> None:
    settings.WEBHOOK_PLAIN_HTTP = True
    settings.WEBHOOK_PAUSES = (5, 300)


def subscribed(tenant: Tenant, place: Receiver, *types: str) -> tuple[WebhookSubscription, str]:
    with tenant_scope(tenant.id):
        return webhook_subscribe(url=place.url, types=types, actor="admin")


def happen(tenant: Tenant, subject: str = "execution-1") -> None:
    """An event, as the group has it after the relay."""
    event = read(tenant, commit(tenant, subject))
    body = json.dumps({"id": str(event.id), "type": event.type, "subject": subject}).encode()
    object.__setattr__(event, "raw", body)
    with tenant_scope(tenant.id):
        deliveries_write(event)
        deliveries_write(event)


def send(surroundings: Surroundings) -> int:
    """Everything that is due, once; how many."""
    with psycopg.connect(surroundings.service_url, autocommit=True) as service:
        due = claim(service)
        for each in due:
            deliver(TRANSPORT, each.tenant_id, each.delivery_id)
    return len(due)


def make_due(tenant: Tenant) -> None:
    with tenant_scope(tenant.id):
        WebhookDelivery.objects.update(due_at=timezone.now())


def deliveries(tenant: Tenant) -> list[WebhookDelivery]:
    with tenant_scope(tenant.id):
        return list(WebhookDelivery.objects.order_by("created_at"))


def verified(secret: str, heard: tuple[Any, bytes]) -> bool:
    """As a receiver does it, by the convention's own text."""
    found, body = heard
    signed = f"{found['webhook-id']}.{found['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return f"v1,{expected}" in found["webhook-signature"].split(" ")


def test_the_signature_is_the_conventions_own() -> None:
    # The known answer that the convention's own reference libraries are tested with.
    body = b'{"test": 2432232314}'
    found = signature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)
    assert found == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert len(base64.b64decode(new_secret().removeprefix("whsec_"))) == 32
    both = headers([new_secret(), new_secret()], "msg_1", 1, body)
    assert both["webhook-signature"].count("v1,") == 2


def test_the_documented_way_to_verify_takes_what_the_product_signs_and_nothing_else(tmp_path: Path) -> None:
    (lines,) = re.findall(r"```python\n(.*?)```", (BASE_DIR / "docs/events.md").read_text(), re.DOTALL)
    (tmp_path / "recipe.py").write_text(lines)
    is_ours = runpy.run_path(str(tmp_path / "recipe.py"))["is_ours"]
    at, body = int(time.time()), b'{"co2e":"2655.725"}'
    before, after = new_secret(), new_secret()
    signed = headers([after, before], "msg_1", at, body)
    assert is_ours(before, signed, body)
    assert is_ours(after, signed, body)
    assert not is_ours(new_secret(), signed, body)
    assert not is_ours(after, signed, body + b" ")
    assert not is_ours(after, {**signed, "webhook-id": "msg_2"}, body)
    assert not is_ours(after, {**signed, "webhook-timestamp": str(at + 1)}, body)
    assert not is_ours(after, {**signed, "webhook-signature": "v1,é"}, body)
    assert not is_ours(after, {}, body)
    for off in (-400, 400):
        assert not is_ours(after, headers([after], "msg_1", at + off, body), body)
        assert is_ours(after, headers([after], "msg_1", at + off, body), body, within=900)


def test_an_event_is_told_signed_once_and_only_to_whom_asked_for_it(surroundings: Surroundings, alpha: Tenant) -> None:
    beta = tenant_create(slug="beta", name="Beta")
    with receiver() as place, receiver() as other, receiver() as foreign:
        _, secret = subscribed(alpha, place, "exec.completed")
        subscribed(alpha, other, "agent.*")
        subscribed(beta, foreign)
        happen(alpha)
        assert [send(surroundings), send(surroundings)] == [1, 0]
        (heard,) = place.heard
        assert verified(secret, heard)
        assert not verified(new_secret(), heard)
        assert json.loads(heard[1])["subject"] == "execution-1"
        assert heard[0]["content-type"] == "application/cloudevents+json"
        assert other.heard == foreign.heard == []
    (delivery,) = deliveries(alpha)
    assert (delivery.state, delivery.status, delivery.attempts) == (DeliveryState.DELIVERED, 204, 1)
    assert heard[0]["webhook-id"] == delivery.message_id
    assert deliveries(beta) == []


def test_what_was_not_taken_is_told_again_later_with_the_same_id_and_then_is_a_dead_letter(
    surroundings: Surroundings, alpha: Tenant
) -> None:
    with receiver((500, {}), (503, {"Retry-After": "7200"}), (404, {}), (200, {})) as place:
        subscribed(alpha, place)
        happen(alpha)
        waits = []
        for _ in range(3):
            make_due(alpha)
            assert send(surroundings) == 1
            assert send(surroundings) == 0
            waits.append((deliveries(alpha)[0].due_at - timezone.now()).total_seconds())
        assert 4 < waits[0] < 6
        assert 7100 < waits[1] <= 7200
        (delivery,) = deliveries(alpha)
        assert (delivery.state, delivery.status, delivery.attempts) == (DeliveryState.DEAD, 404, 3)
        with tenant_scope(alpha.id):
            letter = DeadLetter.objects.get()
            assert (letter.kind, letter.source, letter.attempts) == ("webhook", place.url, 3)
            assert "answered 404" in letter.reason
            dead_letter_replay(letter=letter, actor="operator")
        assert send(surroundings) == 1
        assert deliveries(alpha)[0].state == DeliveryState.DELIVERED
        assert len({heard["webhook-id"] for heard, _ in place.heard}) == 1
        assert len({body for _, body in place.heard}) == 1


def test_what_a_sender_left_is_due_again_when_its_lease_ends(surroundings: Surroundings, alpha: Tenant) -> None:
    with receiver() as place:
        subscribed(alpha, place)
        happen(alpha)
        with psycopg.connect(surroundings.service_url, autocommit=True) as service:
            assert len(claim(service)) == 1
            assert claim(service) == []
        make_due(alpha)
        assert send(surroundings) == 1
        assert deliveries(alpha)[0].attempts == 2


def test_a_slow_subscription_does_not_take_all_the_places(surroundings: Surroundings, alpha: Tenant) -> None:
    with receiver() as slow, receiver() as quick:
        subscribed(alpha, slow, "exec.completed")
        for number in range(20):
            happen(alpha, f"early-{number}")
        subscribed(alpha, quick, "exec.completed")
        happen(alpha, "late")
        send(surroundings)
        assert [len(slow.heard), len(quick.heard)] == [4, 1]


def queue(tenant: Tenant, *, subscriptions: int, events: int) -> None:
    """So many receivers that nobody answers for, each with so much that is due."""
    with tenant_scope(tenant.id):
        for number in range(subscriptions):
            webhook_subscribe(url=f"https://{tenant.slug}-{number}.example.com/", actor="admin")
    for number in range(events):
        happen(tenant, f"execution-{number}")


def test_places_are_shared_out_by_tenant_and_some_stay_for_who_comes_later(
    surroundings: Surroundings, alpha: Tenant
) -> None:
    beta, gamma = (tenant_create(slug=slug, name=slug) for slug in ("beta", "gamma"))
    queue(alpha, subscriptions=6, events=5)
    with psycopg.connect(surroundings.service_url, autocommit=True) as service:
        first = claim(service)
        assert (len(first), {due.tenant_id for due in first}) == (PLACES // 2, {alpha.id})
        assert claim(service, first) == []
        queue(beta, subscriptions=6, events=5)
        queue(gamma, subscriptions=1, events=5)
        later = claim(service, first)
        shares = Counter(due.tenant_id for due in later)
        assert shares.keys() == {beta.id, gamma.id}
        assert abs(shares[beta.id] - shares[gamma.id]) <= 1
        under_way = first + later
        assert len(under_way) < PLACES
        # What ends makes room for whoever has least under way.
        left = [due for due in under_way if due.tenant_id != gamma.id]
        assert gamma.id in {due.tenant_id for due in claim(service, left)}
    assert max(Counter(due.subscription_id for due in under_way).values()) <= FAIR


@dataclass
class Stalling:
    """Delivers at once, but to one tenant's receivers not before it is let go."""

    let_go: threading.Event = field(default_factory=threading.Event)
    stalled: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def post(self, target: Target, headers: Mapping[str, str], body: bytes) -> Answer:
        """As a transport does."""
        if target.host.startswith("alpha"):
            self.stalled.append(target.host)
            self.let_go.wait(60)
        self.told.append(target.host)
        return Answer(204)


def test_while_one_tenants_receivers_are_slow_anothers_are_told(surroundings: Surroundings, alpha: Tenant) -> None:
    beta, stalling = tenant_create(slug="beta", name="Beta"), Stalling()
    queue(alpha, subscriptions=6, events=5)
    sender = Sender(surroundings.service_url, cast(Transport, stalling))
    thread = threading.Thread(target=sender.run)
    thread.start()
    try:
        assert wait_for(lambda: len(stalling.stalled) == PLACES // 2)
        queue(beta, subscriptions=2, events=5)
        assert wait_for(lambda: len(stalling.told) == 10)
        assert not [host for host in stalling.told if host.startswith("alpha")]
    finally:
        sender.stop.set()
        stalling.let_go.set()
        thread.join()
    assert len(stalling.told) >= 10 + PLACES // 2


def test_while_a_secret_is_changed_both_hold_and_afterwards_the_new_one(
    surroundings: Surroundings, alpha: Tenant
) -> None:
    with receiver() as place:
        subscription, old = subscribed(alpha, place)
        with tenant_scope(alpha.id):
            new = webhook_rotate(subscription=subscription, actor="Ada")
        happen(alpha, "during")
        send(surroundings)
        assert verified(old, place.heard[0])
        assert verified(new, place.heard[0])
        with tenant_scope(alpha.id):
            WebhookSubscription.objects.update(previous_until=timezone.now() - timedelta(seconds=1))
        happen(alpha, "after")
        send(surroundings)
        assert not verified(old, place.heard[1])
        assert verified(new, place.heard[1])


def test_secrets_lie_sealed_and_another_installation_cannot_open_them(alpha: Tenant, settings: Any) -> None:
    sealed = seal("whsec_abc")
    assert b"abc" not in sealed
    assert unseal(sealed) == "whsec_abc"
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = (
        [settings.SECRET_KEY],
        "another secret of forty characters, at least",
    )
    assert unseal(sealed) == "whsec_abc"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(Unsealable):
        unseal(sealed)
    with tenant_scope(alpha.id):
        made, secret = webhook_subscribe(url="https://hooks.example.com/", actor="admin")
        made.refresh_from_db()
        assert secrets_in_force(made) == [secret]


def test_a_receiver_that_is_gone_is_told_nothing_more_until_it_is_resumed(
    surroundings: Surroundings, alpha: Tenant
) -> None:
    with receiver((410, {}), (204, {})) as place:
        subscription, _ = subscribed(alpha, place)
        happen(alpha, "first")
        happen(alpha, "second")
        send(surroundings)
        happen(alpha, "third")
        assert len(place.heard) == 1
        assert {delivery.state for delivery in deliveries(alpha)} == {DeliveryState.DEAD}
        with tenant_scope(alpha.id):
            assert DeadLetter.objects.count() == 2
            subscription.refresh_from_db()
            assert "410" in subscription.disabled_reason
            webhook_resume(subscription=subscription, actor="Ada")
        happen(alpha, "fourth")
        assert send(surroundings) == 1
        assert len(place.heard) == 2


def test_a_webhook_that_is_removed_is_told_nothing_more(surroundings: Surroundings, alpha: Tenant) -> None:
    with receiver() as place:
        subscription, _ = subscribed(alpha, place)
        happen(alpha, "waiting")
        with tenant_scope(alpha.id):
            webhook_remove(subscription=subscription, actor="Ada")
        happen(alpha, "later")
        send(surroundings)
        assert place.heard == []
    assert [delivery.detail for delivery in deliveries(alpha)] == ["The webhook was removed."]


@pytest.mark.parametrize(
    "url", ["https://127.0.0.1/", "https://10.1.2.3/x", "https://[::1]/", "https://localhost:8000/"]
)
def test_an_address_inside_is_not_subscribed(tenant_a: Tenant, url: str) -> None:
    with tenant_scope(tenant_a.id), pytest.raises(ForbiddenAddress):
        webhook_subscribe(url=url, actor="admin")


@pytest.mark.parametrize(
    "wanted",
    [
        "",
        "*",
        ".*",
        "Exec.Completed",
        "exec..x",
        "a b",
        "exec.*.x",
        "nope.nix",
        "nope.*",
        "exec.complete",
        "tenant.cleared",
    ],
)  # fmt: skip
def test_types_of_events_are_checked(tenant_a: Tenant, wanted: str) -> None:
    with tenant_scope(tenant_a.id), pytest.raises(InvalidInput, match="types"):
        webhook_subscribe(url="https://hooks.example.com/", types=[wanted], actor="admin")


@pytest.mark.parametrize("wanted", ["exec.completed", "agent.*", "saga.*", "tenant.*", "agent.deprecation-withdrawn"])
def test_a_type_or_a_kind_that_happens_is_subscribed(tenant_a: Tenant, wanted: str) -> None:
    with tenant_scope(tenant_a.id):
        made, _ = webhook_subscribe(url="https://hooks.example.com/", types=[wanted], actor="admin")
    assert made.types == [wanted]
