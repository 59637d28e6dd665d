"""Two reviewers at the same moment: a thing is said by one approved factor, and a draft is reviewed once."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection

from apps.calculations.catalogue.private import PrivateFactorConflict
from apps.calculations.selectors.private_factors import private_factors
from apps.calculations.services.private_factors import private_factor_approve
from apps.events.models import OutboxEvent
from apps.tenants.services import tenant_create
from greenlang.isolation import tenant_scope
from tests.calculations.catalogue.private_samples import OWN_GAS, person, propose


def approve_at_once(tenant_id: uuid.UUID, drafts: list[uuid.UUID]) -> list[str]:
    """Each draft approved by a reviewer of its own, all at the same moment; how each ended."""
    barrier = Barrier(len(drafts))

    def approve(index: int) -> str:
        try:
            with tenant_scope(tenant_id):
                barrier.wait(timeout=20)
                private_factor_approve(factor_id=drafts[index], reason="fine", reviewed_by=person(f"reviewer {index}"))
            return "approved"
        except PrivateFactorConflict:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(drafts)) as pool:
        return sorted(pool.map(approve, range(len(drafts))))


def test_of_two_drafts_that_say_the_same_thing_one_is_approved(committed: Any) -> None:
    tenant = tenant_create(slug="gamma", name="Gamma")
    with tenant_scope(tenant.id):
        drafts = [propose(OWN_GAS | {"value": value}).id for value in ("48.1", "48.2", "48.3", "48.4")]
    assert approve_at_once(tenant.id, drafts) == ["approved", "refused", "refused", "refused"]
    with tenant_scope(tenant.id):
        assert private_factors(status="current").count() == 1
        assert OutboxEvent.objects.filter(type="ef.updated").count() == 1


def test_a_draft_is_reviewed_once_by_whomever_comes_first(committed: Any) -> None:
    tenant = tenant_create(slug="gamma", name="Gamma")
    with tenant_scope(tenant.id):
        draft = propose().id
    assert approve_at_once(tenant.id, [draft, draft]) == ["approved", "refused"]
