"""Deploying on this installation: the web processes themselves load the verified pack."""

import uuid
from collections.abc import Sequence
from typing import ClassVar

from apps.registry.archive import pack_read
from apps.runtime.deployers.contract import Deployer, Release, Standing, Stray, Survey, Tell
from apps.runtime.loading import agent_load
from greenlang.errors import GreenLangError


class LocalDeployer(Deployer):
    """Whether the agent answers is its state alone: nothing runs for it beside the web processes and the workers."""

    name: ClassVar[str] = "local"
    takes_time: ClassVar[bool] = False

    def deploy(self, release: Release, tell: Tell) -> str:
        """Load the pack once, to see that it can be, and give its path on this installation."""
        self.start(release, tell)
        return f"/api/v1/agents/{release.agent}/executions"

    def start(self, release: Release, tell: Tell) -> None:
        """Load it, unless this process has."""
        agent_load(release.pack_sha256, lambda: pack_read(release.pack))
        tell("Every process of this installation loads it when it is asked for.")

    def pause(self, release: Release, tell: Tell) -> None:
        """Its state holds it back; there is nothing to stop."""
        tell("It uses nothing while it is paused.")

    def resume(self, release: Release, tell: Tell) -> None:
        """As starting."""
        self.start(release, tell)

    def retire(self, release: Release, tell: Tell) -> None:
        """Its state keeps it away; its pack stays in the registry, for what it has calculated."""
        tell("Its pack stays in the registry.")

    def roll_back(self, release: Release, tell: Tell) -> bool:
        """A version runs as the installation is: it has no before of its own."""
        return False

    def standing(self, release: Release) -> Standing:
        """It is wherever this installation is."""
        return Standing(present=True, wanted=1, ready=1)

    def survey(self, tenant_id: uuid.UUID, releases: Sequence[Release]) -> Survey:
        """Whether the pack of each can be loaded; nothing stands here that nobody asked for."""
        return Survey(tuple(_loaded(release) for release in releases))

    def mend(self, release: Release, tell: Tell) -> None:
        """As starting."""
        self.start(release, tell)

    def clear(self, tenant_id: uuid.UUID, stray: Stray, tell: Tell) -> None:
        """Nothing stands here by itself."""

    def tenants(self) -> frozenset[uuid.UUID]:
        """None: nothing stands here by itself."""
        return frozenset()

    def forget(self, tenant_id: uuid.UUID, tell: Tell) -> None:
        """Nothing stands here by itself."""


def _loaded(release: Release) -> Standing:
    try:
        agent_load(release.pack_sha256, lambda: pack_read(release.pack))
    except GreenLangError as error:
        return Standing(present=False, wanted=1, reason=str(error))
    return Standing(present=True, wanted=1, ready=1)
