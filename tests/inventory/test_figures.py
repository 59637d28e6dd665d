"""Figures kept ready are the ledger's own: whatever is calculated, calculated anew and taken back, in any order."""

import random
import uuid
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from apps.calculations.models import Calculation
from apps.calculations.models.tombstones import Tombstone
from apps.calculations.selectors.ledger import counting
from apps.calculations.services.batch import segment_append
from apps.inventory.figures.updating import figures_rebuild, figures_state, figures_update
from apps.inventory.models import ActivityData, FigureGroup, LedgerLine
from apps.inventory.services import activity_upload, period_open
from apps.tenants.models import Tenant
from greenlang.engine.numbers import exact_sum
from greenlang.engine.records import Recipe, Record, negated
from greenlang.isolation import tenant_scope
from tests.calculations.records import calculated

pytestmark = pytest.mark.django_db
CSV = "site,start,end,quantity,unit\n" + "".join(
    f"{site},2025-{month:02d}-01,2025-{month:02d}-28,{month},kWh\n"
    for site in ("North", "South")
    for month in range(1, 7)
)


class History:
    """A ledger that grows by whatever may happen to it, a segment at a time."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        period = period_open(entity_name="Alpha", name="2025", start=date(2025, 1, 1), end=date(2025, 12, 31))
        activity_upload(period=period, filename="meters.csv", data=CSV.encode())
        self.period = period
        self.places: list[tuple[uuid.UUID | None, uuid.UUID | None]] = [
            (period.id, activity) for activity in ActivityData.objects.values_list("id", flat=True)
        ]
        # What no row of activity data says anything of, another period's activity, and what is in no inventory.
        self.places += [(period.id, uuid.uuid4()), (uuid.uuid4(), self.places[0][1]), (None, None)]
        self.open: list[Record] = []
        self.recipes: dict[str, Recipe] = {}

    def grow(self) -> None:
        """A segment of a few entries."""
        records = [
            self._reversal() if self.open and self.chance.random() < 0.3 else self._calculation() for _ in range(6)
        ]
        segment_append(records, self.recipes)

    def _calculation(self) -> Record:
        period, activity = self.chance.choice(self.places)
        value = f"{self.chance.randrange(10**6)}.{self.chance.randrange(10**6)}"
        gwp = self.chance.choice(("AR5", "AR6"))
        record, recipe = calculated(value, gwp, period_id=period, activity_id=activity)
        self.recipes[recipe.hash] = recipe
        self.open.append(record)
        return record

    def _reversal(self) -> Record:
        taken = self.open.pop(self.chance.randrange(len(self.open)))
        return replace(negated(taken), id=str(uuid.uuid4()), reverses=taken.id)


def sums(rows: Iterable[Calculation]) -> tuple[int, Decimal, list[Decimal]]:
    """How many, kg CO2e, and kg of each of the three gases."""
    found = list(rows)
    masses = [exact_sum(Decimal(row.mass_list[n]) for row in found) for n in range(3)]
    return len(found), exact_sum(row.co2e for row in found), masses


def kept(**of: object) -> tuple[int, Decimal, list[Decimal]]:
    """The same of the groups."""
    groups = list(FigureGroup.objects.filter(**of))
    masses = [exact_sum(group.masses[n] for group in groups) for n in range(3)]
    return sum(group.lines for group in groups), exact_sum(group.co2e for group in groups), masses


@pytest.mark.parametrize("seed", range(3))
def test_the_figures_are_the_sums_of_what_counts(tenant_a: Tenant, seed: int) -> None:
    with tenant_scope(tenant_a.id):
        history = History(seed)
        for _ in range(8):
            history.grow()
            if history.chance.random() < 0.3:
                continue
            while not figures_update(most=history.chance.choice((1, 4, 100))).is_current:
                pass
            inventory = Calculation.objects.filter(period_id__isnull=False, activity_id__isnull=False)
            counts = set(counting(inventory).values_list("id", flat=True))
            assert set(LedgerLine.objects.filter(state="counts").values_list("id", flat=True)) == counts
            assert kept(state="counts") == sums(Calculation.objects.filter(id__in=counts))
            assert kept() == sums(Calculation.objects.all())
            of_period = counting(inventory.filter(period_id=history.period.id))
            assert kept(state="counts", period_id=history.period.id) == sums(of_period)
        assert not FigureGroup.objects.filter(lines__lte=0).exists()


def test_figures_that_are_made_anew_are_the_same(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        history = History(7)
        for _ in range(4):
            history.grow()
            figures_update()
        before = {group.id: (group.lines, group.co2e, group.masses) for group in FigureGroup.objects.all()}
        assert figures_rebuild().is_current
        assert {group.id: (group.lines, group.co2e, group.masses) for group in FigureGroup.objects.all()} == before


def test_figures_say_up_to_which_entry_they_are_true(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        History(1).grow()
        assert (figures_state().behind, figures_state().is_current) == (6, False)
        assert (figures_update(most=4).behind, figures_state().sequence) == (2, 4)
        assert figures_update().is_current


def test_a_purge_of_the_ledger_has_the_figures_made_anew(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        History(2).grow()
        figures_update()
        Tombstone.objects.create(kind="purge", last_sequence=0, statement="{}")
        assert not figures_state().is_current
        assert figures_update(most=2).sequence == 2
        assert LedgerLine.objects.count() == 2


def test_a_line_stands_at_the_site_and_in_the_month_of_its_activity(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        history = History(3)
        activity = ActivityData.objects.select_related("site").get(site__name="South", start=date(2025, 4, 1))
        record, recipe = calculated("5", period_id=history.period.id, activity_id=activity.id)
        segment_append([record], {recipe.hash: recipe})
        figures_update()
        line = LedgerLine.objects.get()
        assert (line.site_id, line.month) == (activity.site_id, date(2025, 4, 1))


def test_a_broken_record_leaves_the_figures_of_gases_without_it(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        record, recipe = calculated("5")
        broken = replace(record, masses='["x"]')
        segment_append([broken], {recipe.hash: recipe})
        assert figures_update().is_current
        assert FigureGroup.objects.get().masses == []


def test_another_tenants_figures_are_not_there(tenant_a: Tenant, tenant_b: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        History(4).grow()
        figures_update()
    with tenant_scope(tenant_b.id):
        assert figures_state().is_current
        assert not LedgerLine.objects.exists()
        assert not FigureGroup.objects.exists()
