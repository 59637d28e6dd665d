"""An operator answers for passing on figures whose licence is not established, once and with a reason."""

import pytest
from django.urls import reverse

from apps.calculations.models import FactorEdition, LicenceAcceptance
from apps.events.models import OutboxEvent
from greenlang.caching.invalidation import NIL_TENANT
from greenlang.isolation import tenant_scope
from tests.house import House


@pytest.mark.parametrize("reason", ["", "Ember publishes it under CC-BY-4.0"])
def test_a_licence_is_accepted_with_a_reason_only(house: House, reason: str) -> None:
    edition = FactorEdition.objects.get(slug="ember-2024")
    browser = house.browser("operator")
    page = reverse("admin:calculations_factoredition_licence", args=[edition.pk])
    assert "not established" in browser.get(page).content.decode()
    answer = browser.post(page, {"reason": reason}, follow=True)
    assert LicenceAcceptance.objects.filter(edition=edition).exists() == bool(reason)
    assert (reason or "Say both") in answer.content.decode()
    with tenant_scope(NIL_TENANT):
        told = OutboxEvent.objects.filter(type="ef.updated", payload__licence_accepted=True)
        assert told.count() == bool(reason)


def test_an_established_licence_needs_nobody(house: House) -> None:
    edition = FactorEdition.objects.get(slug="epa-hub-2025")
    page = house.browser("operator").get(reverse("admin:calculations_factoredition_licence", args=[edition.pk]))
    assert "Nothing needs to be accepted" in page.content.decode()


def test_members_of_an_organisation_do_not_decide_it(house: House) -> None:
    edition = FactorEdition.objects.get(slug="ember-2024")
    page = reverse("admin:calculations_factoredition_licence", args=[edition.pk])
    assert house.browser("admin@alpha").post(page, {"reason": "mine"}).status_code in {302, 403, 404}
    assert not LicenceAcceptance.objects.filter(edition=edition, reason="mine").exists()
