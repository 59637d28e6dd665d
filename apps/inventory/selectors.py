"""Reading the inventory."""

import uuid

from apps.inventory.models import ReportingPeriod
from greenlang.errors import NotFound


def period_get(period_id: uuid.UUID | str) -> ReportingPeriod:
    """A reporting period of the present tenant.

    Raises:
        NotFound: no such period here.
    """
    period = ReportingPeriod.objects.select_related("entity").filter(id=period_id).first()
    if period is None:
        raise NotFound("There is no such reporting period.", where="period_id")
    return period
