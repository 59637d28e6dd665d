"""What a deployer is to the operator's verbs. Pure.

Every method may be called again after a crash half way: it goes on from where things stand, and what stands already
is left as it is.
"""

import uuid
from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar, Protocol, TypeAlias

from greenlang.errors import Unavailable

Tell: TypeAlias = Callable[[str], None]
"""Told what is waited for, as it changes."""


class NotReady(Unavailable):
    """The agent did not come up; the message says what its place of work says."""

    code = "not-ready"


@dataclass(frozen=True, slots=True)
class Release:
    """A registered version as a deployer takes it: verified before it was handed over.

    Args:
        agent, version: the agent's id and the version's number.
        pack: the archive; ``pack_sha256`` is its hash, 64 hex digits.
        signature: this installation's signature of that hash.
        public_key: the key it fits, hex digits.
        wishes: ``deployment.kubernetes`` of the pack.yaml as its publisher wrote it: text of a stranger.
    """

    tenant_id: uuid.UUID
    agent: str
    version: str
    pack: bytes = field(repr=False)
    pack_sha256: str
    signature: Mapping[str, str] = field(repr=False)
    public_key: str
    wishes: Mapping[str, Any] = field(default_factory=dict, repr=False)

    def __str__(self) -> str:
        return f"{self.agent} {self.version}"


class Health(StrEnum):
    """How what shall answer does."""

    ANSWERS = "answers"
    DEGRADED = "degraded"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a release stands where it runs.

    Args:
        present: anything of it is there.
        wanted, ready: how many of it are asked for, and how many answer.
        reason: why those that are wanted do not answer; empty where they do.
        lacking: what of it should be there and is not, or is another than was put there.
    """

    present: bool
    wanted: int = 0
    ready: int = 0
    reason: str = ""
    lacking: tuple[str, ...] = ()

    @property
    def answers(self) -> bool:
        """A request would be answered."""
        return self.present and self.wanted > 0 and self.ready >= self.wanted

    @property
    def health(self) -> Health:
        """Of what shall answer: degraded where some of it does, and what keeps the rest from it is known."""
        if not self.present or not self.ready:
            return Health.DOWN
        return Health.DEGRADED if self.reason or self.lacking else Health.ANSWERS


@dataclass(frozen=True, slots=True)
class Stray:
    """Something of this installation that stands and that nobody asked for.

    Args:
        name: its objects' name where it stands.
        agent, version: whose it says it is.
        kinds: what of it stands.
    """

    name: str
    agent: str
    version: str
    kinds: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.name}: {', '.join(self.kinds)}"


@dataclass(frozen=True, slots=True)
class Survey:
    """What stands of a tenant's: of each release that was asked about, in that order, and what else."""

    standings: tuple[Standing, ...]
    strays: tuple[Stray, ...] = ()


class Deployer(Protocol):
    """A place where agents run.

    ``takes_time``: something of an agent runs there by itself, apart from this installation's own processes.
    """

    name: ClassVar[str]
    takes_time: ClassVar[bool] = True

    @abstractmethod
    def deploy(self, release: Release, tell: Tell) -> str:
        """Bring it up, wait until it is ready, and give the address it answers at.

        Raises:
            NotReady: it did not come up; what stood before stands again.
            BadPack, UntrustedSignature, UntrustedCode: it cannot be trusted; nothing was deployed.
        """

    @abstractmethod
    def start(self, release: Release, tell: Tell) -> None:
        """Go on only when it is ready to answer.

        Raises:
            NotReady and as `deploy`.
        """

    @abstractmethod
    def pause(self, release: Release, tell: Tell) -> None:
        """Let it use nothing, and keep what is needed to resume it. Of a release that is not there: nothing."""

    @abstractmethod
    def resume(self, release: Release, tell: Tell) -> None:
        """Bring a paused one up again, and wait until it is ready.

        Raises:
            NotReady: it did not come up, or is not there any more.
        """

    @abstractmethod
    def retire(self, release: Release, tell: Tell) -> None:
        """Remove everything of it. Of a release that is not there: nothing."""

    @abstractmethod
    def standing(self, release: Release) -> Standing:
        """How it stands at this moment."""

    @abstractmethod
    def roll_back(self, release: Release, tell: Tell) -> bool:
        """Give it back what it ran as before the last change of its place of work; whether there was a before."""

    @abstractmethod
    def survey(self, tenant_id: uuid.UUID, releases: Sequence[Release]) -> Survey:
        """How everything of a tenant's stands, asked for at once.

        Args:
            releases: all that shall be there, paused ones too; what stands besides is a stray.
        """

    @abstractmethod
    def mend(self, release: Release, tell: Tell) -> None:
        """Put there what is lacking of a release that shall answer, and wait for nothing."""

    @abstractmethod
    def clear(self, tenant_id: uuid.UUID, stray: Stray, tell: Tell) -> None:
        """Remove a stray. Of one that is gone: nothing."""

    @abstractmethod
    def tenants(self) -> frozenset[uuid.UUID]:
        """Tenants of whom anything of this installation stands there."""

    @abstractmethod
    def forget(self, tenant_id: uuid.UUID, tell: Tell) -> None:
        """Remove whatever stands of a tenant that is gone. Of one of whom nothing stands: nothing."""
