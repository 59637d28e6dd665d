"""Taking lines of an inventory back."""

import uuid

from apps.calculations.models import Calculation
from apps.calculations.services.corrections import calculation_reverse
from apps.events.audit import audit_record
from apps.events.models import AuditKind
from apps.inventory.models import ReportingPeriod
from apps.inventory.selectors import require_open


def line_reverse(*, calculation: Calculation, reason: str, actor: str) -> Calculation:
    """Take a calculation back by a reversing entry, unless its period is locked; see `calculation_reverse`.

    Raises:
        PeriodLocked: its period was signed off.
    """
    reversal = calculation_reverse(calculation=calculation, reason=reason, actor=actor, may_change=_require_open)
    audit_record(kind=AuditKind.DATA, act="took back", actor=actor, subject=f"calc_{calculation.id.hex}", detail=reason)
    return reversal


def _require_open(period_id: uuid.UUID) -> None:
    """A period that is not here (any more) locks nothing."""
    period = ReportingPeriod.objects.filter(id=period_id).first()
    if period is not None:
        require_open(period)
