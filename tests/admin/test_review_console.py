"""The lifecycle console offers a decision where one is waited for, and nowhere else."""

import pytest
from django.urls import reverse

from apps.agents.lifecycle import State
from apps.evaluation.models import ReviewDecision
from greenlang.isolation import tenant_scope
from tests.admin.test_operators_scope import entered
from tests.factory.conditional import conditional, pack_of
from tests.house import House


def test_a_decision_is_offered_asks_for_its_reason_and_is_kept(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    version = conditional(monkeypatch, house.alpha, source=pack_of("console"), actor="bert")
    client = entered(house, house.alpha)
    page = reverse("admin:agents_agentversion_change", args=[version.pk])
    reject = reverse("admin:agents_agentversion_verb", args=[version.pk, "reject"])
    shown = client.get(page).content.decode()
    assert "Waits for a decision" in shown
    waiting = reverse("admin:agents_agentversion_changelist") + "?waiting=review"
    listed = client.get(waiting).content.decode()
    assert (page in listed, str(house.version.pk) in listed) == (True, False)
    assert reject in shown
    assert "Say why" in client.post(reject, {"reason": ""}, follow=True).content.decode()
    shown = client.post(reject, {"reason": "Too <little> load."}, follow=True).content.decode()
    assert "Too &lt;little&gt; load." in shown
    assert "operator operator@platform.example" in shown
    assert reject not in shown
    assert "not possible" in client.get(reject).content.decode()
    with tenant_scope(house.alpha.id):
        version.refresh_from_db()
        assert (version.state, ReviewDecision.objects.get().decision) == (State.FAILED, "reject")
    assert page not in client.get(waiting).content.decode()


def test_attempts_and_the_specification_of_each_are_shown(house: House) -> None:
    client = entered(house, house.alpha)
    with tenant_scope(house.alpha.id):
        revision = house.version.revisions.get()
    shown = client.get(reverse("admin:agents_agentversion_change", args=[house.version.pk])).content.decode()
    assert revision.spec_hash in shown
    kept = client.get(reverse("admin:agents_specrevision_change", args=[revision.pk])).content.decode()
    assert "id: stationary-combustion" in kept


def test_a_running_version_offers_no_decision(house: House) -> None:
    client = entered(house, house.alpha)
    approve = reverse("admin:agents_agentversion_verb", args=[house.version.pk, "approve"])
    assert (
        approve not in client.get(reverse("admin:agents_agentversion_change", args=[house.version.pk])).content.decode()
    )
    assert "waits for no review" in client.post(approve, {"reason": "So"}, follow=True).content.decode()
