"""A correction is a reversing entry: nothing is changed, and what was taken back no longer counts."""

import uuid
from decimal import Decimal

import pytest
from django.db.models import Sum

from apps.calculations.models import Calculation
from apps.calculations.selectors.ledger import calculation_record, latest_for_period
from apps.calculations.selectors.verification import ledger_verify
from apps.calculations.services.certificates import calculation_certificate
from apps.calculations.services.corrections import AlreadyReversed, calculation_reverse
from apps.events.models import OutboxEvent
from apps.tenants.models import Tenant
from apps.tenants.services import tenant_create
from greenlang.errors import Conflict, InvalidInput
from greenlang.isolation import tenant_scope
from tests.calculations.records import append
from tests.database import TestDatabase

pytestmark = pytest.mark.django_db
WHY = "The meter was read twice."


def anything(period_id: uuid.UUID) -> None:
    """Every period may change."""


def test_a_reversal_carries_the_exact_negative_and_names_what_it_takes_back(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        row = append("50")
        reversal = calculation_reverse(calculation=row, reason=WHY, actor="analyst", may_change=anything)
        assert reversal.reverses == row.id
        assert (reversal.co2e, reversal.result) == (-row.co2e, -row.result)
        assert [Decimal(mass) for mass in reversal.mass_list] == [-Decimal(mass) for mass in row.mass_list]
        assert Calculation.objects.aggregate(total=Sum("co2e"))["total"] == 0
        shown = calculation_record(reversal)
        assert shown["reverses"] == str(row)
        assert shown["source"]["reversal_reason"] == WHY
        assert ledger_verify().holds
        assert OutboxEvent.objects.filter(type="exec.reversed", aggregate_id=str(row.id)).count() == 1


def test_what_was_taken_back_counts_no_more_until_it_is_calculated_anew(tenant_a: Tenant) -> None:
    period, activity = uuid.uuid4(), uuid.uuid4()
    with tenant_scope(tenant_a.id):
        append("40", period_id=period, activity_id=activity)
        row = append("50", period_id=period, activity_id=activity)
        assert [found.id for found in latest_for_period(period)] == [row.id]
        calculation_reverse(calculation=row, reason=WHY, actor="analyst", may_change=anything)
        assert list(latest_for_period(period)) == []
        anew = append("60", period_id=period, activity_id=activity)
        assert [found.id for found in latest_for_period(period)] == [anew.id]


def test_an_entry_is_taken_back_once_and_a_reversal_never(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        row = append("50")
        reversal = calculation_reverse(calculation=row, reason=WHY, actor="analyst", may_change=anything)
        for again in (row, reversal):
            with pytest.raises(AlreadyReversed):
                calculation_reverse(calculation=again, reason=WHY, actor="analyst", may_change=anything)
        assert Calculation.objects.count() == 2
        assert ledger_verify().holds


@pytest.mark.parametrize("reason", ["", "  \n ", "x" * 1001])
def test_a_reversal_says_why(tenant_a: Tenant, reason: str) -> None:
    with tenant_scope(tenant_a.id), pytest.raises(InvalidInput, match="says why"):
        calculation_reverse(calculation=append("50"), reason=reason, actor="analyst", may_change=anything)


def test_a_reversed_zero_is_zero(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        reversal = calculation_reverse(calculation=append("0"), reason=WHY, actor="analyst", may_change=anything)
        assert reversal.record.result == "0"
        assert ledger_verify().holds


def test_what_was_taken_back_gets_no_certificate_of_its_own(committed: TestDatabase) -> None:
    tenant = tenant_create(slug="alpha", name="Alpha")
    with tenant_scope(tenant.id):
        row = append("50")
    with tenant_scope(tenant.id):
        calculation_reverse(calculation=row, reason=WHY, actor="analyst", may_change=anything)
    with tenant_scope(tenant.id), pytest.raises(Conflict, match="taken back"):
        calculation_certificate(row.id)
