"""From pack.yaml to a deployed agent. Only this module knows the order.

Each stage writes its transition and its event in one transaction with its result; code runs outside transactions.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from apps.agents.codegen import (
    GenerationConfig,
    assemble,
    factor_requests_for,
    generate_code,
    generate_tests,
    generator_materials,
    select_template,
)
from apps.agents.domains import DomainMatch, match_domain
from apps.agents.lifecycle import CodeArtifact, Payload, QualityVerdict, Registered
from apps.agents.lifecycle import GenerationConfig as Generated
from apps.agents.models import AgentVersion
from apps.agents.spec import PackSpec, SpecReading
from apps.calculations.selectors.factors import gwp_set
from apps.calculations.selectors.lookup import published_lookup
from apps.evaluation.agent_under_test import AgentUnderTest
from apps.evaluation.evaluating import evaluate
from apps.evaluation.models import QualityReport, ReviewDecision
from apps.evaluation.quality_report import quality_report
from apps.evaluation.results import Evaluation
from apps.evaluation.scoring import GateDecision, gate
from apps.evaluation.services import report_keep
from apps.factory.descriptor import descriptor_document
from apps.factory.errors import AnotherPack, GateFailed
from apps.factory.promises import promises_of
from apps.factory.reading import Submission, findings_of, submission_read
from apps.jobs.stages import StageRecorder
from apps.registry.archive import pack_write, sha256_hex
from apps.registry.services.packs import pack_register, pack_seal
from apps.runtime.loading import agent_load
from apps.runtime.selectors import deployment_of
from greenlang.engine.canonical_json import sha256_of
from greenlang.engine.contract import FactorRequest
from greenlang.engine.formula import ResolvedFactor
from greenlang.isolation import tenant_scope


@dataclass(frozen=True, slots=True)
class Product:
    """What the production line has made: the files, the archive of them, and what was measured."""

    files: Mapping[str, bytes]
    content: bytes
    sha256: str
    report: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of a specification; no product where a reviewer is waited for."""

    spec: PackSpec
    domain: DomainMatch
    product: Product | None


