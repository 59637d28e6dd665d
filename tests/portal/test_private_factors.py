"""Own factors in the portal: proposed with a file, decided by somebody else, withdrawn, superseded."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.calculations.models.private import Evidence, PrivateFactor
from apps.calculations.selectors.factors import factor_lookup
from apps.tenants.models import Tenant
from greenlang.engine.contract import FactorRequest
from greenlang.isolation import tenant_scope
from tests.calculations.catalogue.private_samples import OWN_GAS
from tests.portal.people import signed_in

pytestmark = pytest.mark.django_db
NEW = "/factors/private/new"
PUBLISHED = "ef_39e250819f807d9e"
"""Natural gas, CO2, EPA."""


def proof(name: str = "analysis.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF gas analysis")


def said(**changed: object) -> dict[str, object]:
    return {**OWN_GAS, "source": "Own laboratory", "citation": "Report 7 of 2025", "evidence": proof(), **changed}


@pytest.fixture
def analyst(tenant_a: Tenant) -> Client:
    return signed_in(tenant_a, "analyst")


@pytest.fixture
def reviewer(tenant_a: Tenant) -> Client:
    return signed_in(tenant_a, "admin")


def only(tenant: Tenant) -> PrivateFactor:
    with tenant_scope(tenant.id):
        return PrivateFactor.objects.latest("proposed_at")


def test_one_proposes_and_another_approves(tenant_a: Tenant, analyst: Client, reviewer: Client) -> None:
    offered = analyst.get(NEW).context["offered"]
    assert ("stationary-combustion", "Stationary combustion") in offered["category"]
    assert dict(offered["region"])["US"] == "United States"
    assert analyst.post(NEW, said()).status_code == 302
    factor = only(tenant_a)
    address = f"/factors/private/{factor.id}"
    own = analyst.get(address).context
    assert (own["can_review"], own["can_withdraw"]) == (False, True)
    refused = analyst.post(address, {"approve": "1", "reason": "mine"})
    assert refused.status_code == 422
    assert "Who proposes a factor does not review it" in refused.content.decode()
    without = reviewer.post(address, {"approve": "1", "reason": " "})
    assert without.status_code == 422
    assert reviewer.post(address, {"approve": "1", "reason": "Report checked"}).status_code == 302
    assert [row["state"] for row in analyst.get("/factors/private").context["factors"]] == ["approved"]
    file = analyst.get(f"{address}/evidence")
    assert file.content == b"%PDF gas analysis"
    assert file["X-Content-Type-Options"] == "nosniff"


def test_a_wrong_proposal_says_what_is_wrong_and_keeps_the_file(tenant_a: Tenant, analyst: Client) -> None:
    answer = analyst.post(NEW, said(unit="kg/potato", value="48.1"))
    assert answer.status_code == 422
    assert answer.context["form"].errors["unit"]
    assert answer.context["kept"] == "analysis.pdf"
    with tenant_scope(tenant_a.id):
        kept = Evidence.objects.get().sha256
    again = said(evidence_sha256=kept)
    del again["evidence"]
    assert analyst.post(NEW, again).status_code == 302
    bare = said()
    del bare["evidence"]
    assert analyst.post(NEW, bare).context["form"].errors["evidence"]


def test_a_value_in_place_of_a_published_one_answers_from_its_approval_on(
    tenant_a: Tenant, analyst: Client, reviewer: Client
) -> None:
    address = f"{NEW}?overrides={PUBLISHED}"
    assert "Category, activity, region and gas stay" in analyst.get(address).content.decode()
    proposal = {"value": "52.5", "source": "Supplier", "citation": "Letter of May", "evidence": proof()}
    assert analyst.post(address, proposal).status_code == 302
    draft = only(tenant_a)
    asked = FactorRequest(
        "ef", "stationary-combustion", "natural-gas", "US", "kg/mmBtu(HHV)", ("CO2",), edition="epa-hub-2025"
    )
    with tenant_scope(tenant_a.id):
        assert str(factor_lookup(asked).components[0].value) == "53.06"
    reviewer.post(f"/factors/private/{draft.id}", {"approve": "1", "reason": "Letter read"})
    with tenant_scope(tenant_a.id):
        assert str(factor_lookup(asked).components[0].value) == "52.5"
    correction = f"{NEW}?supersedes={draft.ef_cid}"
    assert analyst.get(correction).context["overridden"]["ef_cid"] == PUBLISHED
    assert analyst.post(correction, proposal | {"value": "52.6", "evidence": proof("new.pdf")}).status_code == 302
    reviewer.post(f"/factors/private/{only(tenant_a).id}", {"approve": "1", "reason": "Corrected"})
    states = {row["value"]: row["state"] for row in analyst.get("/factors/private").context["factors"]}
    assert states == {"52.5": "superseded", "52.6": "approved"}


def test_a_draft_is_withdrawn_by_its_author_or_rejected_by_another(
    tenant_a: Tenant, analyst: Client, reviewer: Client
) -> None:
    analyst.post(NEW, said())
    address = f"/factors/private/{only(tenant_a).id}"
    assert reviewer.post(address, {"withdraw": "1", "reason": "not mine"}).status_code == 422
    assert analyst.post(address, {"withdraw": "1", "reason": "Wrong report"}).status_code == 302
    assert reviewer.post(address, {"approve": "1", "reason": "late"}).status_code == 422
    analyst.post(NEW, said(value="48.2"))
    reviewer.post(f"/factors/private/{only(tenant_a).id}", {"reject": "1", "reason": "No page given"})
    states = {row["state"] for row in analyst.get("/factors/private").context["factors"]}
    assert states == {"withdrawn", "rejected"}
    assert [row["state"] for row in analyst.get("/factors/private?status=withdrawn").context["factors"]] == [
        "withdrawn"
    ]


def test_an_auditor_reads_and_decides_nothing(tenant_a: Tenant, analyst: Client) -> None:
    analyst.post(NEW, said())
    address = f"/factors/private/{only(tenant_a).id}"
    auditor = signed_in(tenant_a, "auditor")
    assert auditor.get(address).status_code == 200
    assert auditor.post(address, {"approve": "1", "reason": "x"}).status_code == 403
    assert auditor.get(NEW).status_code == 403


def test_another_tenants_factor_is_exactly_like_an_unknown_one(
    tenant_a: Tenant, tenant_b: Tenant, analyst: Client
) -> None:
    analyst.post(NEW, said())
    theirs = only(tenant_a)
    outsider = signed_in(tenant_b, "admin")
    pairs = [(f"/factors/private/{key}", f"/factors/private/{key}/evidence") for key in (theirs.id, uuid.uuid4())]
    for known, unknown in zip(*pairs, strict=True):
        answers = outsider.get(known), outsider.get(unknown)
        assert answers[0].status_code == answers[1].status_code == 404
        assert answers[0].content == answers[1].content
    named = [outsider.get(f"{NEW}?supersedes={key}") for key in (theirs.ef_cid, "ef_0000000000000000")]
    assert named[0].status_code == named[1].status_code == 404
    assert not outsider.get("/factors/private").context["factors"]
