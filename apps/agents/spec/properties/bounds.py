"""The plain bounds a rule sets on one output: what an agent can also refuse while it runs."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from apps.agents.spec.properties.syntax import Compared, Comparison, Joined, Number, Reference, Rule

MIRRORED: dict[Comparison, Comparison] = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


@dataclass(frozen=True, slots=True)
class Limit:
    """``outputs.co2e >= 0``: the comparison that holds, and the number."""

    comparison: Comparison
    number: Decimal


def limits_on(output: str, rule: Rule) -> tuple[Limit, ...]:
    """The limits a rule sets on this output whatever else; empty where it says anything besides."""
    match rule:
        case Joined("and", operands):
            parts = [limits_on(output, operand) for operand in operands]
            return tuple(limit for part in parts for limit in part) if all(parts) else ()
        case Compared(operands, operators):
            pairs = list(zip(pairwise(operands), operators, strict=True))
            found = [limit for pair, operator in pairs for limit in _limits(output, *pair, operator)]
            return tuple(found) if len(found) == len(pairs) else ()
        case _:
            return ()


def _limits(output: str, left: object, right: object, operator: Comparison) -> Iterator[Limit]:
    if operator == "!=":
        return
    if left == Reference("output", output) and isinstance(right, Number):
        yield Limit(operator, right.value)
    elif right == Reference("output", output) and isinstance(left, Number):
        yield Limit(MIRRORED[operator], left.value)
