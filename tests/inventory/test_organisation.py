"""Companies, sites and periods: what may be made, changed and taken away."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from apps.inventory.errors import InUse, PeriodLocked, UnreadableFile
from apps.inventory.models import Entity, ReportingPeriod, Site
from apps.inventory.readers.sites import read_sites
from apps.inventory.selectors import entities_of, root_of
from apps.inventory.services import activity_upload
from apps.inventory.services.organisation import (
    boundary_set,
    entity_delete,
    entity_save,
    period_delete,
    period_save,
    site_delete,
    site_save,
    sites_import,
)
from apps.tenants.models import Tenant
from greenlang.errors import InvalidInput
from greenlang.isolation import tenant_scope

pytestmark = pytest.mark.django_db
YEAR: dict[str, Any] = {"start": date(2025, 1, 1), "end": date(2025, 12, 31), "gwp_set": "AR5"}
CSV = b"site,start,end,quantity,unit\nNorth,2025-01-01,2025-01-31,5,kWh\n"


@pytest.fixture(autouse=True)
def scope(tenant_a: Tenant) -> Iterator[None]:
    with tenant_scope(tenant_a.id):
        yield


def company(name: str = "Holding") -> Entity:
    return entity_save(name=name, parent=None)


def below(parent: Entity, name: str = "Mill") -> Entity:
    return entity_save(name=name, parent=parent, equity_share="51.5", financial_control=False)


def test_a_company_has_full_control_of_itself_and_its_approach_holds_below() -> None:
    holding = entity_save(name="Holding", parent=None, equity_share="3", financial_control=False)
    mill = below(holding)
    boundary_set(company=holding, approach="equity-share", base_period_id=None, recalculation_threshold="7.5")
    holding.refresh_from_db()
    mill.refresh_from_db()
    assert (str(holding.equity_share), holding.financial_control) == ("100.0000", True)
    assert (mill.consolidation_approach, str(mill.equity_share)) == ("equity-share", "51.5000")
    assert below(mill, "Yard").consolidation_approach == "equity-share"
    assert [one.name for one in entities_of(holding.id)] == ["Holding", "Mill", "Yard"]
    assert root_of(Entity.objects.get(name="Yard")) == holding


def test_an_entity_never_lies_below_itself() -> None:
    holding = company()
    mill = below(holding)
    yard = below(mill, "Yard")
    with pytest.raises(InvalidInput, match="below"):
        entity_save(entity=mill, name="Mill", parent=yard)


def test_every_field_that_is_wrong_is_named() -> None:
    with pytest.raises(InvalidInput) as caught:
        entity_save(name="Mill", parent=company(), country="Germany", lei="123", equity_share="101")
    assert {finding["pointer"] for finding in caught.value.errors} == {"country", "lei", "equity_share"}


@pytest.mark.parametrize("name", ["Holding", "hOLDING"])
def test_a_name_stands_for_one_entity(name: str) -> None:
    holding = company()
    with pytest.raises(InvalidInput, match="already"):
        entity_save(name=name, parent=holding)


def test_what_something_belongs_to_stays() -> None:
    holding = company()
    mill = below(holding)
    period = period_save(entity=holding, name="2025", **YEAR)
    site = site_save(entity=mill, name="North")
    activity_upload(period=period, filename="a.csv", data=CSV)
    assert Site.objects.count() == 1, "a site is found below the company as well"
    for delete in (
        lambda: entity_delete(entity=mill),
        lambda: entity_delete(entity=holding),
        lambda: site_delete(site=site),
        lambda: period_delete(period=period),
        lambda: period_save(period=period, entity=holding, name="2025", **{**YEAR, "end": date(2025, 6, 30)}),
        lambda: entity_save(entity=holding, name="Holding", parent=company("Trust")),
    ):
        with pytest.raises(InUse):
            delete()


def test_what_nothing_belongs_to_goes() -> None:
    holding = company()
    mill = below(holding)
    period = period_save(entity=holding, name="2025", **YEAR)
    site_delete(site=site_save(entity=mill, name="North"))
    boundary_set(company=holding, approach="equity-share", base_period_id=period.id, recalculation_threshold=5)
    with pytest.raises(InUse, match="base year"):
        period_delete(period=period)
    boundary_set(company=holding, approach="equity-share", base_period_id=None, recalculation_threshold=5)
    period_delete(period=period)
    entity_delete(entity=mill)
    entity_delete(entity=holding)
    assert not Entity.objects.exists()


def test_a_locked_period_does_not_change_and_takes_no_data() -> None:
    holding = company()
    period = period_save(entity=holding, name="2025", **YEAR)
    activity_upload(period=period, filename="a.csv", data=CSV)
    ReportingPeriod.objects.update(locked_at=timezone.now())
    period.refresh_from_db()
    site = Site.objects.get()
    with pytest.raises(PeriodLocked):
        period_save(period=period, entity=holding, name="2025 again", **YEAR)
    with pytest.raises(PeriodLocked):
        activity_upload(period=period, filename="b.csv", data=CSV)
    with pytest.raises(InUse):
        site_save(site=site, entity=below(holding), name="North")


def test_a_base_year_is_a_period_of_the_same_company() -> None:
    other = period_save(entity=company("Trust"), name="2020", **YEAR)
    with pytest.raises(InvalidInput, match="no period of this company"):
        boundary_set(company=company(), approach="equity-share", base_period_id=other.id, recalculation_threshold=5)


def test_a_site_list_makes_and_changes_sites() -> None:
    holding = company()
    below(holding)
    text = "Name;Entity;Country;Opened;Closed\nNorth;Mill;de;2020-01-01;\nSouth;;GB;;2025-06-30\n\n"
    taken = sites_import(company=holding, sites=read_sites(text.encode()))
    assert [outcome for outcome, _ in taken] == ["made", "made"]
    taken = sites_import(company=holding, sites=read_sites(b"site,region\nnorth,CAMX\n"))
    assert [outcome for outcome, _ in taken] == ["changed"]
    north = Site.objects.select_related("entity").get(name="north")
    assert (north.country, north.region, north.opened_on) == ("DE", "CAMX", date(2020, 1, 1))


def test_a_site_list_with_a_wrong_row_is_taken_in_as_a_whole_or_not_at_all() -> None:
    holding = company()
    sites = read_sites(b"site,entity,country\nNorth,,GB\nSouth,Nobody,GB\nWest,,Wales\n")
    with pytest.raises(InvalidInput) as caught:
        sites_import(company=holding, sites=sites)
    assert [finding["pointer"] for finding in caught.value.errors] == ["row 3", "row 4"]
    assert not Site.objects.exists()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"place\nNorth\n", "no column"),
        (b"site\n\xff\n", "UTF-8"),
        (b"site\nA\x00\n", "NUL"),
        (b"site\n" + b"x" * (2 * 1024 * 1024), "larger"),
    ],
)
def test_a_site_list_that_cannot_be_read_says_why(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableFile, match=says):
        read_sites(data)


def test_each_wrong_row_of_a_site_list_is_named() -> None:
    with pytest.raises(InvalidInput) as caught:
        read_sites(b"site,opened\n,2020-01-01\nNorth,1.2.2020\n")
    assert [finding["pointer"] for finding in caught.value.errors] == ["row 2", "row 3"]
