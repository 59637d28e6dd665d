"""What a frozen report says of each line: its category, whose it is, where, whether it is estimated, its energy."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from apps.calculations.selectors.ledger import latest_for_period
from apps.inventory.models import ActivityData, ReportingPeriod, Site
from apps.inventory.services.organisation import entity_save, site_save
from apps.reports.datapoints import datapoints_of
from apps.reports.formats.blocks import Table
from apps.reports.formats.lines import RECOMPUTED, line_tables
from apps.reports.formats.printed.account import Account
from apps.reports.formats.printed.appendices import every_line
from apps.reports.formats.recomputing import recipe_of
from apps.reports.gathering.lines import lines_gather
from apps.reports.services import report_freeze
from apps.tenants.models import Tenant
from greenlang.isolation import tenant_scope
from tests.inventory.inventories import inventory_make

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Frozen:
    """A snapshot with a line of an owned mill in Germany, whose first row is an estimate."""

    tenant: Tenant
    snapshot: Any


@pytest.fixture
def frozen(tenant_a: Tenant) -> Iterator[Frozen]:
    with tenant_scope(tenant_a.id):
        made = inventory_make(tenant_a)
        mill = entity_save(name="Mill", parent=made.period.entity, equity_share="100", country="DE")
        site_save(site=Site.objects.get(name="North"), entity=mill, name="North")
        Site.objects.update(country="")
        first = ActivityData.objects.order_by("row").first()
        assert first is not None
        ActivityData.objects.filter(id=first.id).update(is_estimated=True)
        period = ReportingPeriod.objects.select_related("entity").get(id=made.period.id)
        yield Frozen(tenant_a, report_freeze(period=period).snapshot)


def test_a_line_says_what_it_is_about_whose_it_is_and_where(frozen: Frozen) -> None:
    first, second = frozen.snapshot["lines"]
    assert (first["entity"], first["country"]) == ("Mill", "DE")
    assert (first["is_estimated"], second["is_estimated"]) == (True, False)
    assert first["category"] == {"id": "stationary-combustion", "title": "Stationary combustion", "scope3": "0"}


def test_a_line_of_fuel_says_its_energy_and_the_report_adds_it_up(frozen: Frozen) -> None:
    first = frozen.snapshot["lines"][0]["energy"]
    assert (first["carrier"], first["basis"]) == ("natural-gas", "net")
    assert first["gross_mwh"].startswith("14.65355350")
    points = datapoints_of(frozen.snapshot)
    assert set(points) >= {"energy", "energy-natural-gas"}


def test_what_a_line_says_is_enough_to_work_its_gases_out_again(frozen: Frozen) -> None:
    lines = frozen.snapshot["lines"]
    tables = line_tables(lines)
    assert {row.how for row in tables.gases} == {RECOMPUTED}
    assert all(recipe_of(line).gives(gas) for line in lines for gas in line["gases"])
    (table,) = every_line(Account(frozen.snapshot))
    assert isinstance(table, Table)
    assert str(table.rows[0][2]).startswith("50 mmBtu(HHV) × 53.06 kg(CO2)/mmBtu(HHV) (F1) = 2,653.000 kg CO2; × 1 = ")


def test_a_line_without_a_row_of_activity_data_says_nothing_of_its_place(frozen: Frozen) -> None:
    with tenant_scope(frozen.tenant.id):
        period = ReportingPeriod.objects.get()
        rows = list(latest_for_period(period.id))
        rows[0].activity_id = uuid.uuid4()
        found = lines_gather(period, [(row, Decimal(1)) for row in rows]).lines
    assert ["entity" in line for line in found] == [False, True]


def test_the_country_of_a_site_goes_before_that_of_its_entity(frozen: Frozen) -> None:
    with tenant_scope(frozen.tenant.id):
        Site.objects.update(country="FR")
        period = ReportingPeriod.objects.select_related("entity").get()
        assert {line["country"] for line in report_freeze(period=period).snapshot["lines"]} == {"FR"}
