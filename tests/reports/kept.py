"""Generated inventories as the product keeps them: companies, activity data, entries of the ledger, and reports."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final

from apps.agents.models import Agent, AgentVersion
from apps.calculations.models import Calculation
from apps.calculations.selectors.factors import gwp_set
from apps.calculations.services.batch import segment_append
from apps.calculations.services.corrections import calculations_reverse
from apps.calculations.services.ledger import record_of
from apps.inventory.models import ActivityData, ActivityUpload, ConsolidationApproach, Entity, ReportingPeriod, Site
from apps.inventory.signing_off.steps import period_restate
from apps.reports.disclosing.rules import checked_disclosures
from apps.reports.models import InventoryReport, PeriodDisclosures
from apps.reports.services import report_freeze
from apps.reports.signing_off import blockers_of, draft_of, report_finish, report_sign, report_submit
from apps.tenants.models import Tenant
from greenlang.engine.canonical_json import canonical_json
from greenlang.engine.contract import Binding, FactorRequest
from greenlang.engine.formula import (
    CompiledFormula,
    FactorSlot,
    FormulaDefinition,
    ResolvedFactor,
    compile_formula,
)
from greenlang.engine.methods.purchased_electricity import MARKET_BASED
from greenlang.engine.numbers import canonical_number
from greenlang.engine.records import Recipe, Record, masses_text, recipe_of
from greenlang.engine.units import Quantity
from tests.inventory.inventories import person
from tests.reports.generated import CATEGORIES, LEI, YEAR, Entry, Measured, Plan
from tests.reports.samples import content_id

FILE: Final = "generated.csv"
Made = tuple[Record, Recipe]


@dataclass(frozen=True, slots=True)
class Kept:
    """A plan, its period, and the latest report of it."""

    plan: Plan
    period: ReportingPeriod
    report: InventoryReport


def kept(tenant: Tenant, plans: Iterable[Plan]) -> list[Kept]:
    """Everything that the plans say, in the tenant's scope: calculated by the engine, corrected, frozen, signed off."""
    _agents()
    companies = [_Company(plan) for plan in plans]
    _append(made for company in companies for made in company.at_first())
    for company in companies:
        if company.plan.kind == "restated":
            _signed(tenant, company.period)
            period_restate(period=company.period, reason="A meter was read twice.", actor=person(tenant, "Preparer"))
    _append(made for company in companies for made in company.made_anew())
    back = [row.id for company in companies for row, entry in company.rows if entry.taken_back]
    taken_back = list(Calculation.objects.filter(activity_id__in=back))
    calculations_reverse(calculations=taken_back, reason="It was no invoice of ours.", actor="Preparer")
    return [Kept(company.plan, company.period, _report(tenant, company)) for company in companies]


def _append(made: Iterable[Made]) -> None:
    every = list(made)
    segment_append([record for record, _ in every], {recipe.hash: recipe for _, recipe in every})


def _report(tenant: Tenant, company: "_Company") -> InventoryReport:
    period = ReportingPeriod.objects.select_related("entity").get(id=company.period.id)
    return report_freeze(period=period) if company.plan.kind == "draft" else _signed(tenant, period)


def _signed(tenant: Tenant, period: ReportingPeriod) -> InventoryReport:
    report_freeze(period=period, prepared_by="Preparer")
    reasons = {blocker.code: "Taken back." for blocker in blockers_of(period, draft_of(period))}
    report_submit(period=period, statement="Complete.", reasons=reasons, actor=person(tenant, "Preparer"))
    return report_finish(report_sign(period=period, note="", actor=person(tenant, "Approver")).id)


def _agents() -> None:
    """One for each category of scope 3: which one a line is of is known of its agent."""
    agents = Agent.objects.bulk_create(Agent(slug=domain, name=domain) for domain in CATEGORIES.values())
    AgentVersion.objects.bulk_create(
        AgentVersion(agent=agent, version="1.0.0", domain=agent.slug, spec_hash="", spec_source=b"") for agent in agents
    )


