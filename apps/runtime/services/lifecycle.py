"""The operator's verbs, step by step. Portal, API, admin and commands all come here.

A step either changes where the agent runs or records its state, never both: what a cluster takes seconds for happens
outside any transaction of ours, and is safe to do again. Work is refused from the moment a pause or a retirement is
recorded, and taken from the moment a start is, which is after the agent has answered that it is ready.
"""

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, nullcontext, suppress
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from apps.agents.lifecycle import (
    VERBS,
    DeploymentInfo,
    ExecutionContext,
    ExecutionResult,
    IllegalTransition,
    PauseReason,
    ResumeContext,
    RetirementReason,
    State,
    transition_for,
    verbs_first,
)
from apps.agents.models import AgentVersion
from apps.evaluation.models import QualityReport
from apps.evaluation.selectors import report_admits
from apps.jobs.stages import StageRecorder
from apps.runtime.deployers.contract import Deployer, Release
from apps.runtime.deployers.places import deployer_named
from apps.runtime.models import Deployment, Execution
from apps.runtime.overseeing.hands import in_operators_hands
from apps.runtime.releases import release_named, release_of
from apps.runtime.selectors import deployer_of, version_before
from apps.runtime.services.runs import runs_give_up, runs_go_on
from apps.runtime.services.verbs import ROLL_BACK, STEPS, UP, NotDeployable, NothingBefore, verb_check
from greenlang.errors import Conflict, GreenLangError
from greenlang.isolation import tenant_scope

Scope = Callable[[], AbstractContextManager[None]]


def verb_admit(*, version: AgentVersion, verb: str, reason: str) -> None:
    """Go on only with a verb that is possible at this moment; whoever does it later looks again.

    Raises:
        InvalidInput, IllegalTransition, RetiredVersion, NotDeployable, NothingBefore: why not, and what is.
    """
    verb_check(verb, reason)
    Operation(version, verb, "", reason, StageRecorder(lambda stages: None, STEPS[verb])).check()


def version_verb(*, version: AgentVersion, verb: str, actor: str, reason: str = "") -> AgentVersion:
    """Do what a verb says, in the caller's transaction; for agents whose deployer takes no time.

    Raises:
        InvalidInput: no such verb, or a reason is missing where one is asked for.
        IllegalTransition, RetiredVersion, NotDeployable, NothingBefore: nothing was changed.
    """
    verb_check(verb, reason)
    with transaction.atomic():
        Operation(version, verb, actor, reason, StageRecorder(lambda stages: None, STEPS[verb])).run()
    return version


def version_operate(
    *,
    tenant_id: uuid.UUID,
    version: AgentVersion,
    verb: str,
    actor: str,
    reason: str = "",
    stages: StageRecorder | None = None,
) -> AgentVersion:
    """Do what a verb says, each step in a transaction of its own, and nothing in one while a cluster is waited for.

    Args:
        stages: told each step as it begins and ends; made for ``STEPS[verb]``.

    Raises:
        NotReady: it did not come up; and as `version_verb`.
    """
    verb_check(verb, reason)
    stages = stages or StageRecorder(lambda records: None, STEPS[verb])
    Operation(version, verb, actor, reason, stages, lambda: tenant_scope(tenant_id)).run()
    return version


