"""Rows behind the pages: a running agent, activity data, calculations, jobs, a report."""

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import cast

from apps.agents.codegen import (
    assemble,
    factor_requests_for,
    generate_code,
    generate_tests,
    generator_materials,
    select_template,
)
from apps.agents.domains import DomainMatch, match_domain
from apps.agents.lifecycle import CodeArtifact, ErrorDetails, GenerationConfig, QualityVerdict, Registered
from apps.agents.models import AgentVersion
from apps.agents.spec import PackSpec, read_spec
from apps.calculations.models import Calculation
from apps.calculations.selectors.factors import factor_lookup
from apps.evaluation.models import QualityReport
from apps.evaluation.quality_report import quality_report
from apps.evaluation.results import DimensionResult, Evaluation
from apps.evaluation.score_table import TABLE
from apps.evaluation.scoring import GateDecision
from apps.factory.descriptor import descriptor_document
from apps.factory.services import version_command, version_open
from apps.inventory.models import ActivityUpload, Entity, EvidenceFile, ReportingPeriod, Site, StagedFile
from apps.inventory.readers.facts import sheet_facts
from apps.inventory.readers.files import sheets_of
from apps.inventory.readers.plans import propose
from apps.inventory.services import activity_upload, period_open
from apps.inventory.services.evidence import evidence_attach
from apps.jobs.models import Job, JobState
from apps.registry.archive import pack_write, sha256_hex
from apps.registry.services.packs import pack_register, pack_seal
from apps.reports.models import InventoryReport
from apps.reports.services import report_freeze
from apps.runtime.loading import agent_load
from apps.runtime.services.execution import execute
from apps.tenants.models import Tenant
from greenlang.isolation import tenant_scope
from tests.runs import run_here

PACK = (Path(__file__).parents[2] / "examples/packs/stationary-combustion/pack.yaml").read_bytes()
AGENT = "stationary-combustion"
CSV = b"""site,start,end,fuel,region,quantity,unit,basis
North plant,2025-01-01,2025-01-31,natural-gas,US,50,mmBtu,gross
South plant,2025-02-01,2025-02-28,natural-gas,US,1000,kWh,gross
South plant,2025-02-01,2025-02-28,natural-gas,US,ten,kWh,gross
South plant,2025-02-01,2025-02-28,natural-gas,US,1000,kWh,gross
"""
GAS = {"fuel": "natural-gas", "quantity": {"value": "50", "unit": "mmBtu", "basis": "gross"}}


@cache
def _made(source: bytes) -> tuple[PackSpec, DomainMatch, dict[str, bytes]]:
    reading = read_spec(source)
    domain = match_domain(reading.spec)
    config = select_template(domain)
    pinned = [(request, factor_lookup(request)) for request in factor_requests_for(reading.spec)]
    code = generate_code(reading.spec, domain, source=source, config=config)
    tests = generate_tests(reading.spec, domain, pinned=pinned, config=config)
    return reading.spec, domain, dict(assemble(reading.spec, domain, {**code, **tests}, config=config).files)


def agent_make(tenant: Tenant, source: bytes = PACK, *, start: bool = True) -> AgentVersion:
    """A registered and deployed version, running unless told otherwise; what evaluation found is made up."""
    spec, domain, files = _made(source)
    content = pack_write(files)
    sha256 = sha256_hex(content)
    evaluation = evaluation_make(spec.agent.id, spec.pack.version)
    weight = evaluation.measured_weight
    decision = GateDecision("PASS", Decimal("90.5"), weight, True, f"provisional, {weight} of 100 measured", ())
    report = quality_report(evaluation, decision, sha256)
    with tenant_scope(tenant.id):
        version, _ = version_open(source=source, actor="test")
        generated = GenerationConfig(version.spec_hash, domain.domain, "calculator")
        version.transition("agent.generated", generated, actor="test", domain=domain.domain)
        version.transition("agent.built", CodeArtifact(len(files), 0, ""), actor="test")
        version.transition("agent.validated", QualityVerdict("PASS", "90", "", ""), actor="test")
        QualityReport.objects.create(
            version=version,
            pack_sha256=sha256,
            verdict=decision.verdict,
            score=str(decision.score),
            label=decision.label,
            provisional=decision.provisional,
            measured_weight=decision.measured_weight,
            document=report,
            report_hash=str(report["report_hash"]),
            seconds="1",
        )
        descriptor = descriptor_document(
            spec=spec,
            domain=domain,
            agent=agent_load(sha256, lambda: files),
            pack_sha256=sha256,
            spec_hash=version.spec_hash,
            gate={"verdict": "PASS"},
        )
        registered = pack_register(
            version=version,
            content=content,
            seal=pack_seal(content, report, materials=generator_materials("deterministic-calculator")),
            descriptor=descriptor,
        )
        payload = Registered(sha256, registered.descriptor_hash)
        version.transition("agent.registered", payload, actor="test", pack_sha256=sha256)
        return version_command(version=version, verb="start" if start else "deploy", actor="test")