@dataclass
class Build:
    """One build of one version, or what is left of it once a reviewer has approved.

    Attributes:
        review: the approval; the files are then made again, and must be the ones that were evaluated.
    """

    tenant_id: uuid.UUID
    version: AgentVersion
    actor: str
    stages: StageRecorder
    review: ReviewDecision | None = None
    found: dict[FactorRequest, ResolvedFactor] = field(default_factory=dict)

    def make(self) -> Made:
        """The stages from parsing to packing; what registering needs is in what they give.

        Raises:
            GreenLangError: the stage's own.
        """
        submission = Submission.of(self.version)
        reading = self._read(submission)
        with self.stages.stage("match") as record:
            domain = match_domain(reading.spec)
            config = select_template(domain)
            record["note"] = _matched(domain)
            record["details"] = [
                {"path": "", "line": "", "detail": str(sign), "severity": "note"} for sign in domain.signs
            ]
        files = self._generate(reading.spec, domain, submission, config)
        product = self._evaluated(files) if self.review is None else self._approved(files, self.review)
        return Made(reading.spec, domain, product)

    def register(self, made: Made) -> None:
        """Keep the pack, and its version in the registry.

        Raises:
            AnotherPack: the version was registered with another one.
        """
        if made.product is not None:
            self._register(made.spec, made.domain, made.product)

    def _evaluated(self, files: Mapping[str, bytes]) -> Product | None:
        evaluation, decision = self._evaluate(files)
        return self._pack(files, evaluation, decision) if decision.verdict == "PASS" else None

    def _read(self, submission: Submission) -> SpecReading:
        with self.stages.stage("parse") as record:
            reading = submission_read(submission)
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
        self, spec: PackSpec, domain: DomainMatch, submission: Submission, config: GenerationConfig
    ) -> Mapping[str, bytes]:
        with self.stages.stage("generate") as record:
            generated = Generated(self.version.spec_hash, domain.domain, config.template)
            self._move("agent.generated", generated, domain=domain.domain)
            code = generate_code(spec, domain, source=submission.source, config=config) | submission.files
            record["note"] = f"{len(code)} files"
        with self.stages.stage("generate-tests") as record:
            pinned = self._pinned(spec)
            tests = generate_tests(spec, domain, pinned=pinned, potentials=gwp_set, config=config)
            record["note"] = f"{len(tests)} files"
            files = assemble(spec, domain, {**code, **tests}, config=config).files
            hashes = {name: sha256_hex(data) for name, data in files.items()}
            artifact = CodeArtifact(len(files), sum(map(len, files.values())), sha256_of(hashes))
            self._move("agent.built", artifact)
        return files

    def _move(self, event: str, payload: Payload, **changes: str) -> None:
        """A step of making; an approved version has it behind it."""
        if self.review is None:
            with tenant_scope(self.tenant_id):
                self.version.transition(event, payload, actor=self.actor, **changes)

    def _pinned(self, spec: PackSpec) -> list[tuple[FactorRequest, ResolvedFactor]]:
        with tenant_scope(self.tenant_id):
            return [(request, self._lookup(request)) for request in factor_requests_for(spec)]

    def _lookup(self, request: FactorRequest) -> ResolvedFactor:
        """Validation finds the very factors that the tests are pinned to: each is looked up once a build.

        The name a formula has for a factor makes no other factor of it.
        """
        key = replace(request, slot="")
        if key not in self.found:
            self.found[key] = published_lookup(request)
        return self.found[key]

    def _evaluate(self, files: Mapping[str, bytes]) -> tuple[Evaluation, GateDecision]:
        with self.stages.stage("evaluate") as record:
            with tenant_scope(self.tenant_id):
                promises = promises_of(self.version)
            agent = AgentUnderTest(files, self.version.agent.slug, self.version.version)
            evaluation = evaluate(agent, earlier=promises.earlier, consumers=promises.consumers)
            decision = gate(evaluation)
            record["note"] = f"{decision.verdict} {decision.score}, {decision.label or 'all twelve measured'}"
            with tenant_scope(self.tenant_id):
                if decision.verdict != "PASS":
                    # What a reviewer may approve is one pack and no other, so its report names it.
                    sha256 = sha256_hex(pack_write(files)) if decision.verdict == "CONDITIONAL" else ""
                    self._keep(quality_report(evaluation, decision, sha256), decision, sha256)
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

    def _approved(self, files: Mapping[str, bytes], review: ReviewDecision) -> Product:
        """The pack that a reviewer has approved, made again."""
        report = review.report
        with self.stages.stage("evaluate") as record:
            record["note"] = f"{report.verdict} {report.score}, approved by {review.reviewer}: {review.reason}"
        with self.stages.stage("pack") as record:
            content = pack_write(files)
            sha256 = sha256_hex(content)
            if sha256 != report.pack_sha256:
                raise AnotherPack(
                    "The specification does not give the pack any more that was evaluated and approved.",
                    where=f"sha256:{report.pack_sha256[:12]}…",
                    mend="Build it again, so that it is evaluated as it comes out today.",
                )
            record["note"] = f"{len(content):,} bytes, sha256:{sha256[:12]}…"
        return Product(files, content, sha256, report.document)

    def _register(self, spec: PackSpec, domain: DomainMatch, product: Product) -> None:
        with self.stages.stage("register"), tenant_scope(self.tenant_id):
            if self.version.pack_sha256 not in {"", product.sha256}:
                raise AnotherPack(
                    f"{self.version} is registered with another pack than its specification gives today.",
                    where="pack.version",
                    mend="Versions never change: raise pack.version.",
                )
            descriptor = descriptor_document(
                spec=spec,
                domain=domain,
                agent=agent_load(product.sha256, lambda: product.files),
                pack_sha256=product.sha256,
                spec_hash=self.version.spec_hash,
                gate={name: product.report["gate"][name] for name in ("verdict", "score", "label")},
            )
            registered = pack_register(
                version=self.version,
                content=product.content,
                seal=pack_seal(
                    product.content, product.report, materials=generator_materials(select_template(domain).template)
                ),
                descriptor=descriptor,
            )
            payload = Registered(product.sha256, registered.descriptor_hash)
            self.version.transition("agent.registered", payload, actor=self.actor, pack_sha256=product.sha256)

    def _keep(self, report: dict[str, Any], decision: GateDecision, sha256: str) -> None:
        report_keep(version=self.version, report=report, decision=decision, pack_sha256=sha256)


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
