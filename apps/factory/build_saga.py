"""Building and deploying as a saga: make, register, deploy, each committed by itself, and undone when a later fails.

A deployment that fails takes down what half stands, and the version leaves the registry's index and is Failed. Its
pack stays kept under its hash, for a version never changes: a retry registers the very same one.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone

from apps.agents.lifecycle import ErrorDetails, State
from apps.events.sagas import Saga, SagaLog, Step, What
from apps.factory.pipeline import Build, Made, version_result
from apps.runtime.deployers.places import deployer_named
from apps.runtime.models import Deployment
from apps.runtime.releases import release_named
from apps.runtime.selectors import deployer_of
from apps.runtime.services.lifecycle import version_operate
from greenlang.errors import GreenLangError
from greenlang.isolation import tenant_scope

NAME = "build-and-deploy"
MAKE, REGISTER, DEPLOY = "make", "register", "deploy"
WAITS = {"waits": "for a reviewer"}


def saga_log(tenant_id: uuid.UUID, job_id: uuid.UUID) -> SagaLog:
    """The log of a build's job, by whose id its saga is known."""
    return SagaLog(tenant_id, job_id, NAME)


@dataclass
class BuildAndDeploy:
    """The saga of one build's job."""

    build: Build
    job_id: uuid.UUID
    made: Made | None = None
    error: GreenLangError | Exception | None = None

    def run(self) -> dict[str, Any]:
        """Everything that is left to do; the version's result.

        Raises:
            GreenLangError: the stage's own; everything is undone, and the version is Failed with the reason.
        """
        steps = (
            Step(MAKE, self._make, self._fail),
            Step(REGISTER, self._register, self._unregister),
            Step(DEPLOY, self._deploy, self._take_down),
        )
        saga = Saga(self.build.tenant_id, self.job_id, NAME, [self._noting(step) for step in steps])
        self._note_registered(saga.log)
        saga.run()
        with tenant_scope(self.build.tenant_id):
            return version_result(self.build.version)

    def _note_registered(self, log: SagaLog) -> None:
        """A worker that ended between registering and writing it down had registered all the same."""
        found, version = log.standing(), self.build.version
        with tenant_scope(self.build.tenant_id):
            version.refresh_from_db()
        if version.state == State.STAGED and not found.reason:
            for step in (MAKE, REGISTER):
                if step not in found.done:
                    log.write(step, What.DONE, {"pack_sha256": version.pack_sha256})

    def _noting(self, step: Step) -> Step:
        """The step, its failure kept for the version's history."""

        def do() -> Mapping[str, object]:
            try:
                return step.do()
            except Exception as error:
                self.error = error
                raise

        return Step(step.name, do, step.undo)

    def _make(self) -> Mapping[str, object]:
        self.made = self.build.make()
        return {"pack_sha256": self.made.product.sha256} if self.made.product else WAITS

    def _register(self) -> Mapping[str, object]:
        if self.made is None or self.made.product is None:
            # No state of its own: the version stays in Testing until a reviewer decides.
            return WAITS
        self.build.register(self.made)
        return {"pack_sha256": self.made.product.sha256}

    def _deploy(self) -> Mapping[str, object]:
        tenant_id, version = self.build.tenant_id, self.build.version
        with tenant_scope(tenant_id):
            version.refresh_from_db()
        if version.state == State.TESTING:
            return WAITS
        with self.build.stages.stage("deploy") as record:
            if version.state == State.STAGED:
                version_operate(tenant_id=tenant_id, version=version, verb="deploy", actor=self.build.actor)
            with tenant_scope(tenant_id):
                record["note"] = deployer_of(version)
        return {"deployer": str(record["note"])}

    def _take_down(self) -> None:
        """First it is Failed, then what half stands is removed: a cluster that is away delays only the second."""
        self._fail()
        version = self.build.version
        with tenant_scope(self.build.tenant_id):
            deployer = deployer_named(deployer_of(version) or settings.DEPLOYER)
            release = release_named(version)
            Deployment.objects.filter(version=version, removed_at=None).update(removed_at=timezone.now())
        deployer.retire(release, self.build.stages.note)

    def _unregister(self) -> None:
        """The index of the registry has versions from Staged on: what is Failed is found no more."""
        self._fail()

    def _fail(self) -> None:
        version, error = self.build.version, self.error
        with tenant_scope(self.build.tenant_id):
            version.refresh_from_db()
            if version.state in {State.FAILED, State.RETIRED}:
                return
            version.transition("agent.failed", self._details(error), actor=self.build.actor)

    def _details(self, error: Exception | None) -> ErrorDetails:
        stage = self.build.stages.current
        if isinstance(error, GreenLangError):
            return ErrorDetails(stage, error.code, str(error), error.errors)
        if error is not None:
            return ErrorDetails(stage, "unforeseen", f"{type(error).__name__}: {error}", [])
        reason = saga_log(self.build.tenant_id, self.job_id).standing().reason
        return ErrorDetails(stage, "lost", reason or "The build ended without an answer.", [])
