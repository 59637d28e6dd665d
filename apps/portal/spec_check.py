"""Everything that is wrong with a specification, told in the form it was typed into, before a worker takes it."""

from apps.agents.spec import read_spec, validate_spec
from apps.calculations.selectors.factors import factor_lookup
from greenlang.errors import InvalidInput


def spec_check(source: bytes) -> None:
    """Read and validate a specification.

    Raises:
        SpecError: it cannot be read.
        InvalidInput: no agent can be built from it; ``errors`` has every reason with its path and line.
    """
    reading = read_spec(source)
    findings = [finding for finding in validate_spec(reading.spec, lookup=factor_lookup) if finding.is_error]
    if findings:
        errors = [finding.as_dict() for finding in reading.located(findings)]
        raise InvalidInput(findings[0].detail, where=errors[0]["path"], mend=findings[0].mend, errors=errors)
