"""What operations on factors, partners and versions are asked, where the house has nothing for them by itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from django.test import Client

from apps.factory.services import build_now
from apps.inventory.figures.updating import figures_update
from apps.inventory.models import ReportingPeriod
from apps.inventory.services.boards import board_work_out
from apps.inventory.services.instruments import instrument_save
from apps.pact.events import CREATED
from apps.pact.exchange import request_reject
from apps.pact.models import ReceivedEvent, RequestState
from greenlang.isolation import tenant_scope
from tests.api.asked import AGENT, BODY, KEY, QUERY, WITHIN, Own, made
from tests.api.test_accounting_api import INSTRUMENT, METERED, USED
from tests.api.test_attempts_and_reviews import failed
from tests.api.test_factor_catalogue import GAS
from tests.api.test_private_factors_api import proposal
from tests.factory.conditional import mediocre, pack_of
from tests.house import PASSWORD, House
from tests.inventory.test_scope2_board import CERTIFICATE
from tests.pact.samples import PRODUCT, footprint

PDF = {QUERY: {"filename": "b.pdf"}, BODY: b"%PDF"}


def own_agents(house: House, known: dict[str, str]) -> Own:
    """Agents and packs."""
    version = house.version.version
    with patch("apps.factory.pipeline.evaluate", mediocre):
        build_now(tenant_id=house.alpha.id, source=pack_of("reviewed"), actor="key operator")
    mended = failed(house, "mended")
    headers = {"authorization": f"Bearer {house.keys['admin@alpha']}"}
    pack = Client().get(f"/api/v1/agents/{AGENT}/versions/{version}/pack", headers=headers).content

    # The gateway has its tenant in mind and opens no transaction of its own within another, where rows need both.
    @contextmanager
    def in_scope() -> Iterator[None]:
        with tenant_scope(house.alpha.id):
            yield

    @contextmanager
    def stopped() -> Iterator[None]:
        made(house.api("admin@alpha").post(f"/agents/{AGENT}/versions/{version}/stop"))
        yield

    inputs = {"fuel": "natural-gas", "quantity": {"value": "50", "unit": "mmBtu", "basis": "gross"}}
    said = {"verb": "pause", "reason": "The meter is read."}
    return {
        "agents_execute": {BODY: {"inputs": inputs}, WITHIN: in_scope},
        "agents_operate": {BODY: said},
        "agents_verb": {"verb": "pause", BODY: {"reason": "The meter is read."}},
        "agents_review": {"agent_id": "reviewed", BODY: {"decision": "approve", "reason": "Small load."}},
        "consumers_register": {"name": "press", BODY: {"version": version}},
        "packs_import": {BODY: pack},
        "ready_made_start": {WITHIN: stopped},
        "revisions_create": {"agent_id": "mended", BODY: mended},
    }


def own_figures(house: House, known: dict[str, str]) -> Own:
    """Factors, and what is worked out without being kept."""
    admin, period = house.api("admin@alpha"), str(house.period.id)
    person = {"email": "admin@alpha.example", "password": PASSWORD}
    access = made(Client().post("/api/v1/auth/token", person, content_type="application/json"))["access"]
    reason = {"reason": "Report checked."}
    return {
        "factors_lookup": {BODY: GAS},
        "ledger_impact": {BODY: {"period_id": period, "gwp_set": "AR6"}},
        "ledger_uncertainty": {BODY: {"period_id": period, "activity_percent": "2", "factor_percent": "5.5"}},
        "private_factors_create": {BODY: proposal(admin, value="48.2")},
        "private_factors_evidence_create": PDF,
        "private_factors_review": {"verb": "approve", KEY: access, BODY: reason},
        "private_factors_withdraw": {BODY: reason},
        "proration": {BODY: METERED},
        "scope2_allocation": {BODY: {"consumptions": [USED], "instruments": [INSTRUMENT]}},
    }


def own_partners(house: House, known: dict[str, str]) -> Own:
    """Footprints and who asks for them."""
    with tenant_scope(house.alpha.id):
        asked = ReceivedEvent.objects.create(
            kind=CREATED, caller="buyer", event_id="2", data={}, state=RequestState.WAITING
        )
        request_reject(request=asked, code="NotFound", message="It is not made here.", actor="Preparer")
    criteria = {"productId": [PRODUCT]}
    return {
        "footprint_requests_fulfil": {BODY: {"footprint_ids": [known["footprint_id"]]}},
        "footprint_requests_reject": {BODY: {"code": "NotFound", "message": "It is not made here."}},
        "footprint_requests_send": {"request_id": str(asked.id)},
        "partners_add": {BODY: {"name": "Another buyer"}},
        "product_footprints_evidence_add": PDF,
        "product_footprints_import": {BODY: {"footprints": [footprint()]}},
        "sent_footprint_requests_ask": {BODY: {"partner_id": known["partner_id"], "criteria": criteria}},
    }


def own_decisions(house: House, known: dict[str, str], waiting: str) -> Own:
    """What is decided on, and taken back.

    Args:
        waiting: the period with a scope 2 board that waits.
    """
    admin = house.api("admin@alpha")
    groups = made(admin.get(f"/periods/{house.period.id}/mapping-groups?state=open"))["results"]
    sure = next(each for each in groups if each["candidates"] and each["candidates"][0]["can_be_accepted"])
    other = CERTIFICATE | {"name": "Out of use", "serial_first": "GO-8001", "serial_last": "GO-8006"}
    with tenant_scope(house.alpha.id):
        unused = str(instrument_save(texts=other, entered_by="Preparer").id)
    made(admin.post(f"/scope2/instruments/{unused}/void", {"reason": "Sold on in March."}))

    @contextmanager
    def left_out() -> Iterator[None]:
        made(admin.post(f"/mapping-groups/{sure['id']}/leave-out", {"reason": "Not ours."}))
        yield

    @contextmanager
    def worked_out_anew() -> Iterator[None]:
        with tenant_scope(house.alpha.id):
            figures_update()
            board_work_out(period=ReportingPeriod.objects.get(id=waiting), worked_out_by="Preparer")
        yield

    return {
        "instruments_unvoid": {"instrument_id": unused},
        "mapping_groups_accept": {
            "group_id": sure["id"],
            BODY: {"key": sure["candidates"][0]["key"], "reason": "As billed."},
        },
        "mapping_groups_undo": {"group_id": sure["id"], WITHIN: left_out},
        "scope2_board_accept": {"period_id": waiting, WITHIN: worked_out_anew},
    }
