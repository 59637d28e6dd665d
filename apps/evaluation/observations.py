"""Everything the dimensions read from, measured once."""

from collections.abc import Sequence
from dataclasses import dataclass

from apps.evaluation.agent_under_test import AgentUnderTest
from apps.evaluation.contracts import ConsumerExpectation, Contract
from apps.evaluation.depth import GATE, Depth
from apps.evaluation.instruments.elsewhere import ElsewhereRun
from apps.evaluation.instruments.interface import InterfaceRun
from apps.evaluation.instruments.load import LoadRun
from apps.evaluation.instruments.mutation import MutationRun
from apps.evaluation.instruments.probe import ProbeRun
from apps.evaluation.instruments.static_analysis import Complexity
from apps.evaluation.instruments.suite import SuiteRun
from apps.evaluation.results import Finding

NOT_TRIED = MutationRun("The suite does not pass on the unchanged agent, so that no change could be noticed.")


@dataclass(frozen=True)
class SourceReading:
    """What was read in the agent's sources without running them.

    Attributes:
        security: findings of bandit, ruff and the allow-list.
        security_missing: why they could not all look; empty where they did.
        complexities: by file; ``unreadable`` are the files without.
        standards: findings against the coding standard.
        standards_missing: why nothing could look for them; empty where it did.
    """

    security: tuple[Finding, ...]
    security_missing: str
    complexities: tuple[Complexity, ...]
    unreadable: tuple[Finding, ...]
    standards: tuple[Finding, ...] = ()
    standards_missing: str = ""


@dataclass(frozen=True)
class Observations:
    """One agent, one run of its suite, its runs by itself, one reading of its sources, and what it is compared with.

    Attributes:
        mutation: of a suite that passes.
        load, elsewhere, interface: nothing where the agent calculated nothing by itself, so that nothing was run.
        earlier, consumers: in the order of the probe's answers for them.
    """

    agent: AgentUnderTest
    suite: SuiteRun
    probe: ProbeRun
    sources: SourceReading
    load: LoadRun | None = None
    elsewhere: tuple[ElsewhereRun, ...] = ()
    interface: InterfaceRun | None = None
    mutation: MutationRun = NOT_TRIED
    earlier: Sequence[Contract] = ()
    consumers: Sequence[ConsumerExpectation] = ()
    depth: Depth = GATE
