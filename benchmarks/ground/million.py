"""An organisation with a million calculations: two years at five hundred sites, calculated by the example agents.

Everything goes the product's own ways: rows of activity data as its models write them, entries of the ledger by its
batch writer. Three of ten entries are of the earlier year, six of the later, and one of ten makes an entry of the
later year anew.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings

from apps.agents.codegen import factor_requests_for, generate
from apps.agents.domains import match_domain
from apps.agents.models import AgentVersion
from apps.agents.spec import read_spec
from apps.calculations.models import Calculation
from apps.calculations.selectors.factors import factor_lookup
from apps.calculations.services.batch import BatchRow, batch_execute
from apps.factory.services import version_open
from apps.inventory.models import ActivityData, ActivityUpload, Entity, ReportingPeriod, Site
from apps.inventory.services import period_open
from apps.jobs.models import Job, JobState
from apps.runtime.loading import agent_load
from apps.runtime.models import Execution, PartitionState, Run, RunPartition
from apps.tenants.models import Role, Tenant, User
from apps.tenants.selectors import tenant_by_slug
from apps.tenants.services import member_add, tenant_create
from greenlang.engine import BUILTIN_GWP
from greenlang.engine.batch import BatchCalculator
from greenlang.isolation import tenant_scope

SLUG, PERSON = "million", "analyst@million.example"
SITES, SHARE = 500, 5000
EARLIER, LATER = 2024, 2025
Tell = Callable[[str], None]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Kind:
    """What is measured at every site in every month: the pack that calculates it, its further inputs, its unit."""

    pack: str
    given: Mapping[str, str]
    unit: str
    basis: str = ""


KINDS = (
    Kind("stationary-combustion", {"fuel": "natural-gas"}, "mmBtu", "gross"),
    Kind("stationary-combustion", {"fuel": "distillate-fuel-oil-no-2"}, "US_gallon"),
    Kind("electricity-location-based", {"region": "US-CAMX"}, "kWh"),
    Kind("electricity-location-based", {"region": "US-NYCW"}, "kWh"),
    Kind("electricity-market-based", {"region": "FR"}, "kWh"),
    Kind("business-travel-by-distance", {"mode": "air-travel-short-haul"}, "passenger_mile"),
    Kind("waste-by-type", {"waste": "mixed-msw-landfilled"}, "short_ton"),
)
PACKS = tuple(dict.fromkeys(kind.pack for kind in KINDS))


@dataclass(frozen=True, slots=True)
class Million:
    """The organisation as the pages are asked for it."""

    tenant: Tenant
    person: User
    period: ReportingPeriod


def million_found() -> Million:
    """The organisation that was made before."""
    tenant = tenant_by_slug(SLUG)
    with tenant_scope(tenant.id):
        period = ReportingPeriod.objects.select_related("entity").get(name=str(LATER))
    return Million(tenant, User.objects.get(email=PERSON), period)


def million_make(tell: Tell, rows: int) -> None:
    """The organisation, with so many entries in its ledger."""
    tenant = tenant_create(slug=SLUG, name="Million")
    person = User.objects.create_user(PERSON, uuid.uuid4().hex)
    member_add(tenant=tenant, user=person, role=Role.ANALYST)
    years = {EARLIER: rows * 3 // 10, LATER: rows * 6 // 10}
    with tenant_scope(tenant.id):
        sites = _organisation()
        packs = {pack: version_open(source=_source(pack), actor=PERSON)[0] for pack in PACKS}
    for year, count in years.items():
        period = _activities(tenant, sites, year, count)
        tell(f"{year}: {count:,} rows of activity data")
        _calculate(tenant, period, range(count), tell)
        _runs(tenant, period, packs, tell)
    _calculate(tenant, period, range(rows - sum(years.values())), tell)


def _organisation() -> list[Site]:
    period = period_open(entity_name="Million", name=str(EARLIER), start=date(EARLIER, 1, 1), end=date(EARLIER, 12, 31))
    later = period_open(entity_name="Million", name=str(LATER), start=date(LATER, 1, 1), end=date(LATER, 12, 31))
    root = period.entity
    root.consolidation_approach, root.country, root.base_period = "equity-share", "US", period
    root.save()
    others = [
        Entity.objects.create(name=f"Subsidiary {n}", parent=root, equity_share=share, country=country)
        for n, (share, country) in enumerate(((Decimal(100), "DE"), (Decimal("60"), "FR"), (Decimal("33.3333"), "GB")))
    ]
    entities = [later.entity, *others]
    return Site.objects.bulk_create(
        Site(entity=entities[n % len(entities)], name=f"Plant {n:03d}", tenant_id=root.tenant_id) for n in range(SITES)
    )


@cache
def _source(pack: str) -> bytes:
    return (Path(settings.BASE_DIR) / "examples" / "packs" / pack / "pack.yaml").read_bytes()


def _kind(index: int) -> Kind:
    return KINDS[index // (SITES * 12) % len(KINDS)]


def _month(index: int) -> int:
    return index // SITES % 12 + 1


def _activity_id(year: int, index: int) -> str:
    return f"{index:08x}-0000-7000-8000-{year:012x}"


def _quantity(year: int, index: int) -> str:
    return f"{index % 9973 + year - 1900}.{index % 997:03d}"


def _activities(tenant: Tenant, sites: Sequence[Site], year: int, count: int) -> ReportingPeriod:
    """The rows of a year, accepted from one file."""
    with tenant_scope(tenant.id):
        period = ReportingPeriod.objects.select_related("entity").get(name=str(year))
        numbers = {"rows_in": count, "accepted": count, "rejected": 0, "duplicate": 0}
        upload = ActivityUpload.objects.create(
            period=period, filename=f"activity-{year}.csv", sha256="5f2b7c1d" * 8, uploaded_by=PERSON, **numbers
        )
    for share in _shares(range(count)):
        with tenant_scope(tenant.id):
            ActivityData.objects.bulk_create(_activity(upload, sites, year, index) for index in share)
    return period


def _activity(upload: ActivityUpload, sites: Sequence[Site], year: int, index: int) -> ActivityData:
    kind, month = _kind(index), _month(index)
    return ActivityData(
        id=uuid.UUID(_activity_id(year, index)), upload=upload, period_id=upload.period_id, site=sites[index % SITES],
        row=index + 2, start=date(year, month, 1), end=date(year, month, 28), quantity=_quantity(year, index),
        unit=kind.unit, basis=kind.basis, attributes=dict(kind.given), agent=kind.pack,
        row_hash=f"sha256:{index:064x}",
    )  # fmt: skip


def _calculate(tenant: Tenant, period: ReportingPeriod, indexes: range, tell: Tell) -> None:
    """Entries of rows of activity data, by the agent of each."""
    year = period.start.year
    for pack in PACKS:
        rows = _rows(year, (index for index in indexes if _kind(index).pack == pack))
        done = batch_execute(tenant_id=tenant.id, calculator=_calculator(tenant, pack), rows=rows, period_id=period.id)
        assert not done.refused, done.refusals[:3]
        tell(f"{year}: {done.calculated:,} entries by {pack}")


def _rows(year: int, indexes: Iterator[int]) -> Iterator[BatchRow]:
    for index in indexes:
        kind, month = _kind(index), _month(index)
        quantity = {"value": _quantity(year, index), "unit": kind.unit}
        if kind.basis:
            quantity["basis"] = kind.basis
        source = {
            "site": f"Plant {index % SITES:03d}",
            "start": f"{year}-{month:02d}-01",
            "end": f"{year}-{month:02d}-28",
            "quantity": quantity["value"],
            "unit": f"{kind.unit} {kind.basis}".strip(),
            "file": f"activity-{year}.csv",
            "file_sha256": "5f2b7c1d" * 8,
            "row": str(index + 2),
        }
        yield BatchRow({**kind.given, "quantity": quantity}, source, _activity_id(year, index))


def _calculator(tenant: Tenant, pack: str) -> BatchCalculator:
    spec = read_spec(_source(pack)).spec
    with tenant_scope(tenant.id):
        pinned = [(request, factor_lookup(request)) for request in factor_requests_for(spec)]
    files = generate(spec, match_domain(spec), pinned=pinned, source=_source(pack)).files

    def found(request: Any) -> Any:
        with tenant_scope(tenant.id):
            return factor_lookup(request)

    document = {"id": pack, "version": spec.pack.version, "pack_sha256": "b" * 64}
    return BatchCalculator(
        agent_load(sha256(pack.encode()).hexdigest(), lambda: files), found, BUILTIN_GWP["AR5"], document
    )


def _runs(tenant: Tenant, period: ReportingPeriod, packs: Mapping[str, AgentVersion], tell: Tell) -> None:
    """One run for each pack that has ended, with an execution for each of its rows."""
    for pack, version in packs.items():
        with tenant_scope(tenant.id):
            mine = Calculation.objects.filter(period_id=period.id, recipe__agent_id=pack).order_by("sequence")
            made = list(mine.values_list("activity_id", "id"))
            job = Job.objects.create(
                kind="run", state=JobState.SUCCEEDED, created_by=PERSON, total=len(made), arguments={}
            )
            run = Run.objects.create(
                version=version, period_id=period.id, job_id=job.id, actor=PERSON, rows=len(made), succeeded=len(made),
                finished_at=datetime.now(UTC),
            )  # fmt: skip
            job.arguments = job.result = {"run_id": str(run.id)}
            job.save()
            for number, share in enumerate(_shares(made)):
                RunPartition.objects.create(
                    run=run, number=number, activity_ids=[activity for activity, _ in share], first=number * SHARE + 1,
                    rows=len(share), succeeded=len(share), state=PartitionState.DONE, finished_at=datetime.now(UTC),
                )  # fmt: skip
                Execution.objects.bulk_create(
                    Execution(version=version, run=run, activity_id=activity, calculation_id=calculation, actor=PERSON)
                    for activity, calculation in share
                )
        tell(f"{period.name}: a run of {pack} over {len(made):,} rows")


def _shares(whole: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(whole)
    while share := list(islice(rest, SHARE)):
        yield share
