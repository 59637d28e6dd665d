"""The organisation: its companies, sites and reporting periods."""

from datetime import date

from django.db import transaction

from apps.calculations.selectors.factors import gwp_set as known_gwp_set
from apps.inventory.models import Entity, ReportingPeriod
from greenlang.errors import InvalidInput


@transaction.atomic
def period_open(*, entity_name: str, name: str, start: date, end: date, gwp_set: str = "AR5") -> ReportingPeriod:
    """The entity's reporting period of that name; made when it does not exist yet.

    Raises:
        InvalidInput: the end lies before the start, or the name is taken for other dates.
        UnknownGwpSet: no such set of warming potentials.
    """
    if end < start:
        raise InvalidInput("The period ends before it starts.", where="end", mend="Give the last day of the period.")
    entity, _ = Entity.objects.get_or_create(name=entity_name)
    known_set = known_gwp_set(gwp_set).id
    period, _ = ReportingPeriod.objects.get_or_create(
        entity=entity, name=name, defaults={"start": start, "end": end, "gwp_set": known_set}
    )
    if (period.start, period.end) != (start, end):
        raise InvalidInput(f"“{name}” is {period.start} to {period.end} already.", where="name", mend="Choose another.")
    return period
