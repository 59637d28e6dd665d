"""Signing a period off with its report: what blocks it, handing a frozen report in, and the final one made of it."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Sum

from apps.calculations.services.checkpoints import installation_keyring
from apps.inventory.models import AuditFinding, GroupState, MappingGroup, ReportingPeriod, SignOffStep
from apps.inventory.selectors import open_issues, rejected_waiting
from apps.inventory.signing_off.blockers import Blocker
from apps.inventory.signing_off.errors import NotReady
from apps.inventory.signing_off.standing import Kind, PeriodState, standing_held
from apps.inventory.signing_off.steps import FrozenReport, period_sign, period_submit
from apps.reports.models import InventoryReport, SignedHash
from apps.reports.snapshot import signed_snapshot
from apps.reports.staleness import Reason, stale_reasons, stale_told
from greenlang.edges.actor import Actor
from greenlang.engine.canonical_json import canonical_json, sha256_of
from greenlang.errors import NotFound

CERTIFICATE = "greenlang.sign-off-certificate/1"
ACCEPTABLE = ("uncalculated", "rejected", "issues", "findings", "unmapped")
"""Codes of what may stand in the way where somebody says why."""
STALE_CODES = ("stale-report", "moved-grounds")
"""Codes of a stale report: something came after it; what it stands on moved."""


def draft_of(period: ReportingPeriod) -> InventoryReport | None:
    """The latest frozen report of a period, without the weight of its content."""
    drafts = InventoryReport.objects.filter(period_id=period.id, status="draft")
    return drafts.defer("snapshot").order_by("-prepared_at").first()


def report_of(step: SignOffStep) -> InventoryReport:
    """The frozen report a step is about, without the weight of its content until it is asked for.

    Raises:
        NotFound: the step is about none.
    """
    reports = InventoryReport.objects.defer("snapshot")
    found = reports.filter(id=step.report_id).first() if step.report_id else None
    if found is None:
        raise NotFound("There is no such report.", where="report_id")
    return found


def blockers_of(period: ReportingPeriod, report: InventoryReport | None) -> list[Blocker]:
    """What stands in the way of submitting a period with this report."""
    if report is None:
        return [Blocker("no-report", "There is no report to sign", "Prepare one of this period.")]
    titles = ("The report is stale", "What the report stands on is another than it was")
    told = zip(STALE_CODES, titles, _stale(report), strict=True)
    found = [Blocker(code, title, detail) for code, title, detail in told if detail]
    if not _is_verified(report):
        found.append(Blocker("unverified-ledger", "The ledger did not verify", "It was checked with the report."))
    return [*found, *_lacking(period, report)]


def _stale(report: InventoryReport) -> tuple[str, str]:
    """What came after a report, and that what it stands on moved; empty where it did not."""
    reasons = stale_reasons([report])[report.id]
    after = [reason for reason in reasons if reason != Reason.GROUNDS]
    return stale_told(after), stale_told(reason for reason in reasons if reason == Reason.GROUNDS)


def _lacking(period: ReportingPeriod, report: InventoryReport) -> list[Blocker]:
    """What the report does not have in it; each may be accepted with a reason."""
    rejected = rejected_waiting(period)
    groups = MappingGroup.objects.filter(period=period, state=GroupState.OPEN)
    unmapped = groups.aggregate(rows=Sum("rows"))["rows"] or 0
    uncalculated = report.uncalculated
    found = []
    if uncalculated is None or uncalculated:
        detail = (
            f"{uncalculated:,} of {report.activities:,} rows are in no figure."
            if uncalculated
            else "The report does not say how many; prepare a new one."
        )
        found.append(Blocker("uncalculated", "Rows without a calculation", detail, acceptable=bool(uncalculated)))
    if rejected:
        detail = (
            f"{_rows(rejected)} of the files could not be accepted and {'is' if rejected == 1 else 'are'} not settled."
        )
        found.append(Blocker("rejected", "Rejected rows", detail, acceptable=True))
    issues = open_issues(period).blocking
    if issues:
        detail = f"{issues:,} {'is' if issues == 1 else 'are'} neither resolved nor accepted."
        found.append(Blocker("issues", "Open issues that block sign-off", detail, acceptable=True))
    findings = AuditFinding.objects.filter(period=period, closed_at=None).count()
    if findings:
        detail = f"{findings:,} {'is' if findings == 1 else 'are'} not closed by the auditor."
        found.append(Blocker("findings", "Open audit findings", detail, acceptable=True))
    if unmapped:
        detail = f"{_rows(unmapped)} wait{'s' if unmapped == 1 else ''} for a factor in the mapping queue."
        found.append(Blocker("unmapped", "Rows without a factor", detail, acceptable=True))
    return found


def _rows(count: int) -> str:
    return f"{count:,} row{'s' if count != 1 else ''}"


def _is_verified(report: InventoryReport) -> bool:
    if report.is_verified is None:
        return InventoryReport.objects.filter(id=report.id, snapshot__ledger__verified=True).exists()
    return report.is_verified


def figures_of(report: InventoryReport) -> dict[str, str]:
    """kg CO2e by scope and in total, as the report froze them."""
    totals = report.totals
    if totals is None:
        totals = InventoryReport.objects.filter(id=report.id).values_list("snapshot__totals", flat=True).get()
    by_scope = {scope: row["co2e_kg"] for scope, row in totals["by_scope"].items()}
    return {**by_scope, "total": totals["co2e_kg"]}


@transaction.atomic
def report_submit(*, period: ReportingPeriod, statement: str, reasons: Mapping[str, str], actor: Actor) -> SignOffStep:
    """Hand a period in with its latest frozen report; see `period_submit`."""
    standing_held(period).require(PeriodState.OPEN)
    report = draft_of(period)
    blockers = blockers_of(period, report)
    if report is None:
        raise NotReady(blockers[0].title + ".", where=blockers[0].code, mend=blockers[0].detail)
    frozen = FrozenReport(report.id, report.snapshot_hash, figures_of(report))
    return period_submit(
        period=period, report=frozen, statement=statement, blockers=blockers, reasons=reasons, actor=actor
    )


@transaction.atomic
def report_sign(*, period: ReportingPeriod, note: str, actor: Actor, seen: uuid.UUID | None = None) -> SignOffStep:
    """Sign a submitted period off; see `period_sign`. The final report is made afterwards, by `report_finish`.

    Raises:
        NotReady: something came after the report that was submitted.
    """
    standing = standing_held(period)
    standing.require(PeriodState.SUBMITTED)
    report = report_of(standing.steps[-1])
    for where, told in zip(STALE_CODES, _stale(report), strict=True):
        if told:
            raise NotReady(told, where=where, mend="Return it; the preparer submits a new report.")
    return period_sign(period=period, note=note, actor=actor, seen=seen)


@transaction.atomic
def report_finish(step_id: uuid.UUID | str) -> InventoryReport:
    """The final report of a signed step, made of the draft that was submitted; its files are not written yet.

    Safe to call again: it is made once.

    Raises:
        NotFound: no such step here.
        SnapshotInvalid: the draft is not what was signed.
    """
    step = SignOffStep.objects.select_related("period").filter(id=step_id, kind=Kind.SIGNED).first()
    if step is None:
        raise NotFound("There is no such sign-off.", where="step_id")
    standing_held(step.period)
    known = InventoryReport.objects.filter(step_id=step.id).first()
    if known is not None:
        return known
    draft = report_of(step)
    snapshot = signed_snapshot(draft.snapshot, sign_off_section(step))
    SignedHash.objects.get_or_create(digest=snapshot["snapshot_hash"].partition(":")[2])
    return InventoryReport.objects.create(
        period_id=draft.period_id,
        period_name=draft.period_name,
        entity_name=draft.entity_name,
        snapshot=snapshot,
        snapshot_hash=snapshot["snapshot_hash"],
        ledger_sequence=draft.ledger_sequence,
        status=snapshot["status"],
        step_id=step.id,
        totals=snapshot["totals"],
        is_verified=snapshot["ledger"]["verified"],
        grounds=draft.grounds,
        activities=draft.activities,
        uncalculated=draft.uncalculated,
        prepared_by=draft.prepared_by,
    )


def sign_off_section(step: SignOffStep) -> dict[str, Any]:
    """``sign_off`` of the final snapshot, from the signed statement alone."""
    statement: dict[str, Any] = step.signed or {}
    body = statement["body"]
    section = {
        "round": body["round"],
        "draft_hash": body["snapshot_hash"],
        "preparer": body["preparer"],
        "approver": body["approver"],
        "limits": body["limits"],
        "statement_hash": sha256_of(body),
        "key": statement["key"],
        "signature": statement["signature"],
    }
    return {**section, "restates": body["restates"]} if "restates" in body else section


def certificate_text(step: SignOffStep) -> bytes:
    """The certificate of a signed round: the statement, and the rotations of the installation's key."""
    rotations = [rotation.as_document() for rotation in installation_keyring().rotations]
    return canonical_json({"schema": CERTIFICATE, "statement": step.signed, "rotations": rotations})