class _Company:
    """A plan's company with its sites, periods, disclosures and rows of activity data; nothing is calculated yet."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        shared = ConsolidationApproach.EQUITY_SHARE
        root, *others = plan.parts
        company = Entity.objects.create(name=root.name, country=root.country, lei=LEI, consolidation_approach=shared)
        parts = [Entity(name=p.name, parent=company, equity_share=p.percent, country=p.country) for p in others]
        entities = {part.name: part for part in (company, *Entity.objects.bulk_create(parts))}
        sites = [Site(name=p.name, entity=entities[p.part.name], country=p.country) for p in plan.places]
        self._sites = {site.name: site for site in Site.objects.bulk_create(sites)}
        self.period, before = _year(company, YEAR), _year(company, YEAR - 1) if plan.earlier else None
        self.rows = self._rows(self.period, plan.entries)
        self._earlier = self._rows(before, plan.earlier) if before else []
        if plan.said:
            PeriodDisclosures.objects.create(period=self.period, said=dict(checked_disclosures(plan.said)))

    def at_first(self) -> list[Made]:
        """What is calculated, before anything is corrected."""
        return [_made(row, entry, entry.before or entry.quantity) for row, entry in (*self._earlier, *self.rows)]

    def made_anew(self) -> list[Made]:
        """What is calculated anew."""
        return [_made(row, entry, entry.quantity) for row, entry in self.rows if entry.before]

    def _rows(self, period: ReportingPeriod, entries: Sequence[Entry]) -> list[tuple[ActivityData, Entry]]:
        count = len(entries)
        upload = ActivityUpload.objects.create(
            period=period, filename=FILE, sha256="5f2b7c1d" * 8, rows_in=count, accepted=count, rejected=0, duplicate=0
        )
        rows = ActivityData.objects.bulk_create(
            ActivityData(
                upload=upload,
                period=period,
                site=self._sites[entry.place.name],
                row=number,
                start=entry.month,
                end=_last_day(entry.month),
                quantity=entry.quantity,
                unit=entry.measured.source.unit,
                row_hash=f"sha256:{number:064x}",
            )
            for number, entry in enumerate(entries, 2)
        )
        return list(zip(rows, entries, strict=True))


def _year(company: Entity, year: int) -> ReportingPeriod:
    return ReportingPeriod.objects.create(
        entity=company, name=str(year), start=date(year, 1, 1), end=date(year, 12, 31)
    )


def _last_day(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _made(row: ActivityData, entry: Entry, number: str) -> Made:
    """An entry by the engine's own formula, with its recipe."""
    measured = entry.measured
    quantity = Quantity.from_document({"value": number, "unit": measured.source.unit})
    formula, factor, warming = _formula(measured.source.scope, measured.source.unit), _factor(measured), gwp_set("AR5")
    request = FactorRequest(
        slot="ef", category=measured.category, activity=measured.source.activity, region="US",
        unit=f"kg/{measured.source.unit}",
    )  # fmt: skip
    binding = Binding(
        formula.definition.id, {"quantity": quantity}, {"ef": request}, {"quantity": quantity.as_document()}
    )
    outcome = formula.evaluate(binding.inputs, {"ef": factor}, warming)
    agent = {"id": measured.category, "version": "1.0.0", "pack_sha256": "0" * 64}
    recipe = recipe_of(
        agent=agent, formula=formula, binding=binding, factors={"ef": factor}, gwp=warming, outcome=outcome
    )
    source = {
        "site": entry.place.name,
        "start": row.start.isoformat(),
        "end": row.end.isoformat(),
        "quantity": number,
        "unit": measured.source.unit,
        "file": FILE,
        "row": str(row.row),
    }
    record = record_of(
        recipe=recipe,
        inputs=canonical_json(dict(binding.documents)).decode(),
        masses=masses_text(outcome),
        result=canonical_number(outcome.result),
        co2e=canonical_number(outcome.co2e),
        co2_biogenic=canonical_number(outcome.co2_biogenic),
        source=source,
        period_id=row.period_id,
        activity_id=row.id,
    )
    return record, recipe


@cache
def _formula(scope: str, unit: str) -> CompiledFormula:
    """Of scope 2 the market-based method is known by its source."""
    return compile_formula(
        FormulaDefinition(
            id="generated",
            version="1",
            title="A quantity by its factor",
            scope=scope[:1],
            expression="quantity * ef",
            inputs={"quantity": unit},
            factors={"ef": FactorSlot(f"kg/{unit}", per_gas=True)},
            output_name="co2e",
            output_unit="kg CO2e",
            source=MARKET_BASED.definition.source if scope == "2-market" else "Generated",
        )
    )


def _factor(measured: Measured) -> ResolvedFactor:
    source = measured.source
    names = ("source", "edition", "table", "data_year", "citation", "licence")
    values = [
        {"gas": gas, "ef_cid": content_id(source, gas), "value": value, "unit": unit}
        for gas, value, unit, _ in source.values
    ]
    said = {name: source.edition[name] for name in names} | {"region": source.region, "activity": source.activity}
    return ResolvedFactor.from_document({**said, "components": values, "steps": []})
