"""The figures an auditor knows by heart, through catalogue, formula and ledger."""

from decimal import Decimal

import pytest
from django.db.models import Sum

from apps.calculations.models import Calculation
from apps.tenants.models import Tenant
from greenlang.engine.numbers import canonical_number
from greenlang.isolation import tenant_scope
from tests.calculations.records import append, gas

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("gwp", "co2e"), [("AR4", "2655.74"), ("AR5", "2655.725"), ("AR6", "2655.715")])
def test_fifty_mmbtu_of_natural_gas(tenant_a: Tenant, gwp: str, co2e: str) -> None:
    with tenant_scope(tenant_a.id):
        row = append("50", gwp)
    assert gas(row, "CO2") == Decimal(2653)
    assert row.co2e == Decimal(co2e)
    assert row.result == Decimal(co2e)
    assert row.result_unit == "kg CO2e"


def test_the_database_sums_what_was_hashed(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        row = append("0.1234567890123456789012345678")
        total = Calculation.objects.aggregate(total=Sum("co2e"))["total"]
        assert canonical_number(total) == row.record.co2e
