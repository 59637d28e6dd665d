"""Many calculations of one agent: each to the byte what `greenlang.engine.contract.calculate` gives, and far faster.

Rows of a batch share nearly everything but their numbers. The first row of a *shape* (the names, texts and units of a
document) is calculated in full; from it a plan is made that the next rows of the shape follow. A row with anything
unusual in it is calculated in full: a plan is a shorter way to the same figures and never another rule.
"""

from greenlang.engine.batch.calculator import BatchCalculator, Computed, Refusal

__all__ = ["BatchCalculator", "Computed", "Refusal"]
