"""A reporting period with calculated lines and a frozen report, made by the kernel itself, without an agent."""

import uuid
from dataclasses import dataclass, replace
from datetime import date

from apps.calculations.models import Calculation
from apps.calculations.services.ledger import ledger_append
from apps.inventory.models import ActivityData, ReportingPeriod
from apps.inventory.services import activity_upload, period_open
from apps.reports.models import InventoryReport
from apps.reports.services import report_freeze
from apps.reports.signing_off import report_sign, report_submit
from apps.tenants.models import Role, Tenant
from apps.tenants.principal import Principal
from greenlang.engine.canonical_json import canonical_json
from tests.calculations.records import calculated

HEAD = "site,start,end,fuel,region,quantity,unit,basis\n"
WHY = {"rejected": "The row repeats an invoice that is in already."}


@dataclass(frozen=True)
class Inventory:
    """What `inventory_make` made in a tenant."""

    tenant: Tenant
    period: ReportingPeriod
    report: InventoryReport


def rows(*quantities: str, month: int = 1) -> bytes:
    """A file with a row for each quantity of natural gas in mmBtu."""
    day = f"2025-{month:02}"
    lines = (f"North,{day}-01,{day}-28,natural-gas,US,{quantity},mmBtu,gross\n" for quantity in quantities)
    return (HEAD + "".join(lines)).encode()


def inventory_make(tenant: Tenant, quantities: tuple[str, ...] = ("50", "70"), name: str = "2025") -> Inventory:
    """A year with a line for each quantity, one rejected row, and a report; in the tenant's scope."""
    period = period_open(entity_name=tenant.name, name=name, start=date(2025, 1, 1), end=date(2025, 12, 31))
    activity_upload(period=period, filename="gas.csv", data=rows(*quantities, "ten"), uploaded_by="test")
    for activity in ActivityData.objects.filter(period=period).order_by("row"):
        line_make(activity)
    return Inventory(tenant, period, report_freeze(period=period, prepared_by="test"))


def line_make(activity: ActivityData) -> Calculation:
    """The calculation of a row."""
    record, recipe = calculated(activity.quantity, period_id=activity.period_id, activity_id=activity.id)
    source = {
        "site": "North",
        "start": activity.start.isoformat(),
        "end": activity.end.isoformat(),
        "quantity": activity.quantity,
        "unit": activity.unit,
        "file": "gas.csv",
        "row": str(activity.row),
    }
    record = replace(record, source=canonical_json(source).decode())
    ledger_append(record, recipe)
    return Calculation.objects.get(id=uuid.UUID(record.id))


def person(tenant: Tenant, name: str) -> Principal:
    """Somebody who may do everything."""
    return Principal(tenant.id, tenant.name, Role.ADMIN, name, key_id=uuid.uuid5(uuid.NAMESPACE_URL, name))


def submitted(inventory: Inventory) -> None:
    """Its preparer hands it in."""
    actor = person(inventory.tenant, "Preparer")
    report_submit(period=inventory.period, statement="Complete.", reasons=WHY, actor=actor)


def signed(inventory: Inventory) -> uuid.UUID:
    """It is handed in and signed off; the step."""
    submitted(inventory)
    return report_sign(period=inventory.period, note="", actor=person(inventory.tenant, "Approver")).id