def evaluation_make(agent_id: str, version: str) -> Evaluation:
    """An evaluation that passes, with one dimension not measured."""
    dimensions = tuple(
        DimensionResult(
            number=number,
            name=row.name,
            weight=row.weight,
            score=None if number == len(TABLE) else Decimal(100),
            metric=row.criteria[0].metric,
            value=None if number == len(TABLE) else Decimal(1),
            unit="",
            measured=number != len(TABLE),
            reason_not_measured="No measure of it yet." if number == len(TABLE) else "",
            figures={c.metric: Decimal(0) for c in row.criteria},
        )
        for number, row in enumerate(TABLE, start=1)
    )
    return Evaluation(agent_id, version, dimensions, {}, Decimal(1))


def failed_make(tenant: Tenant) -> AgentVersion:
    """A version whose build has failed."""
    source = PACK.replace(b"version: 1.0.0", b"version: 9.9.9")
    with tenant_scope(tenant.id):
        version, _ = version_open(source=source, actor="test")
        details = ErrorDetails("evaluate", "gate-failed", "Score 12: too little was covered.", [])
        version.transition("agent.failed", details, actor="test")
        return version


def period_make(tenant: Tenant, name: str = "2025") -> ReportingPeriod:
    """A calendar year."""
    year = int(name)
    with tenant_scope(tenant.id):
        return period_open(entity_name=tenant.name, name=name, start=date(year, 1, 1), end=date(year, 12, 31))


def upload_make(tenant: Tenant, content: bytes = CSV, name: str = "gas.csv") -> ActivityUpload:
    """A file: two rows accepted, one rejected, one duplicate."""
    period = period_make(tenant)
    with tenant_scope(tenant.id):
        return activity_upload(period=period, filename=name, data=content, uploaded_by="test")


def staged_make(tenant: Tenant) -> StagedFile:
    """A file that was sent and not taken in."""
    period = period_make(tenant)
    facts = sheet_facts(next(sheets_of(CSV)))
    with tenant_scope(tenant.id):
        return StagedFile.objects.create(
            period=period,
            filename="draft.csv",
            kind="csv",
            content=CSV,
            sha256="0" * 64,
            sheets=[facts.as_document()],
            plan=propose(facts).as_document(),
        )


def evidence_make(tenant: Tenant, upload: ActivityUpload) -> EvidenceFile:
    """A bill that stands behind all rows of a file."""
    with tenant_scope(tenant.id):
        return evidence_attach(upload=upload, activity_ids=[], filename="bill.pdf", content=b"%PDF", added_by="test")


def calculation_make(tenant: Tenant, version: AgentVersion) -> Calculation:
    """50 mmBtu of natural gas, outside any inventory."""
    with tenant_scope(tenant.id):
        return execute(version=version, document=GAS, actor="test")


def run_make(tenant: Tenant, version: AgentVersion) -> Job:
    """A run over the period's activity data that has ended."""
    period = period_make(tenant)
    job = run_here(tenant.id, version=version, period=period)
    assert job.state == JobState.SUCCEEDED
    return job


def build_job_make(tenant: Tenant, version: AgentVersion) -> Job:
    """A build that waits for a worker."""
    with tenant_scope(tenant.id):
        return Job.objects.create(kind="build", arguments={"version_id": str(version.id)}, created_by="test")


def report_make(tenant: Tenant) -> InventoryReport:
    """A frozen report whose files have not been written."""
    period = period_make(tenant)
    with tenant_scope(tenant.id):
        return report_freeze(period=period, prepared_by="test")


@dataclass(frozen=True)
class World:
    """One of everything in a tenant."""

    tenant: Tenant
    version: AgentVersion
    upload: ActivityUpload
    staged: StagedFile
    evidence: EvidenceFile
    run: Job
    build: Job
    calculation: Calculation
    report: InventoryReport
    site: Site

    @property
    def entity(self) -> Entity:
        """The company that reports."""
        return cast(Entity, self.site.entity)


def world_make(tenant: Tenant) -> World:
    """One of everything."""
    version = agent_make(tenant)
    upload = upload_make(tenant)
    run = run_make(tenant, version)
    build = build_job_make(tenant, version)
    with tenant_scope(tenant.id):
        site = Site.objects.select_related("entity").get(name="North plant")
    calculation, report, staged = calculation_make(tenant, version), report_make(tenant), staged_make(tenant)
    evidence = evidence_make(tenant, upload)
    return World(tenant, version, upload, staged, evidence, run, build, calculation, report, site)


UNKNOWN = uuid.UUID("00000000-0000-4000-8000-000000000000")
