"""Signing off waits for what is being written, and what comes after it finds the period locked."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connection, connections

from apps.inventory.errors import PeriodLocked
from apps.inventory.models import ReportingPeriod
from apps.inventory.selectors import require_open
from apps.reports.signing_off import report_sign
from apps.tenants.services import tenant_create
from greenlang.isolation import tenant_scope
from tests.database import TestDatabase
from tests.inventory.inventories import Inventory, inventory_make, person, submitted


def elsewhere(work: Callable[[], object], inventory: Inventory) -> BaseException | None:
    """Do something in a transaction of another connection, which waits for no lock; what it raised."""

    def done() -> BaseException | None:
        try:
            with tenant_scope(inventory.tenant.id):
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL lock_timeout = '50ms'")
                work()
        except (OperationalError, PeriodLocked) as error:
            return error
        finally:
            connections.close_all()
        return None

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(done).result()


def test_writers_and_the_signature_wait_for_each_other(committed: TestDatabase) -> None:
    tenant = tenant_create(slug="alpha", name="Alpha")
    with tenant_scope(tenant.id):
        inventory = inventory_make(tenant)
        submitted(inventory)
    period = inventory.period

    def sign() -> None:
        report_sign(period=period, note="", actor=person(tenant, "Approver"))

    with tenant_scope(tenant.id):
        require_open(period)
        assert elsewhere(lambda: require_open(period), inventory) is None, "writers do not wait for each other"
        assert isinstance(elsewhere(sign, inventory), OperationalError), "the signature waits for a writer"
    with tenant_scope(tenant.id):
        sign()
        late = elsewhere(lambda: require_open(period), inventory)
        assert isinstance(late, OperationalError), "a writer waits for the signature"
    assert isinstance(elsewhere(lambda: require_open(period), inventory), PeriodLocked)
    with tenant_scope(tenant.id), pytest.raises(PeriodLocked):
        require_open(ReportingPeriod.objects.get())
