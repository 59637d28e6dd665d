"""What a specification declares contradicted: carried in the pack, so that both figures are at hand."""

from apps.agents.spec.model import PackSpec
from apps.agents.spec.rules.contradicted import output_of

CONTRADICTED_FILE = "tests/contradicted.json"


def contradictions_of(spec: PackSpec) -> list[dict[str, str]]:
    """``{"golden", "output", "expected", "calculated" or "refused", "reason"}`` for each, in their order."""
    return [
        {
            "golden": entry.golden,
            "output": output_of(entry, spec),
            "expected": entry.expected,
            **({"refused": entry.refused} if entry.refused else {"calculated": entry.calculated}),
            "reason": " ".join(entry.reason.split()),
        }
        for entry in spec.tests.contradicted
    ]
