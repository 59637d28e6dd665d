"""Everything the dimensions read from, measured once."""

from dataclasses import dataclass

from apps.evaluation.agent_under_test import AgentUnderTest
from apps.evaluation.instruments.probe import ProbeRun
from apps.evaluation.instruments.static_analysis import Complexity
from apps.evaluation.instruments.suite import SuiteRun
from apps.evaluation.results import Finding


@dataclass(frozen=True)
class SourceReading:
    """What was read in the agent's sources without running them.

    Attributes:
        security: findings of bandit, ruff and the allow-list.
        security_missing: why they could not all look; empty where they did.
        complexities: by file; ``unreadable`` are the files without.
    """

    security: tuple[Finding, ...]
    security_missing: str
    complexities: tuple[Complexity, ...]
    unreadable: tuple[Finding, ...]


@dataclass(frozen=True)
class Observations:
    """One agent, one run of its suite, one run by itself, one reading of its sources."""

    agent: AgentUnderTest
    suite: SuiteRun
    probe: ProbeRun
    sources: SourceReading
