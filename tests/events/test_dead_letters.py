"""What failed for the last time is kept, looked at, and done again or let be."""

import threading
from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from apps.events import dead_letters
from apps.events.bus.interface import Delivery
from apps.events.consumers import Group, work
from apps.events.dead_letters import (
    NothingReplays,
    dead_letter_dismiss,
    dead_letter_record,
    dead_letter_replay,
    replay_register,
    replayable,
)
from apps.events.models import DeadLetter, DeadLetterState
from apps.events.models.dead_letters import AnsweredLetter
from apps.tenants.models import OperatorVisit, Tenant
from greenlang.caching.invalidation import NIL_TENANT
from greenlang.errors import InvalidInput, Unavailable
from greenlang.isolation import tenant_scope
from tests.house import House


@pytest.fixture
def kinds(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Kinds that are done again here: "good" works, "bad" fails; what was done is listed."""
    monkeypatch.setattr(dead_letters, "_replays", {})
    done: list[str] = []

    def good(letter: DeadLetter) -> str:
        done.append(letter.subject)
        return f"did {letter.payload['row']}"

    def bad(letter: DeadLetter) -> str:
        DeadLetter.objects.filter(id=letter.id).update(subject="half done")
        raise Unavailable("The meter does not answer.", mend="Switch it on.")

    replay_register("good", good)
    replay_register("bad", bad)
    yield done


def letter_of(kind: str, subject: str = "row 7", reason: str = "the row hangs") -> DeadLetter:
    return dead_letter_record(
        kind=kind, source="run 1", subject=subject, payload={"row": "7"}, reason=reason, attempts=3
    )


def kept_letter(letter_id: UUID) -> DeadLetter:
    return DeadLetter.objects.get(id=letter_id)


def test_recording_the_same_again_changes_the_letter_that_waits(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        first, second = letter_of("good"), letter_of("good", reason="it hangs still")
        assert first.id == second.id
        assert kept_letter(first.id).reason == "it hangs still"
        assert DeadLetter.objects.count() == 1


def test_a_replayed_letter_is_answered_and_the_same_trouble_makes_another(tenant_a: Tenant, kinds: list[str]) -> None:
    with tenant_scope(tenant_a.id):
        letter = dead_letter_replay(letter=letter_of("good"), actor="operator")
        assert (kinds, letter.outcome, letter.answered_by) == (["row 7"], "did 7", "operator")
        assert kept_letter(letter.id).state == DeadLetterState.REPLAYED
        with pytest.raises(AnsweredLetter):
            dead_letter_replay(letter=letter, actor="another")
        assert kinds == ["row 7"]
        assert letter_of("good").id != letter.id


def test_what_fails_again_waits_on_with_the_reason_and_nothing_half_done(tenant_a: Tenant, kinds: list[str]) -> None:
    with tenant_scope(tenant_a.id):
        letter = letter_of("bad")
        with pytest.raises(Unavailable):
            dead_letter_replay(letter=letter, actor="operator")
        kept = kept_letter(letter.id)
        assert (kept.state, kept.attempts, kept.subject) == (DeadLetterState.WAITING, 4, "row 7")
        assert "does not answer" in kept.reason


def test_a_kind_nobody_knows_is_not_replayed_but_dismissed_with_a_reason(tenant_a: Tenant, kinds: list[str]) -> None:
    with tenant_scope(tenant_a.id):
        letter = letter_of("unknown")
        assert not replayable("unknown")
        with pytest.raises(NothingReplays):
            dead_letter_replay(letter=letter, actor="operator")
        with pytest.raises(InvalidInput):
            dead_letter_dismiss(letter=letter, actor="operator", reason=" ")
        assert dead_letter_dismiss(letter=letter, actor="operator", reason="old meter").outcome == "old meter"


def test_letters_of_another_tenant_are_unknown(tenant_a: Tenant, tenant_b: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        letter = letter_of("good")
    with tenant_scope(tenant_b.id):
        assert not DeadLetter.objects.filter(id=letter.id).exists()


def test_one_kind_has_one_replay(kinds: list[str]) -> None:
    with pytest.raises(ValueError, match="good"):
        replay_register("good", lambda letter: "")


def test_what_nobody_can_read_is_looked_at_and_dismissed_by_an_operator_and_by_nobody_else(house: House) -> None:
    group = Group("counting", ("platform",), lambda event: None)
    assert work(group, Delivery("platform", b"<no event>", "1-0", False), threading.Event())
    with tenant_scope(NIL_TENANT):
        letter = DeadLetter.objects.get()
    client = house.browser("operator")
    listed, page = (
        reverse("admin:events_deadletter_changelist"),
        reverse("admin:events_deadletter_change", args=[letter.id]),
    )
    dismiss = reverse("admin:events_deadletter_verb", args=[letter.id, "dismiss"])
    platform = reverse("admin:tenants_tenant_platform")
    assert platform in client.get(reverse("admin:tenants_tenant_changelist")).content.decode()
    assert "recorded" in client.get(platform).content.decode()
    assert client.get(dismiss).status_code == 404
    assert "the platform" in client.post(platform, follow=True).content.decode()
    assert "of the platform" in client.get(listed).content.decode()
    assert "&lt;no event&gt;" in client.get(page).content.decode()
    assert "Say why" in client.post(dismiss, {"reason": " "}, follow=True).content.decode()
    client.post(dismiss, {"reason": "A stranger's message."})
    with tenant_scope(NIL_TENANT):
        letter.refresh_from_db()
        assert OperatorVisit.objects.get().user == house.people["operator"]
    assert (letter.state, letter.answered_by) == ("dismissed", "operator operator@platform.example")
    for stranger in (entered(house), house.browser("admin@alpha")):
        assert stranger.get(dismiss).status_code in {302, 404}
    assert house.browser("admin@alpha").post(platform).status_code == 302


def test_in_the_platforms_rows_no_tenants_row_is_seen(house: House) -> None:
    with tenant_scope(house.alpha.id):
        letter = letter_of("good", "row of alpha")
    client = house.browser("operator")
    client.post(reverse("admin:tenants_tenant_platform"))
    assert "row of alpha" not in client.get(reverse("admin:events_deadletter_changelist")).content.decode()
    assert client.get(reverse("admin:events_deadletter_verb", args=[letter.id, "dismiss"])).status_code == 404


def entered(house: House) -> Client:
    client = house.browser("operator")
    tenants = reverse("admin:tenants_tenant_changelist")
    client.post(tenants, {"action": "enter", "_selected_action": [str(house.alpha.id)]})
    return client


def test_the_admin_shows_a_letter_and_replays_it(house: House, kinds: list[str]) -> None:
    with tenant_scope(house.alpha.id):
        good, bad = letter_of("good", "row 1"), letter_of("bad", "row 2")
    client = entered(house)
    listed = client.get(reverse("admin:events_deadletter_changelist")).content.decode()
    assert "row 1" in listed
    assert "row 2" in listed
    page = client.get(reverse("admin:events_deadletter_change", args=[good.id])).content.decode()
    replay, dismiss = (reverse("admin:events_deadletter_verb", args=[good.id, verb]) for verb in ("replay", "dismiss"))
    assert replay in page
    assert "&quot;row&quot;: &quot;7&quot;" in page
    assert "Replay" in client.get(replay).content.decode()
    assert "did 7" in client.post(replay, follow=True).content.decode()
    assert "not possible" in client.get(dismiss).content.decode()
    assert kinds == ["row 1"]
    again = reverse("admin:events_deadletter_verb", args=[bad.id, "replay"])
    assert "does not answer" in client.post(again, follow=True).content.decode()
    for unknown in (
        reverse("admin:events_deadletter_verb", args=[uuid4(), "replay"]),
        replay.replace("replay", "burn"),
    ):
        assert client.get(unknown).status_code == 404
    with tenant_scope(house.alpha.id):
        assert kept_letter(bad.id).attempts == 4
        assert kept_letter(good.id).answered_by == "operator operator@platform.example"
