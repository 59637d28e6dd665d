"""A report counts of each line what the dashboard counts: the part by the company's consolidation approach."""

from decimal import Decimal

import pytest

from apps.inventory.figures.reading import PeriodFigures, figures_current
from apps.inventory.models import Entity, ReportingPeriod, Site
from apps.inventory.services.organisation import boundary_set, entity_save, site_save
from apps.inventory.signing_off.steps import period_restate
from apps.portal.presenters.reports import report_page
from apps.reports.brief import brief_of
from apps.reports.services import report_freeze
from apps.tenants.models import Tenant
from greenlang.engine.numbers import exact_product, exact_sum
from greenlang.isolation import tenant_scope
from tests.inventory.inventories import Inventory, inventory_make, person, signed

pytestmark = pytest.mark.django_db
FUELS = ("50", "70")


def owned_in_part(tenant: Tenant, share: str) -> Inventory:
    """The inventory of a company that owns a part of the one entity where something was burnt."""
    made = inventory_make(tenant, FUELS)
    root = made.period.entity
    mill = entity_save(name="Mill", parent=root, equity_share=share, country="DE")
    site_save(site=Site.objects.get(name="North"), entity=mill, name="North")
    boundary_set(company=root, approach="equity-share", base_period_id=None, recalculation_threshold=5)
    return made


def dashboard(period: ReportingPeriod) -> Decimal:
    """kg CO2e as the dashboard adds them up."""
    figures_current()
    fresh = ReportingPeriod.objects.select_related("entity").get(id=period.id)
    return exact_sum(part.amount.co2e for part in PeriodFigures(fresh).by_recipe())


def reported(period: ReportingPeriod) -> Decimal:
    """kg CO2e of a report that is made at this moment."""
    fresh = ReportingPeriod.objects.select_related("entity").get(id=period.id)
    return Decimal(report_freeze(period=fresh).snapshot["totals"]["co2e_kg"])


def test_the_part_that_is_owned_counts_in_report_and_dashboard_alike(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        made = owned_in_part(tenant_a, "33.3333")
        whole = Decimal(made.report.snapshot["totals"]["co2e_kg"])
        counts = exact_product(whole, Decimal("0.333333"))
        assert reported(made.period) == dashboard(made.period) == counts
        fresh = ReportingPeriod.objects.select_related("entity").get(id=made.period.id)
        snapshot = report_freeze(period=fresh).snapshot
        assert {line["share"] for line in snapshot["lines"]} == {"0.333333"}
        assert exact_sum(Decimal(line["co2e_kg"]) for line in snapshot["lines"]) == whole
        shares = {entity["name"]: entity["share"] for entity in snapshot["boundary"]["entities"]}
        assert shares == {tenant_a.name: "1", "Mill": "0.333333"}
        page = report_page(report_freeze(period=fresh), brief_of(snapshot), seal="verified", stale_reason="")
        assert page["in_part"]
        assert {line["share"] for line in page["lines"]} == {"33.3333 %"}


def test_lines_of_an_entity_of_which_nothing_counts_are_no_lines_of_the_report(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        made = owned_in_part(tenant_a, "0")
        fresh = ReportingPeriod.objects.select_related("entity").get(id=made.period.id)
        snapshot = report_freeze(period=fresh).snapshot
        assert (snapshot["lines"], snapshot["factors"], snapshot["boundary"]["outside"]) == ([], [], "2")
        assert snapshot["totals"]["co2e_kg"] == "0" == str(dashboard(made.period))


def test_a_share_that_changes_after_the_sign_off_changes_no_signed_total(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        made = owned_in_part(tenant_a, "50")
        report_freeze(period=ReportingPeriod.objects.select_related("entity").get(id=made.period.id))
        before = dashboard(made.period)
        signed(made)
        Entity.objects.filter(name="Mill").update(equity_share=Decimal(80))
        assert dashboard(made.period) == before
        period_restate(period=made.period, reason="The share was wrong.", actor=person(tenant_a, "Approver"))
        assert dashboard(made.period) == exact_product(exact_product(before, Decimal(2)), Decimal("0.8"))
