"""11 Reusability: how much of the agent is shared with others.

Its figure is the share of components taken from the engine and the method library. A figure needs other
agents to compare with; nothing is compared here, so nothing is earned.
"""

from apps.evaluation.dimensions.reading import Reading
from apps.evaluation.observations import Observations

NUMBER = 11


def read(observed: Observations) -> Reading:
    """Not measured yet: The agent's components are not compared with others'."""
    return Reading(not_measured="The agent's components are not compared with others'.")
