"""Which templates an agent is generated from, and in which style."""

from collections.abc import Mapping
from dataclasses import dataclass

from apps.agents.domains import DomainMatch

DETERMINISTIC_CALCULATOR = "deterministic-calculator"

TEMPLATE_OF: Mapping[str, str] = {}
"""Templates of domains that need other code. None does: what differs between domains (formulas, factors,
units) is in the specification, not in the shape of the code."""


@dataclass(frozen=True, slots=True)
class GenerationConfig:
    """How an agent is generated; recorded with the version, so that a build can be repeated.

    Attributes:
        template: folder of templates.
        contract: version of the engine's agent contract the code is written for.
        line_length: of the formatted code.
        python: oldest Python the code runs on.
    """

    template: str = DETERMINISTIC_CALCULATOR
    contract: str = "1"
    line_length: int = 120
    python: str = "3.11"

    @property
    def ruff_target(self) -> str:
        """``py311``."""
        return "py" + self.python.replace(".", "")

    def as_document(self) -> dict[str, str]:
        """In canonical JSON's types."""
        return {
            "template": self.template,
            "contract": self.contract,
            "line_length": str(self.line_length),
            "python": self.python,
        }


def select_template(domain: DomainMatch) -> GenerationConfig:
    """The configuration for a domain."""
    return GenerationConfig(template=TEMPLATE_OF.get(domain.domain, DETERMINISTIC_CALCULATOR))
