"""10 Interoperability: answers of the agent's HTTP interface beside its description.

Its figure is the share of answers that conform to its OpenAPI description. The interface exists once the agent
is served; nothing is called here, so nothing is earned.
"""

from apps.evaluation.dimensions.reading import Reading
from apps.evaluation.observations import Observations

NUMBER = 10


def read(observed: Observations) -> Reading:
    """Not measured yet: The agent's HTTP interface is not called."""
    return Reading(not_measured="The agent's HTTP interface is not called.")
