"""The sign-off as the page shows it."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from apps.calculations.readable import members
from apps.inventory.models import SignOffStep
from apps.inventory.signing_off.blockers import Blocker
from apps.inventory.signing_off.standing import PeriodState
from apps.portal.presenters.numbers import grouped, mass, masses
from apps.portal.presenters.scopes import LABELS
from apps.reports.sign_off_reading import SignOffView, Subject
from greenlang.signing import fingerprint_told

STATES = {
    PeriodState.OPEN: ("Open", "The numbers may change. A preparer submits them with a frozen report."),
    PeriodState.SUBMITTED: ("Submitted", "An approver who did not submit it signs it off or returns it."),
    PeriodState.SIGNED: ("Signed off", "Locked: nothing the numbers stand on can be changed without a restatement."),
}
_DONE = {
    SignOffStep.Kind.SUBMITTED: "Submitted",
    SignOffStep.Kind.WITHDRAWN: "Withdrawn",
    SignOffStep.Kind.RETURNED: "Returned",
    SignOffStep.Kind.SIGNED: "Signed off",
    SignOffStep.Kind.REOPENED: "Reopened to be restated",
}
_MENDED_AT = {
    "no-report": ("portal:reports", "Prepare a report"),
    "stale-report": ("portal:reports", "Prepare a report"),
    "moved-grounds": ("portal:reports", "Prepare a report"),
    "unverified-ledger": ("portal:calculations", "See the ledger"),
    "uncalculated": ("portal:data", "Run an agent"),
    "rejected": ("portal:data", "See the rows"),
    "unmapped": ("portal:mapping", "Map them"),
    "issues": ("portal:issues", "See the issues"),
    "findings": ("portal:findings", "See the findings"),
}


def sign_off_page(view: SignOffView, *, typed: Mapping[str, str]) -> dict[str, Any]:
    """``standing``, ``subject``, ``blockers``, ``change``, ``rounds`` and ``steps`` of the page.

    Args:
        typed: what was typed into its forms before an error.
    """
    standing = view.standing
    label, lede = STATES[standing.state]
    return {
        "standing": {"state": standing.state.value, "label": label, "lede": lede, "round": standing.round},
        "subject": _subject(view.subject),
        "blockers": [_blocker(blocker, typed.get(f"reason-{blocker.code}", "")) for blocker in view.blockers],
        "blocked_for_good": any(not blocker.acceptable for blocker in view.blockers),
        "submission": _step(standing.steps[-1]) if standing.state == PeriodState.SUBMITTED else None,
        "restates": standing.reopened.note if standing.reopened else "",
        "change": changed(view.change) if view.change else None,
        "rounds": [_round(step, view) for step in reversed(standing.signed)],
        "steps": [_step(step) for step in reversed(standing.steps)],
        "typed": dict(typed),
    }


def _subject(subject: Subject | None) -> dict[str, Any] | None:
    if subject is None:
        return None
    report = subject.report
    return {
        "report_id": report.id,
        "title": f"Inventory {report.period_name}",
        "at": report.prepared_at,
        "by": report.prepared_by,
        "snapshot_hash": report.snapshot_hash,
        "seal": "stale" if subject.is_stale else "verified",
        **mass(subject.figures["total"]),
    }


def _blocker(blocker: Blocker, typed: str) -> dict[str, Any]:
    address, action = _MENDED_AT.get(blocker.code, ("", ""))
    return {
        "code": blocker.code,
        "title": blocker.title,
        "detail": blocker.detail,
        "acceptable": blocker.acceptable,
        "url": reverse(address) if address else "",
        "action": action,
        "typed": typed,
    }


def _step(step: SignOffStep) -> dict[str, Any]:
    return {
        "id": step.id,
        "round": step.round,
        "done": _DONE[SignOffStep.Kind(step.kind)],
        "kind": step.kind,
        "actor": step.actor,
        "at": step.at,
        "note": step.note,
        "limits": step.limits,
        "snapshot_hash": step.snapshot_hash,
    }


def _round(step: SignOffStep, view: SignOffView) -> dict[str, Any]:
    """A round that was signed off."""
    fault, final = view.faults[step.id], view.finals.get(step.id)
    # Somebody may have broken the row: what can be read of it is shown, beside the fault.
    statement = members(step.signed)
    return {
        "step_id": step.id,
        "round": step.round,
        "preparer": members(members(statement.get("body")).get("preparer")).get("name", ""),
        "approver": step.actor,
        "at": step.at,
        "snapshot_hash": step.snapshot_hash,
        "fingerprint": fingerprint_told(str(statement.get("key", ""))),
        "seal": "broken" if fault else "verified",
        "fault": fault,
        "report_id": final.id if final else None,
        "is_written": step.id in view.written,
        "report_hash": final.snapshot_hash if final else "",
        "change": changed(step.change) if step.change else None,
        **mass(step.figures["total"]),
    }


def changed(change: Mapping[str, Any]) -> dict[str, Any]:
    """A restatement: the rows before, after and difference in one unit, and what the threshold says."""
    rows = [*change["by_scope"], {**change, "scope": "total"}]
    names = ("before", "after", "difference")
    figures = iter(masses([row[name] for row in rows for name in names]))
    return {
        "round": change["round"],
        "reason": change["reason"],
        "rows": [
            {"label": LABELS.get(row["scope"], "Total"), **{name: next(figures) for name in names}} for row in rows
        ],
        "percent": grouped(change["percent"], 2) if change["percent"] else "",
        "threshold": change["threshold"],
        "exceeds": change["exceeds"] == "yes",
        "of_base_year": change["of_base_year"] == "yes",
    }
