"""A tenant's own factors: reviewed by a second person, immutable, and nobody else's business."""

import hashlib
import uuid
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import ProgrammingError, transaction

from apps.calculations.catalogue.errors import FactorAmbiguous, FactorNotFound
from apps.calculations.catalogue.private import InvalidPrivateFactor, OwnReview, PrivateFactorConflict
from apps.calculations.models import EmissionFactor
from apps.calculations.models.private import Evidence, PrivateFactor, PrivateFactorReview
from apps.calculations.selectors.factors import factor_lookup
from apps.calculations.selectors.lookup import editions_of, lookup_ingredients, private_state
from apps.calculations.selectors.private_factors import private_factor_get, private_factors
from apps.calculations.services.private_factors import (
    MAX_EVIDENCE_BYTES,
    evidence_keep,
    private_factor_approve,
    private_factor_reject,
)
from apps.events.models import AuditEntry, OutboxEvent
from apps.tenants.models import ApiKey, Role, Tenant
from apps.tenants.principal import Principal
from greenlang.engine.contract import FactorRequest
from greenlang.errors import NotFound
from greenlang.isolation import tenant_scope
from tests.calculations.catalogue.private_samples import AUTHOR, OWN_GAS, REVIEWER, approved, person, propose

pytestmark = pytest.mark.django_db

REFINERY_GAS = FactorRequest("ef", "stationary-combustion", "refinery-gas", "US", "kg/mmBtu(HHV)", ("CO2",))
NATURAL_GAS = replace(REFINERY_GAS, activity="natural-gas", edition="epa-hub-2025")


def published_gas() -> EmissionFactor:
    return EmissionFactor.objects.get(
        edition__slug="epa-hub-2025",
        category="stationary-combustion",
        activity="natural-gas",
        gas="CO2",
        unit="kg(CO2)/mmBtu(HHV)",
    )


def value_of(request: FactorRequest, on: date | None = None) -> Decimal:
    return factor_lookup(request, on=on).components[0].value


