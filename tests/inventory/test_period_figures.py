"""What a period amounts to: consolidated by entity, the same from every side, and bridged exactly to another period."""

import random
import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from apps.calculations.models import ledger
from apps.calculations.selectors.ledger import latest_for_period
from apps.calculations.services.batch import segment_append
from apps.inventory.consolidation import consolidated_share
from apps.inventory.figures.bridge import period_bridge
from apps.inventory.figures.reading import PeriodFigures, figures_current
from apps.inventory.models import ActivityData, ActivityUpload, Entity, ReportingPeriod, Site
from apps.inventory.services import period_open
from apps.tenants.models import Tenant
from greenlang.engine.numbers import exact_product, exact_sum
from greenlang.engine.records import Recipe, Record
from greenlang.engine.units import Quantity
from greenlang.errors import NotFound
from greenlang.isolation import tenant_scope
from tests.calculations.records import ELECTRICITY, REQUEST, calculated, made

SHARES = {"Alpha": "100", "Beta": "33.3333", "Gamma": "0"}


class Company:
    """A company by equity share with two entities, a site of each, and two years of gas and electricity."""

    def __init__(self) -> None:
        self.chance = random.Random(5)
        self.years = [
            period_open(entity_name="Alpha", name=str(year), start=date(year, 1, 1), end=date(year, 12, 31))
            for year in (2024, 2025)
        ]
        root = self.years[0].entity
        Entity.objects.filter(id=root.id).update(consolidation_approach="equity-share")
        entities = {"Alpha": root} | {
            name: Entity.objects.create(name=name, parent=root, equity_share=Decimal(SHARES[name]), country="DE")
            for name in ("Beta", "Gamma")
        }
        self.sites = {name: Site.objects.create(entity=entity, name=f"{name} 1") for name, entity in entities.items()}
        for year in self.years:
            year.refresh_from_db()

    def fill(
        self, year: ReportingPeriod, sites: Sequence[str], *, gwp: str, edition: str, region: str = "US-CAMX"
    ) -> None:
        """A line of gas and one of electricity a month at each of the sites."""
        numbers = {"rows_in": 1, "accepted": 1, "rejected": 0, "duplicate": 0}
        upload = ActivityUpload.objects.create(period=year, filename="a.csv", sha256="0" * 64, **numbers)
        records, recipes = [], {}
        for n, (name, month) in enumerate((name, month) for name in sites for month in range(1, 5)):
            for kind in ("gas", "electricity"):
                activity = ActivityData.objects.create(
                    upload=upload, period=year, site=self.sites[name], row=n, start=date(year.start.year, month, 1),
                    end=date(year.start.year, month, 28), quantity="1", unit="kWh", row_hash=str(uuid.uuid4()),
                )  # fmt: skip
                more = {"period_id": year.id, "activity_id": activity.id}
                value = f"{self.chance.randrange(10**5)}.{self.chance.randrange(10**7)}"
                if kind == "gas":
                    record, recipe = calculated(value, gwp, **more)
                else:
                    record, recipe = _grid(value, gwp, edition, region=region, **more)
                records.append(record)
                recipes[recipe.hash] = recipe
        segment_append(records, recipes)


def _grid(value: str, gwp: str, edition: str, *, region: str, **more: uuid.UUID) -> tuple[Record, Recipe]:
    request = replace(
        REQUEST, category="purchased-electricity", activity="electricity", region=region, unit="kg/kWh",
        edition=edition,
    )  # fmt: skip
    return made(ELECTRICITY, Quantity.from_document({"value": value, "unit": "kWh"}), request, gwp, **more)


def counted(year: ReportingPeriod, sites: dict[str, Site]) -> Decimal:
    """kg CO2e of what counts, each line by its entity's share, from the ledger itself."""
    shares = {site.id: Decimal(SHARES[name]).scaleb(-2) for name, site in sites.items()}
    where: dict[uuid.UUID | None, uuid.UUID] = dict(ActivityData.objects.values_list("id", "site_id"))
    return exact_sum(exact_product(row.co2e, shares[where[row.activity_id]]) for row in latest_for_period(year.id))


