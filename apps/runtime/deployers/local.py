"""Deploying on this installation: the web processes themselves load the verified pack."""

from typing import ClassVar

from apps.registry.archive import pack_read
from apps.runtime.deployers.contract import Deployer, Release, Standing, Tell
from apps.runtime.loading import agent_load


class LocalDeployer(Deployer):
    """Whether the agent answers is its state alone: nothing runs for it beside the web processes and the workers."""

    name: ClassVar[str] = "local"

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
