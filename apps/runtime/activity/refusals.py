"""What agents said of rows they refused."""

import uuid

from apps.inventory.models import ReportingPeriod
from apps.runtime.models import Execution


def refusals_of(period: ReportingPeriod) -> dict[uuid.UUID, str]:
    """Why agents refused rows of a period, the last time each was refused."""
    refused = Execution.objects.filter(run__period_id=period.id, calculation_id=None, activity_id__isnull=False)
    told = refused.order_by("recorded_at").values_list("activity_id", "error__reason", "error__message")
    return {row: str(reason or message or "It was refused.")[:300] for row, reason, message in told if row}
