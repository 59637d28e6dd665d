"""Reading a specification as far as it must be good before anything is kept of it."""

from collections.abc import Callable
from dataclasses import dataclass

from apps.agents.models import AgentVersion
from apps.agents.spec import Finding, Problem, SpecError, SpecReading, read_spec, validate_spec
from apps.calculations.selectors.factors import gwp_set
from apps.calculations.selectors.lookup import published_lookup
from apps.factory.errors import AnotherVersion
from greenlang.engine.contract import FactorRequest
from greenlang.engine.formula import ResolvedFactor

Lookup = Callable[[FactorRequest], ResolvedFactor]


def findings_of(reading: SpecReading, lookup: Lookup = published_lookup, filename: str = "pack.yaml") -> list[Finding]:
    """What validation says, each with its line; warnings only.

    Args:
        lookup: finds the factors that the golden inputs need.

    Raises:
        SpecError: no agent can be built from it; every reason with its path and line.
    """
    findings = reading.located(validate_spec(reading.spec, lookup=lookup, potentials=gwp_set))
    problems = [Problem(f.path, f.line, f.detail, f.mend, f.code) for f in findings if f.is_error]
    if problems:
        raise SpecError(problems, filename=filename)
    return findings


@dataclass(frozen=True, slots=True)
class Submission:
    """What somebody hands in to be built.

    Args:
        source: the pack.yaml.
        completion: what makes it calculable, kept beside it; empty where nothing is missing.
        filename: how the user knows the pack.yaml; only used in messages.
    """

    source: bytes
    completion: bytes = b""
    filename: str = "pack.yaml"

    @classmethod
    def of(cls, version: AgentVersion) -> "Submission":
        """What a version was last tried with."""
        return cls(bytes(version.spec_source), bytes(version.spec_completion))

    @property
    def files(self) -> dict[str, bytes]:
        """As they lie in a pack."""
        return {"pack.yaml": self.source} | ({"completion.yaml": self.completion} if self.completion else {})


def submission_read(submission: Submission) -> SpecReading:
    """The specification with its completion.

    Raises:
        SpecError: it cannot be read.
    """
    return read_spec(submission.source, completion=submission.completion, filename=submission.filename)


def read_buildable(submission: Submission) -> SpecReading:
    """Read and validate.

    Raises:
        SpecError: it cannot be read, or no agent can be built from it.
    """
    reading = submission_read(submission)
    findings_of(reading, filename=submission.filename)
    return reading


def submission_check(submission: Submission, version: AgentVersion) -> None:
    """Go on only when the specification is of that agent and version.

    Raises:
        SpecError: it cannot be read.
        AnotherVersion: saying whose it is.
    """
    spec = submission_read(submission).spec
    if (spec.agent.id, spec.pack.version) != (version.agent.slug, version.version):
        raise AnotherVersion(
            f"This is the specification of {spec.agent.id} {spec.pack.version}, not of {version}.",
            where="pack.version",
            mend="Build it as a version of its own: POST /api/v1/builds.",
        )