@dataclass
class Operation:
    """One verb on one version.

    Args:
        scope: opens a transaction in the version's tenant for each step that reads or records.
    """

    version: AgentVersion
    verb: str
    actor: str
    reason: str
    stages: StageRecorder
    scope: Scope = nullcontext
    held: ExitStack = field(default_factory=ExitStack)

    def run(self) -> None:
        """Every step of the verb, in its order.

        Raises:
            GreenLangError: the step's own; what is recorded holds, and doing the verb again goes on from there.
        """
        with self.stages.stage("check"), self.scope():
            self.check()
            deployer = self._deployer(self.target)
            self.name = deployer.name
        steps = {"up": self._up, "record": self._record, "down": self._down, "gone": self._gone}
        with self.held:
            for stage in STEPS[self.verb][1:]:
                with self.stages.stage(stage.name):
                    steps[stage.name](deployer)

    def check(self) -> None:
        """Go on only when the version's state at this moment allows the verb, and the gate has let it pass.

        Raises:
            GreenLangError: why not, and what is possible.
        """
        self.version.refresh_from_db()
        self._check()
        self.target = self._before() if self.verb == ROLL_BACK else self.version

    def _hold(self, deployer: Deployer, release: Release) -> None:
        """From here on the overseer keeps off: what is moved is not recorded yet, or was recorded and not moved."""
        if deployer.takes_time:
            self.held.enter_context(in_operators_hands(release.tenant_id, release.agent, release.version))

    def _check(self) -> None:
        """Go on only when the state allows it, before anything is moved."""
        state, payloads = self.version.state, _payloads(self.version, self.reason)
        if self.verb == ROLL_BACK:
            if state not in {State.RUNNING, State.PAUSED}:
                raise Conflict(
                    f"{self.version} is {state}: only a version that was started is rolled back.",
                    where="state",
                    mend="Start the version that shall run.",
                )
            return
        if self.verb == "retire" and state == State.RETIRED and self._remains():
            return
        deploys = self.verb == "deploy" or (self.verb == "start" and state == State.STAGED)
        event, payload = (
            ("agent.deployed", DeploymentInfo("", "")) if deploys else (VERBS[self.verb], payloads[self.verb])
        )
        try:
            transition_for(event, state, payload)
        except IllegalTransition as error:
            raise self._impossible() from error
        if deploys:
            self._admit(self.version)

    def _impossible(self) -> IllegalTransition:
        """What the version's state does not allow, in the operator's words."""
        state = self.version.state
        first = " or ".join(verbs_first(self.verb, state)) if self.verb in VERBS else ""
        before = f"{first.capitalize()} it first. " if first else ""
        possible = ", ".join(self.version.verbs) or "nothing"
        return IllegalTransition(
            f"{self.version} is {state}: {self.verb} is not possible from there.",
            where="state",
            mend=f"{before}Possible: {possible}. Another version is named with @ or “version”.",
        )

    def _remains(self) -> bool:
        """It is retired, and whether all of it was removed is not known."""
        return Deployment.objects.filter(version=self.version, cleared_at=None).exists()

    def _admit(self, version: AgentVersion) -> None:
        report = QualityReport.objects.filter(version=version, pack_sha256=version.pack_sha256).first()
        if report is None or not report_admits(report):
            mend = "See its quality report."
            raise NotDeployable("The gate has not passed this version.", where=str(version), mend=mend)

    def _before(self) -> AgentVersion:
        before = version_before(self.version)
        if before is None:
            raise NothingBefore(
                f"{self.version} has no version before it that could run.",
                where=self.version.agent.slug,
                mend="Pause it, mend it, and build another version.",
            )
        if before.state == State.STAGED:
            self._admit(before)
        return before

    def _deployer(self, version: AgentVersion) -> Deployer:
        """Where it is; of what is not deployed, where it would be."""
        known = "" if version.state == State.STAGED else deployer_of(version)
        return deployer_named(known or settings.DEPLOYER)

    def _up(self, deployer: Deployer) -> None:
        with self.scope():
            release = release_of(self.target)
            deploys, resumes = self.target.state == State.STAGED, self.target.state == State.PAUSED
        self._hold(deployer, release)
        self.url = ""
        if deploys:
            self.url = self._deployed(deployer, release)
        elif resumes:
            deployer.resume(release, self.stages.note)
        else:
            deployer.start(release, self.stages.note)

    def _deployed(self, deployer: Deployer, release: Release) -> str:
        """Its address; of what does not come up, and is not recorded anywhere, nothing stays."""
        try:
            return deployer.deploy(release, self.stages.note)
        except GreenLangError:
            with suppress(GreenLangError):
                deployer.retire(release, lambda said: None)
            raise

    def _record(self, deployer: Deployer) -> None:
        try:
            with self.scope(), transaction.atomic():
                self._recorded()
        except GreenLangError as error:
            # Somebody else was quicker: where it runs follows the state that holds.
            if UP in STEPS[self.verb]:
                self._settle(deployer)
            if isinstance(error, IllegalTransition):
                with self.scope():
                    self.version.refresh_from_db()
                    raise self._impossible() from error
            raise

    def _recorded(self) -> None:
        if self.verb == ROLL_BACK:
            self._run(self.target, f"Rolled back from {self.version.version}: {self.reason}")
            if self.version.state == State.RUNNING:
                why = PauseReason(f"Rolled back to {self.target.version}: {self.reason}")
                self.version.transition("agent.paused", why, actor=self.actor)
        elif self.verb in {"deploy", "start", "resume"}:
            self._run(self.version, self.reason)
        elif self.version.state != State.RETIRED:
            payload = _payloads(self.version, self.reason)[self.verb]
            self.version.transition(VERBS[self.verb], payload, actor=self.actor)
            if self.verb == "retire":
                Deployment.objects.filter(version=self.version, removed_at=None).update(removed_at=timezone.now())
                runs_give_up(self.version)

    def _run(self, version: AgentVersion, reason: str) -> None:
        """Deployed where it was not yet, then accepting work where that is asked for, what was held first."""
        version.refresh_from_db(fields=["state"])
        if version.state == State.STAGED:
            Deployment.objects.filter(version=version, removed_at=None).update(removed_at=timezone.now())
            Deployment.objects.create(
                version=version, deployer=self.name, url=self.url, pack_sha256=version.pack_sha256
            )
            version.transition("agent.deployed", DeploymentInfo(self.name, self.url), actor=self.actor)
        rolls = self.verb == ROLL_BACK
        if self.verb == "deploy" or (rolls and version.state == State.RUNNING):
            return
        if self.verb == "resume" or (rolls and version.state == State.PAUSED):
            version.transition("agent.resumed", ResumeContext(reason), actor=self.actor)
        else:
            version.transition("agent.started", ExecutionContext(self.name, reason), actor=self.actor)
        runs_go_on(version)

    def _down(self, deployer: Deployer) -> None:
        with self.scope():
            place = self._deployer(self.version)
            release = release_named(self.version)
        self._hold(place, release)
        place.pause(release, self.stages.note)

    def _gone(self, deployer: Deployer) -> None:
        with self.scope():
            release = release_named(self.version)
            deployed = Deployment.objects.filter(version=self.version).exists()
        if deployed:
            self._hold(deployer, release)
            deployer.retire(release, self.stages.note)
        else:
            self.stages.note("It was never deployed.")
        with self.scope():
            Deployment.objects.filter(version=self.version, cleared_at=None).update(cleared_at=timezone.now())

    def _settle(self, deployer: Deployer) -> None:
        with self.scope():
            self.target.refresh_from_db(fields=["state"])
            release, state = release_named(self.target), self.target.state
        if state == State.PAUSED:
            deployer.pause(release, self.stages.note)
        elif state in {State.RETIRED, State.STAGED, State.FAILED}:
            deployer.retire(release, self.stages.note)


Payloads = dict[str, ExecutionContext | ExecutionResult | PauseReason | ResumeContext | RetirementReason]


def _payloads(version: AgentVersion, reason: str) -> Payloads:
    return {
        "start": ExecutionContext("", reason),
        "stop": ExecutionResult(Execution.objects.filter(version=version).count(), reason),
        "pause": PauseReason(reason),
        "resume": ResumeContext(reason),
        "retire": RetirementReason(reason),
    }