def test_a_draft_answers_nothing(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        assert propose().status == "draft"
        for request in (replace(REFINERY_GAS, source="private"), replace(REFINERY_GAS, fallback=("private",))):
            with pytest.raises(FactorNotFound):
                factor_lookup(request)


def test_an_approved_factor_answers_by_its_source_or_where_none_is_published(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        factor = approved()
        answer = factor_lookup(replace(REFINERY_GAS, source="private"))
        assert answer.components[0].ef_cid == factor.ef_cid
        assert (answer.edition, answer.source) == ("private", "Own laboratory, own factor")
        assert any("evidence report.pdf, sha256:" in step for step in answer.steps)
        assert value_of(replace(REFINERY_GAS, fallback=("private",))) == Decimal("48.1")
        assert value_of(replace(REFINERY_GAS, source="Own laboratory", fallback=("private",))) == Decimal("48.1")
        with pytest.raises(FactorNotFound):
            factor_lookup(REFINERY_GAS)


def test_a_rejected_factor_answers_nothing(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        draft = propose()
        rejected = private_factor_reject(factor_id=draft.id, reason="No calibration", reviewed_by=person(REVIEWER))
        assert rejected.status == "rejected"
        assert rejected.review is not None
        assert (rejected.review.reason, rejected.review.reviewed_by) == ("No calibration", REVIEWER)
        with pytest.raises(FactorNotFound):
            factor_lookup(replace(REFINERY_GAS, source="private"))


def test_an_approved_override_is_used_instead_and_told(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        assert value_of(NATURAL_GAS) == Decimal("53.06")
        own = approved({"value": "52.4"}, overrides=published_gas().ef_cid)
        answer = factor_lookup(NATURAL_GAS)
        assert answer.components[0].value == Decimal("52.4")
        assert any(f"{published_gas().ef_cid} is overridden: own factor {own.ef_cid}" in step for step in answer.steps)
        assert any(f"by {REVIEWER} on" in step for step in answer.steps)
        with pytest.raises(FactorNotFound):
            factor_lookup(replace(NATURAL_GAS, edition="", source="private"))


def test_another_tenant_sees_none_of_it(tenant_a: Tenant, tenant_b: Tenant) -> None:
    with tenant_scope(tenant_b.id):
        before = factor_lookup(NATURAL_GAS)
    with tenant_scope(tenant_a.id):
        own = approved()
        approved({"value": "52.4"}, overrides=published_gas().ef_cid)
    with tenant_scope(tenant_b.id):
        assert factor_lookup(NATURAL_GAS) == before
        assert private_state() == ""
        assert not private_factors().exists()
        assert not Evidence.objects.exists()
        told = []
        for factor_id in (own.id, uuid.uuid4()):
            with pytest.raises(NotFound) as caught:
                private_factor_get(factor_id)
            told.append(str(caught.value))
        assert told[0] == told[1]
        with pytest.raises(NotFound):
            private_factor_approve(factor_id=own.id, reason="mine now", reviewed_by=person(REVIEWER))
        with pytest.raises(NotFound):
            propose(evidence_sha256=own.evidence.sha256, supersedes=own.ef_cid)
        with pytest.raises(FactorNotFound) as refused:
            factor_lookup(replace(REFINERY_GAS, source="private"))
        assert "refinery-gas" not in (*refused.value.nearest, refused.value.mend)
    assert factor_lookup(NATURAL_GAS) == before


def test_evidence_of_another_tenant_is_no_evidence(tenant_a: Tenant, tenant_b: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        evidence = evidence_keep(filename="secret.pdf", content=b"secret", kept_by=AUTHOR)
    with tenant_scope(tenant_b.id), pytest.raises(NotFound, match="no such evidence"):
        propose(evidence_sha256=evidence.sha256)


def test_the_same_proposal_of_two_tenants_has_two_ids(tenant_a: Tenant, tenant_b: Tenant) -> None:
    ids = []
    for tenant in (tenant_a, tenant_b):
        with tenant_scope(tenant.id):
            ids.append(propose().ef_cid)
    assert ids[0] != ids[1]


def test_nobody_reviews_what_they_proposed(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        author = uuid.uuid4()
        draft = propose(proposed_by=person(AUTHOR, author))
        key, _ = ApiKey.issue(name="robot", role=Role.ADMIN, created_by=AUTHOR)
        robot = Principal(tenant_a.id, "", Role.ADMIN, "key robot", key_id=key.id)
        same = [robot, *(person(name, author) for name in (AUTHOR, f"operator {AUTHOR}", "renamed since"))]
        for decide in (private_factor_approve, private_factor_reject):
            for reviewer in same:
                with pytest.raises(OwnReview):
                    decide(factor_id=draft.id, reason="fine", reviewed_by=reviewer)
        assert private_factor_get(draft.id).status == "draft"
        namesake = person(AUTHOR, uuid.uuid4())
        assert private_factor_approve(factor_id=draft.id, reason="fine", reviewed_by=namesake).status == "approved"


@pytest.mark.parametrize("reason", ["", "   ", "x" * 2001, "a\x00b"])
def test_a_decision_says_its_reason(tenant_a: Tenant, reason: str) -> None:
    with tenant_scope(tenant_a.id), pytest.raises(InvalidPrivateFactor, match="reason"):
        private_factor_approve(factor_id=propose().id, reason=reason, reviewed_by=person(REVIEWER))


def test_a_factor_is_reviewed_once(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        factor = approved()
        for decide in (private_factor_approve, private_factor_reject):
            with pytest.raises(PrivateFactorConflict, match="approved already"):
                decide(factor_id=factor.id, reason="again", reviewed_by=person(REVIEWER))


@pytest.mark.parametrize("model", [PrivateFactor, PrivateFactorReview, Evidence])
def test_the_database_refuses_any_change(tenant_a: Tenant, model: type[PrivateFactor]) -> None:
    with tenant_scope(tenant_a.id):
        approved()
        row = model.objects.get()
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            model.objects.filter(pk=row.pk).update(id=uuid.uuid4())
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            model.objects.filter(pk=row.pk)._raw_delete("default")


def test_a_correction_supersedes_and_the_earlier_one_stays(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        first = approved()
        draft = propose(OWN_GAS | {"value": "48.3"}, supersedes=first.ef_cid)
        by_source = replace(REFINERY_GAS, source="private")
        assert value_of(by_source) == Decimal("48.1")
        private_factor_approve(factor_id=draft.id, reason="New report", reviewed_by=person(REVIEWER))
        assert value_of(by_source) == Decimal("48.3")
        assert private_factor_get(first.id).value == "48.1"
        assert [factor.ef_cid for factor in private_factors(status="current")] == [draft.ef_cid]


def test_two_approved_factors_never_say_the_same_thing_otherwise(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        approved()
        with pytest.raises(PrivateFactorConflict, match="is approved for the same"):
            approved(OWN_GAS | {"value": "48.3"})
        approved({"value": "52.4"}, overrides=published_gas().ef_cid)
        with pytest.raises(PrivateFactorConflict):
            approved({"value": "52.5", "valid_from": "2030-01-01"}, overrides=published_gas().ef_cid)


def test_two_corrections_of_one_factor_are_one_too_many(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        first = approved()
        drafts = [propose(OWN_GAS | {"value": value}, supersedes=first.ef_cid) for value in ("48.3", "48.4")]
        private_factor_approve(factor_id=drafts[0].id, reason="fine", reviewed_by=person(REVIEWER))
        with pytest.raises(PrivateFactorConflict, match="superseded by another"):
            private_factor_approve(factor_id=drafts[1].id, reason="fine", reviewed_by=person(REVIEWER))


def test_a_draft_is_not_superseded_and_the_same_thing_not_proposed_twice(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        draft = propose()
        with pytest.raises(PrivateFactorConflict, match="only an approved"):
            propose(OWN_GAS | {"value": "1"}, supersedes=draft.ef_cid)
        with pytest.raises(PrivateFactorConflict, match="proposed before"):
            propose()


def test_a_correction_of_something_else_is_refused(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id), pytest.raises(InvalidPrivateFactor, match="another activity"):
        propose(OWN_GAS | {"activity": "flare-gas"}, supersedes=approved().ef_cid)


def test_two_sources_of_one_thing_need_the_source_said(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        approved()
        approved(OWN_GAS | {"value": "48.9"}, source="Another laboratory")
        with pytest.raises(FactorAmbiguous, match="Say the source: Another laboratory"):
            factor_lookup(replace(REFINERY_GAS, source="private"))
        assert value_of(replace(REFINERY_GAS, source="Own laboratory", edition="private")) == Decimal("48.1")


def test_validity_decides_between_own_factors(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        approved(OWN_GAS | {"valid_to": "2024-12-31"})
        approved(OWN_GAS | {"valid_from": "2025-01-01", "value": "48.3"})
        by_source = replace(REFINERY_GAS, source="private")
        assert value_of(by_source, date(2024, 7, 1)) == Decimal("48.1")
        assert value_of(by_source, date(2025, 7, 1)) == Decimal("48.3")


def test_an_override_of_nothing_published_is_refused(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        for unknown in ("ef_0000000000000000", approved().ef_cid):
            with pytest.raises(FactorNotFound):
                propose({"value": "1"}, overrides=unknown)


def test_columns_that_do_not_exist_are_refused(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id), pytest.raises(InvalidPrivateFactor, match="no column 'use'"):
        propose(OWN_GAS | {"use": "inventory"})


def test_evidence_is_kept_once_and_bounded(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        content = b"a gas analysis"
        one, two = (evidence_keep(filename=name, content=content, kept_by=AUTHOR) for name in ("a.pdf", "c:\\b.pdf"))
        assert one.id == two.id
        assert one.sha256 == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert bytes(Evidence.objects.get().content) == content
        for filename, bad in (
            ("a.pdf", b""),
            ("", b"x"),
            ("a.pdf", bytes(MAX_EVIDENCE_BYTES + 1)),
            ("a\x00.pdf", b"x"),
        ):
            with pytest.raises(InvalidPrivateFactor):
                evidence_keep(filename=filename, content=bad, kept_by=AUTHOR)


def test_each_step_tells_the_outbox_and_an_approval_that_factors_changed(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        factor = approved()
        told = list(OutboxEvent.objects.filter(aggregate_type="private-factor"))
        assert [(event.topic, event.type) for event in told] == [
            ("platform", "ef.proposed"),
            ("platform", "ef.updated"),
        ]
        assert told[1].payload["ef_cid"] == told[1].aggregate_id == factor.ef_cid
        assert told[1].payload["change"] == "private-factor-approved"
        noted = AuditEntry.objects.order_by("at").values_list("actor", "act")
        assert list(noted) == [(AUTHOR, "proposed an own factor"), (REVIEWER, "approved an own factor")]


def test_a_refused_command_leaves_no_event(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        draft = propose()
        with pytest.raises(OwnReview):
            private_factor_approve(factor_id=draft.id, reason="fine", reviewed_by=person(AUTHOR))
        assert OutboxEvent.objects.filter(type="ef.updated").count() == 0


def test_an_approval_changes_what_answers_depend_on_for_this_tenant_only(tenant_a: Tenant, tenant_b: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        before = lookup_ingredients(NATURAL_GAS)
        propose()
        assert lookup_ingredients(NATURAL_GAS) == before
        own = approved({"value": "52.4"}, overrides=published_gas().ef_cid)
        after = lookup_ingredients(NATURAL_GAS)
        assert after.private != before.private == ""
        tags = editions_of(factor_lookup(NATURAL_GAS))
        assert tags == (f"edition:{published_gas().edition.content_hash}", f"private:{tenant_a.id}")
        assert own.ef_cid
    with tenant_scope(tenant_b.id):
        assert lookup_ingredients(NATURAL_GAS) == before
        assert len(editions_of(factor_lookup(NATURAL_GAS))) == 1
