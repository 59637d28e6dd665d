"""The steps of a sign-off. Each holds the period alone until it is committed."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.calculations.services.checkpoints import installation_keyring
from apps.events.audit import audit_record
from apps.events.models import AuditKind
from apps.inventory.figures.reading import shares_of
from apps.inventory.models import ReportingPeriod, SignOffStep
from apps.inventory.signing_off.blockers import Blocker, limits_accepted
from apps.inventory.signing_off.change import change_document
from apps.inventory.signing_off.document import Voice, sign_off_body
from apps.inventory.signing_off.errors import OutOfTurn, OwnSubmission
from apps.inventory.signing_off.standing import Kind, PeriodState, Standing, standing_held
from apps.tenants.selectors import is_same_person
from greenlang.edges.actor import Actor
from greenlang.errors import InvalidInput
from greenlang.signing import moment_text

MAX_NOTE = 2000


@dataclass(frozen=True, slots=True)
class FrozenReport:
    """What a step says of a frozen report.

    Args:
        figures: kg CO2e by scope and in ``total``, decimal strings.
    """

    id: uuid.UUID
    snapshot_hash: str
    figures: Mapping[str, str]


@transaction.atomic
def period_submit(
    *,
    period: ReportingPeriod,
    report: FrozenReport,
    statement: str,
    blockers: Iterable[Blocker],
    reasons: Mapping[str, str],
    actor: Actor,
) -> SignOffStep:
    """A preparer hands a period in, with a statement and the frozen report it is about.

    Args:
        blockers: what stands in the way of it.
        reasons: why what may be accepted may stay, by the blocker's code.

    Raises:
        InvalidInput: no statement.
        OutOfTurn: it was submitted or signed off before.
        NotReady: something blocks it.
    """
    note = _told(statement, "statement", "Say what you hand in and how far you answer for it.")
    standing = standing_held(period)
    standing.require(PeriodState.OPEN)
    limits = limits_accepted(blockers, reasons)
    return _step(
        standing,
        Kind.SUBMITTED,
        actor,
        note=note,
        report_id=report.id,
        snapshot_hash=report.snapshot_hash,
        figures=dict(report.figures),
        limits=limits,
    )


@transaction.atomic
def period_withdraw(*, period: ReportingPeriod, actor: Actor) -> SignOffStep:
    """Whoever submitted a period takes it back before it is signed.

    Raises:
        OutOfTurn: it is not submitted.
        OwnSubmission: somebody else submitted it.
    """
    standing = standing_held(period)
    submitted = _submitted(standing)
    if not is_own_step(actor, submitted):
        raise OwnSubmission(f"{submitted.actor} submitted it.", where="actor", mend="An approver returns it instead.")
    return _step(standing, Kind.WITHDRAWN, actor)


@transaction.atomic
def period_return(*, period: ReportingPeriod, reason: str, actor: Actor, seen: uuid.UUID | None = None) -> SignOffStep:
    """An approver hands a submitted period back, and says why.

    Args:
        seen: the submission that the approver has looked at; None: whichever stands.

    Raises:
        InvalidInput: no reason.
        OutOfTurn: it is not submitted, or was submitted anew since.
        OwnSubmission: the actor submitted it.
    """
    note = _told(reason, "reason", "Say what has to be mended.")
    standing = standing_held(period)
    submitted = _submitted(standing)
    _require_another_person(submitted, actor)
    _require_seen(submitted, seen)
    return _step(standing, Kind.RETURNED, actor, note=note)


@transaction.atomic
def period_sign(*, period: ReportingPeriod, note: str, actor: Actor, seen: uuid.UUID | None = None) -> SignOffStep:
    """An approver signs a submitted period off: it is locked, and what was said is signed by this installation.

    Args:
        seen: the submission that the approver has looked at; None: whichever stands.

    Raises:
        OutOfTurn: it is not submitted, or was submitted anew since.
        OwnSubmission: the actor submitted it.
    """
    standing = standing_held(period)
    submitted = _submitted(standing)
    _require_another_person(submitted, actor)
    _require_seen(submitted, seen)
    note, at = " ".join(note.split())[:MAX_NOTE], timezone.now()
    approver = Voice(actor.name, moment_text(at), note)
    body = _body(standing, submitted, approver)
    shares = {str(entity): str(share) for entity, share in shares_of(period.entity).items()}
    ReportingPeriod.objects.filter(id=period.id).update(locked_at=at, boundary=shares)
    return _step(
        standing,
        Kind.SIGNED,
        actor,
        at=at,
        note=note,
        report_id=submitted.report_id,
        snapshot_hash=submitted.snapshot_hash,
        figures=submitted.figures,
        limits=submitted.limits,
        change=body.get("restates"),
        signed=installation_keyring().statement(body),
    )


@transaction.atomic
def period_restate(*, period: ReportingPeriod, reason: str, actor: Actor) -> SignOffStep:
    """Open a period again that was signed off, as its next round. What was signed stays as it was.

    Raises:
        InvalidInput: no reason.
        OutOfTurn: it is not signed off.
    """
    note = _told(reason, "reason", "Say what was wrong or has changed; the new report prints it.")
    standing = standing_held(period)
    standing.require(PeriodState.SIGNED)
    ReportingPeriod.objects.filter(id=period.id).update(locked_at=None, boundary=None)
    return _step(standing, Kind.REOPENED, actor, note=note, round=standing.round + 1)


def restatement_of(standing: Standing, figures: Mapping[str, str]) -> dict[str, Any] | None:
    """What a report with these figures restates: the round before with its hash, why, and the exact difference.

    Returns:
        ``{"round", "snapshot_hash", "reason", "of_base_year": "yes" | "no"}`` and what `change_document` says; None in
        a period's first round.
    """
    reopened, signed = standing.reopened, standing.signed
    if reopened is None or not signed:
        return None
    before, entity = signed[-1], standing.period.entity
    return {
        "round": str(before.round),
        "snapshot_hash": before.snapshot_hash,
        "reason": reopened.note,
        "of_base_year": "yes" if entity.base_period_id == standing.period.id else "no",
        **change_document(before.figures, figures, threshold=entity.recalculation_threshold),
    }


def _body(standing: Standing, submitted: SignOffStep, approver: Voice) -> dict[str, Any]:
    period = standing.period
    return sign_off_body(
        tenant_id=str(period.tenant_id),
        period={
            "id": str(period.id),
            "name": period.name,
            "start": period.start.isoformat(),
            "end": period.end.isoformat(),
            "entity": period.entity.name,
        },
        round_number=standing.round,
        snapshot_hash=submitted.snapshot_hash,
        figures=submitted.figures,
        preparer=Voice(submitted.actor, moment_text(submitted.at), submitted.note),
        approver=approver,
        limits=submitted.limits,
        restates=restatement_of(standing, submitted.figures),
    )


def _submitted(standing: Standing) -> SignOffStep:
    standing.require(PeriodState.SUBMITTED)
    return standing.steps[-1]


def _require_seen(submitted: SignOffStep, seen: uuid.UUID | None) -> None:
    if seen is not None and submitted.id != seen:
        raise OutOfTurn(
            f"{submitted.actor} submitted this period anew since you looked at it.",
            where="submission",
            mend="Look at what is submitted now, then decide.",
        )


def is_own_step(actor: Actor, step: SignOffStep) -> bool:
    """Whether who acts has taken this step, themselves or through a key."""
    return is_same_person(actor, pk=step.actor_id, name=step.actor)


def _require_another_person(submitted: SignOffStep, actor: Actor) -> None:
    if is_own_step(actor, submitted):
        raise OwnSubmission(
            f"{submitted.actor} submitted this period.", where="actor", mend="Somebody else signs it off or returns it."
        )


def _told(text: str, where: str, mend: str) -> str:
    told = " ".join(text.split())
    if not told or len(told) > MAX_NOTE:
        message = f"The {where} is missing." if not told else f"The {where} is longer than {MAX_NOTE} characters."
        raise InvalidInput(message, where=where, mend=mend)
    return told


ACTS = {
    SignOffStep.Kind.SUBMITTED: "submitted for sign-off",
    SignOffStep.Kind.WITHDRAWN: "withdrew",
    SignOffStep.Kind.RETURNED: "returned",
    SignOffStep.Kind.SIGNED: "signed off",
    SignOffStep.Kind.REOPENED: "reopened to restate",
}
"""What each step is called in the audit log."""


def _step(
    standing: Standing, kind: SignOffStep.Kind, actor: Actor, *, at: datetime | None = None, **fields: Any
) -> SignOffStep:
    audit_record(
        kind=AuditKind.REPORT,
        act=ACTS[kind],
        actor=actor.name,
        subject=f"{standing.period.entity.name}, {standing.period.name}",
    )
    return SignOffStep.objects.create(
        **{
            "period": standing.period,
            "round": standing.round,
            "position": len(standing.steps) + 1,
            "kind": kind,
            "actor": actor.name,
            "actor_id": actor.pk,
            "at": at or timezone.now(),
            **fields,
        }
    )
