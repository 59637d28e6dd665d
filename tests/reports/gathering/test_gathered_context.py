"""What a report has beside its lines: earlier periods, instruments, quality; and that it knows when any of it moved."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from apps.inventory.models import ActivityData, Entity, ReportingPeriod, Site
from apps.inventory.services import activity_upload, period_open
from apps.inventory.services.organisation import boundary_set
from apps.reports.gathering.comparatives import company_of, comparatives_of
from apps.reports.models import InventoryReport
from apps.reports.services import report_freeze
from apps.reports.shapes import InventorySnapshot
from apps.reports.signing_off import report_finish
from apps.reports.staleness import Reason, report_is_stale, stale_reasons
from apps.tenants.models import Tenant
from greenlang.isolation import tenant_scope
from tests.inventory.inventories import HEAD, Inventory, inventory_make, line_make, signed

pytestmark = pytest.mark.django_db


def next_year(made: Inventory) -> ReportingPeriod:
    """The year after, with one line."""
    period = period_open(entity_name=made.tenant.name, name="2026", start=date(2026, 1, 1), end=date(2026, 12, 31))
    row = "North,2026-01-01,2026-01-28,natural-gas,US,40,mmBtu,gross\n"
    activity_upload(period=period, filename="gas.csv", data=(HEAD + row).encode(), uploaded_by="test")
    line_make(ActivityData.objects.get(period=period))
    return ReportingPeriod.objects.select_related("entity").get(id=period.id)


def frozen(period: ReportingPeriod) -> InventorySnapshot:
    fresh = ReportingPeriod.objects.select_related("entity").get(id=period.id)
    snapshot: InventorySnapshot = report_freeze(period=fresh).snapshot
    return snapshot


def test_the_period_before_is_compared_with_as_the_ledger_has_it_until_it_is_signed(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        made = inventory_make(tenant_a)
        later = next_year(made)
        (prior,) = frozen(later)["comparatives"]
        assert (prior["role"], prior["status"], prior["period"]["name"]) == ("prior", "", "2025")
        assert prior["co2e_kg"] == made.report.snapshot["totals"]["co2e_kg"]
        assert prior["by_scope"] == {"1": prior["co2e_kg"]}
        final = report_finish(signed(made))
        (prior,) = frozen(later)["comparatives"]
        assert (prior["status"], prior["snapshot_hash"]) == ("final", final.snapshot_hash)
        assert frozen(later)["base_year"] == {"period": "", "threshold_percent": "5"}


def test_a_base_year_that_is_the_period_before_is_told_once_and_is_no_comparison_for_itself(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        made = inventory_make(tenant_a)
        later = next_year(made)
        boundary_set(
            company=made.period.entity, approach="operational-control", base_period_id=made.period.id,
            recalculation_threshold=10,
        )  # fmt: skip
        snapshot = frozen(later)
        assert [each["role"] for each in snapshot["comparatives"]] == ["prior and base"]
        assert snapshot["base_year"] == {"period": "2025", "threshold_percent": "10"}
        assert comparatives_of(made.period, company_of(made.period)) == []


def test_every_line_is_scored_and_all_of_them_together(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        snapshot = inventory_make(tenant_a).report.snapshot
        whole, only = snapshot["quality"]
        assert (whole["of"], whole["lines"], whole["co2e_kg"]) == ("all", "2", snapshot["totals"]["co2e_kg"])
        assert only["of"].startswith("natural-gas, US")
        names = ("technological", "geographical", "temporal")
        assert [whole[name] for name in names] == [only[name] for name in names]
        assert all(1 <= Decimal(whole[name]) <= 3 for name in names)


def test_without_a_board_there_are_no_instruments_and_nothing_is_said_of_them(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        assert "instruments" not in inventory_make(tenant_a).report.snapshot


MOVES: dict[str, Callable[[Inventory], object]] = {
    "a site's country": lambda made: Site.objects.update(country="FR"),
    "an entity's name": lambda made: Entity.objects.update(name="Another"),
    "the threshold": lambda made: Entity.objects.update(recalculation_threshold=7),
    "the approach": lambda made: Entity.objects.update(consolidation_approach="equity-share"),
}


@pytest.mark.parametrize("move", MOVES)
def test_a_draft_is_stale_when_what_it_stands_on_moved(tenant_a: Tenant, move: str) -> None:
    with tenant_scope(tenant_a.id):
        made = inventory_make(tenant_a)
        assert not report_is_stale(made.report)
        MOVES[move](made)
        assert stale_reasons([made.report]) == {made.report.id: (Reason.GROUNDS,)}


def test_a_period_calculated_before_it_moves_a_report_that_compares_with_it(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        made = inventory_make(tenant_a)
        later = next_year(made)
        report = report_freeze(period=later)
        assert not report_is_stale(report)
        line_make(ActivityData.objects.filter(period=made.period).order_by("row")[0])
        assert report_is_stale(report)


def test_what_was_signed_off_stands_whatever_is_renamed_later(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        final = report_finish(signed(inventory_make(tenant_a)))
        Site.objects.update(country="FR")
        assert not report_is_stale(InventoryReport.objects.get(id=final.id))
