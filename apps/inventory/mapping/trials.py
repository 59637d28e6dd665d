"""What rows would come to, calculated by the agent they could be for; whoever runs agents hands the calculation in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Sample:
    """A row as it would be calculated.

    Args:
        mapped: what was chosen for it; empty: as it came.
    """

    quantity: str
    unit: str
    basis: str
    attributes: Mapping[str, str]
    mapped: Mapping[str, str | None]
    start: date


@dataclass(frozen=True, slots=True)
class Tried:
    """What it came to, or why it cannot be calculated.

    Args:
        kilograms: kg CO2e; None where it was refused.
        factor: where the factor of emissions comes from: "activity", "region", "source", "citation", "value", "unit".
    """

    kilograms: Decimal | None
    refusal: str = ""
    factor: Mapping[str, str] | None = None


class Trial(Protocol):
    """Calculates with a running agent's own formula; nothing is written."""

    def __call__(self, agent: str, sample: Sample) -> Tried:
        """Never raises for what the sample says."""
        ...
