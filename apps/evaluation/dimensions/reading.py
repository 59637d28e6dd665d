"""What a dimension says of an agent, before the table turns it into a score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

from apps.evaluation.observations import Observations
from apps.evaluation.results import Finding


@dataclass(frozen=True)
class Reading:
    """Figures by the table's metrics, or why there are none.

    Attributes:
        figures: one for each criterion of the dimension; empty where nothing was measured or the agent failed.
        failure: the agent itself is why there is no figure: measured, and nothing earned.
        not_measured: the reason why nobody can say; earns nothing and weighs nothing.
    """

    figures: Mapping[str, Decimal] = field(default_factory=dict)
    failure: str = ""
    not_measured: str = ""
    evidence: Sequence[Finding] = ()


class Dimension(Protocol):
    """One module of this folder: its number in the table, and how its figures come about."""

    NUMBER: int

    def read(self, observed: Observations) -> Reading:
        """The figures of one agent."""
        ...
