"""The operator's verbs. Portal, API, admin and commands all call `version_verb`."""

from django.db import transaction
from django.utils import timezone

from apps.agents.lifecycle import (
    VERBS,
    DeploymentInfo,
    ExecutionContext,
    ExecutionResult,
    PauseReason,
    Payload,
    ResumeContext,
    RetirementReason,
    State,
    transition_for,
)
from apps.agents.models import AgentVersion
from apps.evaluation.models import QualityReport
from apps.evaluation.selectors import report_admits
from apps.runtime.deployers.local import NAME as LOCAL
from apps.runtime.deployers.local import deploy_local, start_local
from apps.runtime.models import Deployment, Execution
from apps.runtime.services.runs import runs_go_on
from greenlang.errors import InvalidInput, Refused


class NotDeployable(Refused):
    """What was measured does not allow this deployment."""

    code = "not-deployable"


def version_verb(*, version: AgentVersion, verb: str, actor: str, reason: str = "") -> AgentVersion:
    """Do what a verb says, in one transaction.

    Raises:
        InvalidInput: no such verb, or a reason is missing where one is asked for.
        IllegalTransition, RetiredVersion: the state does not allow it.
    """
    doers = {"deploy": _deploy, "start": _start}
    if verb in doers:
        return doers[verb](version, actor, reason)
    if verb not in VERBS or verb == "retry":
        raise InvalidInput(f"“{verb[:40]}” is no verb here.", where="verb", mend=f"One of {', '.join(VERBS)}.")
    if verb in {"pause", "retire"} and not reason.strip():
        raise InvalidInput("Say why.", where="reason", mend="One sentence that an auditor will understand.")
    with transaction.atomic():
        version.transition(VERBS[verb], _payload(version, verb, reason), actor=actor)
        if verb == "resume":
            runs_go_on(version)
        if verb == "retire":
            Deployment.objects.filter(version=version, removed_at=None).update(removed_at=timezone.now())
    return version


def _payload(version: AgentVersion, verb: str, reason: str) -> Payload:
    if verb == "stop":
        return ExecutionResult(Execution.objects.filter(version=version).count(), reason)
    payloads: dict[str, type[PauseReason | ResumeContext | RetirementReason]] = {
        "pause": PauseReason,
        "resume": ResumeContext,
        "retire": RetirementReason,
    }
    return payloads[verb](reason)


def _start(version: AgentVersion, actor: str, reason: str) -> AgentVersion:
    """Accept work; from Staged the version is deployed first."""
    with transaction.atomic():
        version.refresh_from_db(fields=["state"])
        if version.state == State.STAGED:
            _deploy(version, actor, reason)
        else:
            transition_for("agent.started", version.state, ExecutionContext(LOCAL, reason))
            start_local(version)
        version.transition("agent.started", ExecutionContext(LOCAL, reason), actor=actor)
        runs_go_on(version)
    return version


def _deploy(version: AgentVersion, actor: str, reason: str) -> AgentVersion:
    transition_for("agent.deployed", version.state, DeploymentInfo(LOCAL, ""))
    report = QualityReport.objects.filter(version=version, pack_sha256=version.pack_sha256).first()
    if report is None or not report_admits(report):
        raise NotDeployable("The gate has not passed this version.", where=str(version), mend="See its quality report.")
    with transaction.atomic():
        url = deploy_local(version)
        Deployment.objects.filter(version=version, removed_at=None).update(removed_at=timezone.now())
        Deployment.objects.create(version=version, deployer=LOCAL, url=url, pack_sha256=version.pack_sha256)
        version.transition("agent.deployed", DeploymentInfo(LOCAL, url), actor=actor)
    return version
