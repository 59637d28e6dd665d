"""A period is submitted by one person and signed by another; what is signed is locked, and stays as it was."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client
from django.utils import timezone

from apps.calculations.models import Calculation
from apps.calculations.services.checkpoints import installation_keyring
from apps.inventory.errors import PeriodLocked
from apps.inventory.issues.findings import IssueKind
from apps.inventory.models import ActivityData, InventoryIssue, MappingGroup, SignOffStep
from apps.inventory.models.issues import BLOCKING
from apps.inventory.services import activity_upload
from apps.inventory.services.corrections import line_reverse
from apps.inventory.services.organisation import entity_save
from apps.inventory.signing_off.errors import NotReady, OutOfTurn, OwnSubmission
from apps.inventory.signing_off.standing import PeriodState, standing_of
from apps.inventory.signing_off.steps import period_restate, period_return, period_withdraw
from apps.jobs.models import Job
from apps.reports.models import InventoryReport
from apps.reports.services import report_freeze
from apps.reports.signing_off import report_finish, report_sign, report_submit
from apps.reports.snapshot import verify_snapshot
from apps.runtime.models import PartitionState, Run, RunPartition
from apps.runtime.services.runs import KIND, run_create, run_resume
from apps.tenants.models import ApiKey, Role, Tenant
from apps.tenants.principal import Principal
from apps.tenants.services import api_key_issue
from greenlang.errors import InvalidInput
from greenlang.isolation import tenant_scope
from tests.inventory.inventories import WHY, Inventory, inventory_make, person, rows, signed, submitted
from tests.portal.rows import world_make
from tests.runs import run_go_on

pytestmark = pytest.mark.django_db
MORE = rows("30", month=3)


@pytest.fixture
def inventory(tenant_a: Tenant) -> Iterator[Inventory]:
    with tenant_scope(tenant_a.id):
        yield inventory_make(tenant_a)


def test_what_blocks_is_listed_and_what_may_stay_needs_a_reason(inventory: Inventory) -> None:
    period = inventory.period
    actor = person(inventory.tenant, "Preparer")
    with pytest.raises(NotReady) as told:
        report_submit(period=period, statement="Complete.", reasons={}, actor=actor)
    assert [error["pointer"] for error in told.value.errors] == ["rejected"]
    activity_upload(period=period, filename="more.csv", data=MORE)
    with pytest.raises(NotReady) as told:
        report_submit(period=period, statement="Complete.", reasons=WHY, actor=actor)
    assert [error["pointer"] for error in told.value.errors] == ["stale-report"]
    report_freeze(period=period, prepared_by="test")
    with pytest.raises(NotReady) as told:
        report_submit(period=period, statement="Complete.", reasons=WHY, actor=actor)
    assert [error["pointer"] for error in told.value.errors] == ["uncalculated"]
    with pytest.raises(InvalidInput):
        report_submit(period=period, statement="  ", reasons=WHY, actor=actor)
    step = report_submit(
        period=period, statement="All but March.", reasons={**WHY, "uncalculated": "Came late."}, actor=actor
    )
    assert [(limit["code"], limit["reason"]) for limit in step.limits] == [
        ("uncalculated", "Came late."),
        ("rejected", WHY["rejected"]),
    ]


def test_open_issues_and_rows_without_a_factor_block_until_somebody_says_why(inventory: Inventory) -> None:
    period, now = inventory.period, timezone.now()
    MappingGroup.objects.create(
        period=period, key="k", words="gas", text="Gas", dimension="energy", rows=2, start=period.start, end=period.end,
        seen_at=now,
    )  # fmt: skip
    for kind in {*BLOCKING[:1], *(kind.value for kind in IssueKind if not kind.blocks)}:
        InventoryIssue.objects.create(
            period=period, key=kind, kind=kind, title="Something", how="x", found_at=now, seen_at=now
        )
    with pytest.raises(NotReady) as told:
        report_submit(period=period, statement="Complete.", reasons=WHY, actor=person(inventory.tenant, "Preparer"))
    assert [(error["pointer"], error["detail"]) for error in told.value.errors] == [
        ("issues", "Open issues that block sign-off. 1 is neither resolved nor accepted."),
        ("unmapped", "Rows without a factor. 2 rows wait for a factor in the mapping queue."),
    ]


def test_who_submits_does_not_sign_by_no_name(inventory: Inventory) -> None:
    period = inventory.period
    submitted(inventory)
    preparer = person(inventory.tenant, "Preparer")
    ApiKey.issue(name="robot", role=Role.ADMIN, created_by="Preparer")
    renamed = Principal(preparer.tenant_id, "", Role.ADMIN, "Somebody else", key_id=preparer.key_id)
    for actor in (
        preparer,
        renamed,
        person(inventory.tenant, "key robot"),
        person(inventory.tenant, "operator Preparer"),
    ):
        with pytest.raises(OwnSubmission):
            report_sign(period=period, note="", actor=actor)
        with pytest.raises(OwnSubmission):
            period_return(period=period, reason="Wrong.", actor=actor)
    with pytest.raises(OwnSubmission):
        period_withdraw(period=period, actor=person(inventory.tenant, "Approver"))
    period_withdraw(period=period, actor=preparer)
    assert standing_of(period).state == PeriodState.OPEN


def test_steps_are_taken_in_turn(inventory: Inventory) -> None:
    period = inventory.period
    approver = person(inventory.tenant, "Approver")
    with pytest.raises(OutOfTurn):
        report_sign(period=period, note="", actor=approver)
    with pytest.raises(OutOfTurn):
        period_restate(period=period, reason="Why not.", actor=approver)
    submitted(inventory)
    with pytest.raises(OutOfTurn):
        submitted(inventory)
    with pytest.raises(InvalidInput):
        period_return(period=period, reason="", actor=approver)
    period_return(period=period, reason="March is missing.", actor=approver)
    signed(inventory)
    kinds = [step.kind for step in standing_of(period).steps]
    assert kinds == ["submitted", "returned", "submitted", "signed"]


def test_what_came_after_the_report_keeps_it_from_being_signed(inventory: Inventory) -> None:
    period, approver = inventory.period, person(inventory.tenant, "Approver")
    submitted(inventory)
    entity_save(name="Half of it", parent=period.entity, equity_share=50)
    with pytest.raises(NotReady, match="the organisation"):
        report_sign(period=period, note="", actor=approver)
    activity_upload(period=period, filename="more.csv", data=MORE)
    with pytest.raises(NotReady, match="a file was taken in"):
        report_sign(period=period, note="", actor=approver)


def test_a_signed_period_is_locked_for_whatever_its_numbers_stand_on(tenant_a: Tenant) -> None:
    world = world_make(tenant_a)
    key = api_key_issue(tenant=tenant_a, name="robot", role=Role.ANALYST)
    with tenant_scope(tenant_a.id):
        period = world.upload.period
        run = Run.objects.get()
        going_on = run_create(version=world.version, period=period)
        job = Job.objects.create(kind=KIND, arguments={"run_id": str(going_on.id)}, created_by="test")
        Run.objects.filter(id=going_on.id).update(job_id=job.id)
        signed(Inventory(tenant_a, period, world.report))
        line = Calculation.objects.filter(period_id=period.id)[0]
        doors: list[Callable[[], object]] = [
            lambda: activity_upload(period=period, filename="more.csv", data=MORE),
            lambda: run_create(version=world.version, period=period),
            lambda: run_resume(run),
            lambda: line_reverse(calculation=line, reason="Wrong.", actor="test"),
        ]
        counts = ActivityData.objects.count(), Calculation.objects.count()
        for door in doors:
            with pytest.raises(PeriodLocked) as told, transaction.atomic():
                door()
            assert told.value.status == 409
            assert "Restate" in told.value.mend
    run_go_on(tenant_a.id, job)
    headers = {"authorization": f"Bearer {key}"}
    for path, body, kind in (
        (f"periods/{period.id}/uploads", MORE, "text/csv"),
        (f"calculations/{line}/reversal", {"reason": "Wrong."}, "application/json"),
    ):
        answer = Client().post(f"/api/v1/{path}", data=body, content_type=kind, headers=headers)
        assert (path, answer.status_code) == (path, 409)
        assert "Restate" in answer.content.decode()
    with tenant_scope(tenant_a.id):
        partition = RunPartition.objects.get(run=going_on)
        assert (partition.state, (partition.error or {})["code"]) == (PartitionState.FAILED, "period-locked")
        assert counts == (ActivityData.objects.count(), Calculation.objects.count())


def test_the_signature_covers_who_signed_which_snapshot(inventory: Inventory) -> None:
    step = SignOffStep.objects.get(id=signed(inventory))
    keyring = installation_keyring()
    assert keyring.statement_fault(step.signed) == ""
    statement: dict[str, Any] = step.signed or {}
    body = statement["body"]
    assert (body["preparer"]["name"], body["approver"]["name"]) == ("Preparer", "Approver")
    assert body["snapshot_hash"] == inventory.report.snapshot_hash
    changed = {**statement, "body": {**body, "round": "2"}}
    assert keyring.statement_fault(changed) != ""
    with pytest.raises(ProgrammingError), transaction.atomic():
        SignOffStep.objects.filter(id=step.id).update(actor="Somebody")
    with pytest.raises(ProgrammingError), transaction.atomic():
        SignOffStep.objects.all().delete()


def test_the_final_report_is_the_submitted_one_with_its_sign_off(inventory: Inventory) -> None:
    step = SignOffStep.objects.get(id=signed(inventory))
    final = report_finish(step.id)
    assert report_finish(step.id).id == final.id
    assert final.status == final.snapshot["status"] == "final"
    sign_off = final.snapshot["sign_off"]
    assert sign_off["draft_hash"] == inventory.report.snapshot_hash
    assert [limit["reason"] for limit in sign_off["limits"]] == [WHY["rejected"]]
    assert final.snapshot["totals"] == inventory.report.snapshot["totals"]
    verify_snapshot(final.snapshot)


def test_a_restatement_says_why_and_by_how_much_and_leaves_what_was_signed(inventory: Inventory) -> None:
    period = inventory.period
    first = report_finish(signed(inventory))
    with pytest.raises(InvalidInput):
        period_restate(period=period, reason=" ", actor=person(inventory.tenant, "Preparer"))
    period_restate(period=period, reason="March was missing.", actor=person(inventory.tenant, "Preparer"))
    line = Calculation.objects.filter(period_id=period.id).order_by("sequence").first()
    assert line is not None
    line_reverse(calculation=line, reason="The meter was read twice.", actor="test")
    report_freeze(period=period, prepared_by="test")
    reasons = {**WHY, "uncalculated": "Taken back."}
    report_submit(period=period, statement="Again.", reasons=reasons, actor=person(inventory.tenant, "Preparer"))
    second = report_finish(report_sign(period=period, note="", actor=person(inventory.tenant, "Approver")).id)
    restates = second.snapshot["sign_off"]["restates"]
    assert second.status == "restated"
    assert restates["reason"] == "March was missing."
    assert restates["snapshot_hash"] == first.snapshot["sign_off"]["draft_hash"]
    assert restates["difference"] == f"-{line.co2e.normalize():f}"
    assert restates["exceeds"] == "yes"
    kept = InventoryReport.objects.get(id=first.id)
    assert (kept.snapshot, kept.snapshot_hash, kept.status) == (first.snapshot, first.snapshot_hash, "final")
    assert [step.round for step in standing_of(period).signed] == [1, 2]
