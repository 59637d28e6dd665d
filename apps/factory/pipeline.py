"""From pack.yaml to a deployed agent. Only this module knows the order.

Each stage writes its transition and its event in one transaction with its result; code runs outside transactions.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from apps.agents.codegen import (
    GenerationConfig,
    assemble,
    factor_requests_for,
    generate_code,
    generate_tests,
    select_template,
)
from apps.agents.domains import DomainMatch, match_domain
from apps.agents.lifecycle import CodeArtifact, ErrorDetails, QualityVerdict, Registered, State
from apps.agents.lifecycle import GenerationConfig as Generated
from apps.agents.models import AgentVersion
from apps.agents.spec import PackSpec, SpecReading, read_spec
from apps.calculations.selectors.factors import gwp_set
from apps.calculations.selectors.lookup import published_lookup
from apps.evaluation.agent_under_test import AgentUnderTest
from apps.evaluation.evaluating import evaluate
from apps.evaluation.models import QualityReport
from apps.evaluation.quality_report import quality_report
from apps.evaluation.results import Evaluation
from apps.evaluation.scoring import GateDecision, gate
from apps.factory.descriptor import descriptor_document
from apps.factory.errors import GateFailed
from apps.factory.reading import findings_of
from apps.factory.stages import StageRecorder
from apps.registry.archive import pack_write, sha256_hex
from apps.registry.services import pack_register, pack_sign
from apps.runtime.loading import agent_load
from apps.runtime.selectors import deployment_of
from apps.runtime.services.lifecycle import version_verb
from greenlang.engine.canonical_json import sha256_of
from greenlang.engine.contract import FactorRequest
from greenlang.engine.formula import ResolvedFactor
from greenlang.errors import GreenLangError
from greenlang.isolation import tenant_scope


@dataclass(frozen=True, slots=True)
class Product:
    """What the production line has made: the files, the archive of them, and what was measured."""

    files: Mapping[str, bytes]
    content: bytes
    sha256: str
    report: dict[str, Any]


@dataclass
class Build:
    """One build of one version."""

    tenant_id: uuid.UUID
    version: AgentVersion
    actor: str
    stages: StageRecorder
    found: dict[FactorRequest, ResolvedFactor] = field(default_factory=dict)

    def run(self) -> dict[str, Any]:
        """All stages. A failure leaves the version Failed, with the stage and the reason in its history."""
        try:
            return self._stages()
        except GreenLangError as error:
            self._fail(error.code, str(error), error.errors)
            raise
        except Exception as error:
            self._fail("unforeseen", f"{type(error).__name__}: {error}", [])
            raise

    def _stages(self) -> dict[str, Any]:
        source = bytes(self.version.spec_source)
        reading = self._read(source)
        with self.stages.stage("match") as record:
            domain = match_domain(reading.spec)
            config = select_template(domain)
            record["note"] = _matched(domain)
            record["details"] = [
                {"path": "", "line": "", "detail": str(sign), "severity": "note"} for sign in domain.signs
            ]
        files = self._generate(reading.spec, domain, source, config)
        evaluation, decision = self._evaluate(files)
        if decision.verdict == "CONDITIONAL":
            # No state of its own: the version stays in Testing until a reviewer decides.
            return self._result()
        product = self._pack(files, evaluation, decision)
        self._register(reading.spec, domain, product, decision)
        with self.stages.stage("deploy") as record, tenant_scope(self.tenant_id):
            version_verb(version=self.version, verb="deploy", actor=self.actor)
            record["note"] = "local"
        return self._result()

    def _read(self, source: bytes) -> SpecReading:
        with self.stages.stage("parse") as record:
            reading = read_spec(source)
            record["note"] = f"{len(reading.ledger)} keys kept that mean nothing here" if reading.ledger else ""
            record["details"] = [
                {"path": key.path, "line": str(key.line), "detail": "Means nothing here; kept.", "severity": "note"}
                for key in reading.ledger
            ]
        with self.stages.stage("validate") as record, tenant_scope(self.tenant_id):
            findings = findings_of(reading, self._lookup)
            record["note"] = f"{len(findings)} warnings" if findings else ""
            record["details"] = [finding.as_dict() for finding in findings]
        return reading

    def _generate(
        self, spec: PackSpec, domain: DomainMatch, source: bytes, config: GenerationConfig
    ) -> Mapping[str, bytes]:
        with self.stages.stage("generate") as record:
            generated = Generated(self.version.spec_hash, domain.domain, config.template)
            with tenant_scope(self.tenant_id):
                self.version.transition("agent.generated", generated, actor=self.actor, domain=domain.domain)
            code = generate_code(spec, domain, source=source, config=config)
            record["note"] = f"{len(code)} files"
        with self.stages.stage("generate-tests") as record:
            pinned = self._pinned(spec)
            tests = generate_tests(spec, domain, pinned=pinned, potentials=gwp_set, config=config)
            record["note"] = f"{len(tests)} files"
            files = assemble(spec, domain, {**code, **tests}, config=config).files
            hashes = {name: sha256_hex(data) for name, data in files.items()}
            artifact = CodeArtifact(len(files), sum(map(len, files.values())), sha256_of(hashes))
            with tenant_scope(self.tenant_id):
                self.version.transition("agent.built", artifact, actor=self.actor)
        return files

    def _pinned(self, spec: PackSpec) -> list[tuple[FactorRequest, ResolvedFactor]]:
        with tenant_scope(self.tenant_id):
            return [(request, self._lookup(request)) for request in factor_requests_for(spec)]

    def _lookup(self, request: FactorRequest) -> ResolvedFactor:
        """Validation finds the very factors that the tests are pinned to: each is looked up once a build."""
        if request not in self.found:
            self.found[request] = published_lookup(request)
        return self.found[request]

    def _evaluate(self, files: Mapping[str, bytes]) -> tuple[Evaluation, GateDecision]:
        with self.stages.stage("evaluate") as record:
            evaluation = evaluate(AgentUnderTest(files, self.version.agent.slug, self.version.version))
            decision = gate(evaluation)
            record["note"] = f"{decision.verdict} {decision.score}, {decision.label}"
            with tenant_scope(self.tenant_id):
                if decision.verdict != "PASS":
                    self._keep(quality_report(evaluation, decision, ""), decision, "")
                else:
                    measured = sha256_of(evaluation.as_document())
                    verdict = QualityVerdict(decision.verdict, str(decision.score), decision.label, measured)
                    self.version.transition("agent.validated", verdict, actor=self.actor)
            if decision.verdict == "FAIL":
                raise gate_failed(evaluation, decision)
        return evaluation, decision

    def _pack(self, files: Mapping[str, bytes], evaluation: Evaluation, decision: GateDecision) -> Product:
        with self.stages.stage("pack") as record:
            content = pack_write(files)
            sha256 = sha256_hex(content)
            report = quality_report(evaluation, decision, sha256)
            with tenant_scope(self.tenant_id):
                self._keep(report, decision, sha256)
            record["note"] = f"{len(content):,} bytes, sha256:{sha256[:12]}…"
        return Product(files, content, sha256, report)

    def _register(self, spec: PackSpec, domain: DomainMatch, product: Product, decision: GateDecision) -> None:
        with self.stages.stage("register"), tenant_scope(self.tenant_id):
            descriptor = descriptor_document(
                spec=spec,
                domain=domain,
                agent=agent_load(product.sha256, lambda: product.files),
                pack_sha256=product.sha256,
                spec_hash=self.version.spec_hash,
                gate={"verdict": decision.verdict, "score": str(decision.score), "label": decision.label},
            )
            registered = pack_register(
                version=self.version,
                content=product.content,
                signature=pack_sign(product.content, product.report),
                quality_report=product.report,
                descriptor=descriptor,
            )
            payload = Registered(product.sha256, registered.descriptor_hash)
            self.version.transition("agent.registered", payload, actor=self.actor, pack_sha256=product.sha256)

    def _keep(self, report: dict[str, Any], decision: GateDecision, sha256: str) -> None:
        QualityReport.objects.create(
            version=self.version,
            pack_sha256=sha256,
            verdict=decision.verdict,
            score=str(decision.score),
            label=decision.label,
            provisional=decision.provisional,
            measured_weight=decision.measured_weight,
            document=report,
            report_hash=report["report_hash"],
            seconds=report["evaluation"]["seconds"],
        )

    def _result(self) -> dict[str, Any]:
        with tenant_scope(self.tenant_id):
            return version_result(self.version)

    def _fail(self, code: str, message: str, errors: list[dict[str, str]]) -> None:
        with tenant_scope(self.tenant_id):
            self.version.refresh_from_db(fields=["state"])
            if self.version.state not in {State.FAILED, State.RETIRED}:
                details = ErrorDetails(self.stages.current, code, message, errors)
                self.version.transition("agent.failed", details, actor=self.actor)


def _matched(domain: DomainMatch) -> str:
    scope = f", scope {domain.scope}" if domain.scope else ""
    behind = f"; next {domain.runner_up}, {domain.margin} behind" if domain.runner_up and domain.score else ""
    return f"{domain.domain}{scope} ({domain.score} points{behind})"


def gate_failed(evaluation: Evaluation, decision: GateDecision) -> GateFailed:
    """The refusal, with what was found wrong: failing tests with their figures, security findings."""
    found = [
        {"pointer": finding.file, "detail": finding.message, "code": dimension.name, "line": str(finding.line or "")}
        for dimension in evaluation.dimensions
        for finding in dimension.evidence
        if finding.severity in {"high", "medium"}
    ]
    first = f" {found[0]['pointer']}: {found[0]['detail']}" if found else ""
    return GateFailed(
        f"The gate is not passed. {' '.join(decision.reasons)}{first}",
        where="evaluate",
        mend="The quality report lists what was measured, with evidence.",
        errors=found[:20],
    )


def version_result(version: AgentVersion) -> dict[str, Any]:
    """Where a version stands, what was measured of it, and where it answers."""
    version.refresh_from_db()
    deployment = deployment_of(version)
    report = QualityReport.objects.filter(version=version).first()
    quality = {"verdict": report.verdict, "score": report.score, "label": report.label} if report else None
    return {
        "agent_id": version.agent.slug,
        "version": version.version,
        "state": version.state,
        "url": deployment.address if deployment else "",
        "pack_sha256": version.pack_sha256,
        "quality": quality,
    }
