"""The twelve dimensions of the design, one module each, in order."""

from apps.evaluation.dimensions import (
    compatibility,
    functional,
    interoperability,
    maintainability,
    performance,
    portability,
    reliability,
    reusability,
    scalability,
    security,
    testability,
    usability,
)
from apps.evaluation.dimensions.reading import Dimension, Reading

DIMENSIONS: tuple[Dimension, ...] = (
    functional,
    performance,
    compatibility,
    usability,
    reliability,
    security,
    maintainability,
    portability,
    scalability,
    interoperability,
    reusability,
    testability,
)

__all__ = ["DIMENSIONS", "Dimension", "Reading"]
