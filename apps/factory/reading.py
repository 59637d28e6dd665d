"""Reading a specification as far as it must be good before anything is kept of it."""

from collections.abc import Callable

from apps.agents.spec import Finding, Problem, SpecError, SpecReading, read_spec, validate_spec
from apps.calculations.selectors.factors import gwp_set
from apps.calculations.selectors.lookup import published_lookup
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


def read_buildable(source: bytes, filename: str = "pack.yaml") -> SpecReading:
    """Read and validate.

    Raises:
        SpecError: it cannot be read, or no agent can be built from it.
    """
    reading = read_spec(source, filename=filename)
    findings_of(reading, filename=filename)
    return reading
