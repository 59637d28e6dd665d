"""9 Scalability: throughput as the load grows.

Its figure is the throughput at ten times the load beside that at one, from a load test of the served agent.
Calculations in one process, as Performance has them, say nothing about it.
"""

from apps.evaluation.dimensions.reading import Reading
from apps.evaluation.observations import Observations

NUMBER = 9


def read(observed: Observations) -> Reading:
    """Not measured yet: No load test is made at the gate."""
    return Reading(not_measured="No load test is made at the gate.")
