"""4 Usability: how well the agent's interface explains itself.

Its figure is the share of interface checks passed: described inputs and outputs, names by the conventions,
errors that say where and how to mend. Nothing is rated here, so nothing is earned.
"""

from apps.evaluation.dimensions.reading import Reading
from apps.evaluation.observations import Observations

NUMBER = 4


def read(observed: Observations) -> Reading:
    """Not measured yet: Descriptions, naming and the errors of the interface are not rated."""
    return Reading(not_measured="Descriptions, naming and the errors of the interface are not rated.")