def test_every_side_of_a_period_adds_up_to_what_counts(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        company = Company()
        year = company.years[1]
        company.fill(year, ["Alpha", "Beta", "Gamma"], gwp="AR5", edition="egrid2023-rev2")
        assert figures_current().is_current
        figures = PeriodFigures(year)
        expected, found = counted(year, company.sites), figures.breakdown()
        for parts in (found.by_recipe, found.by_month, found.by_entity, found.by_country, figures.by_recipe()):
            assert exact_sum(part.amount.co2e for part in parts) == expected
            assert sum(part.amount.lines for part in parts) == 16
        recipes = {recipe.id: recipe.content["gases"] for recipe in ledger.Recipe.objects.all()}
        gases = [exact_product(mass, Decimal(recipes[r][n].get("gwp", "0"))) for _, r, n, mass in figures.gases()]
        assert exact_sum(gases) == expected
        sites, count = figures.largest_sites("location", 1)
        assert (len(sites), count, sites[0].name) == (1, 2, "Alpha 1")
        assert figures.outside_boundary() == 8
        assert {part.key for part in found.by_country} == {None, "DE"}
        assert {part.scope for part in found.by_recipe} == {"1", "2-location"}


def test_the_bridge_between_two_years_adds_up_to_their_difference(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        company = Company()
        before, after = company.years
        company.fill(before, ["Alpha", "Beta"], gwp="AR5", edition="epa-hub-2025")
        company.fill(after, ["Alpha", "Gamma"], gwp="AR6", edition="egrid2023-rev2")
        figures_current()
        bridge = period_bridge(before, after, "location")
        effects = bridge.effects
        totals = counted(before, company.sites), counted(after, company.sites)
        assert (bridge.total_before, bridge.total_after) == totals
        assert effects.difference == exact_sum((totals[1], totals[0].copy_negate()))
        assert all(one.effects.difference == exact_sum((one.after, one.before.copy_negate())) for one in bridge.sources)
        assert effects.gwp < 0 < abs(effects.factor)
        # Beta has no lines in the later year, and of Gamma nothing counts.
        gone = latest_for_period(before.id)
        beta = {row.id for row in ActivityData.objects.filter(site=company.sites["Beta"])}
        share = Decimal(SHARES["Beta"]).scaleb(-2)
        lost = exact_sum(exact_product(row.co2e, share) for row in gone if row.activity_id in beta)
        assert effects.structure == lost.copy_negate()
        assert bridge.unexplained == 0


def test_sites_on_different_grids_are_not_held_against_each_other(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        company = Company()
        for year in company.years:
            company.fill(year, ["Alpha"], gwp="AR5", edition="epa-hub-2025")
            company.fill(year, ["Beta"], gwp="AR5", edition="epa-hub-2025", region="US-NYCW")
        figures_current()
        before, after = company.years
        effects = period_bridge(before, after, "location").effects
        totals = [counted(year, company.sites) for year in company.years]
        assert effects.activity == effects.difference == exact_sum((totals[1], totals[0].copy_negate()))
        assert effects.factor == effects.structure == 0


def test_a_year_that_has_nothing_yet_is_structure_and_without_figures_by_a_method_there_is_none(
    tenant_a: Tenant,
) -> None:
    with tenant_scope(tenant_a.id):
        company = Company()
        before, after = company.years
        company.fill(before, ["Alpha"], gwp="AR5", edition="epa-hub-2025")
        figures_current()
        lost = counted(before, company.sites).copy_negate()
        assert period_bridge(before, after, "location").effects.structure == lost
        # By the market-based method the grid's averages count nowhere, so that the gas alone would pass for a total.
        with pytest.raises(NotFound, match="no total of 2024 by the market-based method"):
            period_bridge(before, after, "market")


@pytest.mark.parametrize(
    ("approach", "expected"),
    [("equity-share", "0.333333"), ("financial-control", "1"), ("operational-control", "0")],
)
def test_an_entity_counts_by_the_companys_approach(approach: str, expected: str) -> None:
    share = consolidated_share(
        approach, equity_share=Decimal("33.3333"), financial_control=True, operational_control=False
    )
    assert share == Decimal(expected)
