"""3 Compatibility: the agent's contract beside its consumers' and its earlier version's.

Its figure is the share of contract checks kept: inputs no consumer sends missing, outputs no consumer reads gone,
units and hashes of formulas unchanged. Nothing is compared here, so nothing is earned.
"""

from apps.evaluation.dimensions.reading import Reading
from apps.evaluation.observations import Observations

NUMBER = 3


def read(observed: Observations) -> Reading:
    """Not measured yet: No consumers' contracts and no earlier version are compared."""
    return Reading(not_measured="No consumers' contracts and no earlier version are compared.")
