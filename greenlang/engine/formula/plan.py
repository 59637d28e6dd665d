"""Finds the formulas that only multiply and divide, and folds and checks every constant on the way."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from greenlang.engine.errors import FormulaError
from greenlang.engine.formula.ast import Binary, Name, Negation, Node, Power, children
from greenlang.engine.formula.exact import bounded, exact_value, power
from greenlang.engine.numbers import exact_power, exact_product, round_output

MAX_BITS = 8192
"""Largest numerator or denominator of a folded constant."""


@dataclass(frozen=True, slots=True)
class Product:
    """``scale`` times the values to their powers; without powers, a constant.

    ``divisors`` are the values divided by anywhere: they may not be zero, even where they cancel.
    """

    scale: Fraction
    powers: Mapping[int, int]
    divisors: frozenset[int]

    def times(self, other: "Product") -> "Product":
        powers = Counter(self.powers)
        powers.update(other.powers)
        return Product(bounded(self.scale * other.scale, MAX_BITS), powers, self.divisors | other.divisors)

    def to(self, exponent: int) -> "Product":
        powers = {place: count * exponent for place, count in self.powers.items()}
        divisors = self.divisors | (powers.keys() if exponent < 0 else set())
        return Product(power(self.scale, exponent, MAX_BITS), powers, divisors)


@dataclass(frozen=True, slots=True)
class Quotient:
    """A product in decimals: every digit above and below the line, and one division, which rounds."""

    numerator: Decimal
    denominator: Decimal
    above: tuple[tuple[int, int], ...]
    below: tuple[tuple[int, int], ...]
    divisors: frozenset[int]

    @classmethod
    def of(cls, product: Product) -> "Quotient":
        return cls(
            Decimal(product.scale.numerator),
            Decimal(product.scale.denominator),
            tuple((place, count) for place, count in product.powers.items() if count > 0),
            tuple((place, -count) for place, count in product.powers.items() if count < 0),
            product.divisors,
        )

    def value(self, values: Sequence[Decimal]) -> Decimal:
        """Raises `ZeroDivisionError`, and `decimal.Inexact` for what decimals cannot hold (`Overflow` is one)."""
        for place in self.divisors:
            if not values[place]:
                raise ZeroDivisionError
        numerator = _multiplied(self.numerator, self.above, values)
        return round_output(numerator, _multiplied(self.denominator, self.below, values))


class Planner:
    """Plans one expression.

    Args:
        expression: for messages.
        places: index of each name's value in the sequence a quotient reads.
        factors: exact worth of each name's unit in base units.
    """

    def __init__(self, expression: str, places: Mapping[str, int], factors: Mapping[str, Fraction]) -> None:
        self.expression = expression
        self.places = places
        self.factors = factors

    def plan(self, node: Node) -> Product | None:
        """The node as a product, or nothing where it is none.

        Raises `FormulaError` for constants anywhere below that are too large or divide by zero.
        """
        parts = [self.plan(child) for child in children(node)]
        try:
            return self._combined(node, parts)
        except ZeroDivisionError:
            message = "This divides by zero."
        except OverflowError:
            message = "The constants here are too large."
        raise FormulaError(message, expression=self.expression, position=node.position)

    def _combined(self, node: Node, parts: Sequence[Product | None]) -> Product | None:
        if isinstance(node, Name):
            return Product(self.factors[node.name], {self.places[node.name]: 1}, frozenset())
        if all(part and not part.powers for part in parts):
            return Product(exact_value(node, {}, MAX_BITS), {}, frozenset())
        match node, parts:
            case Negation(), [Product() as inner]:
                return Product(-inner.scale, inner.powers, inner.divisors)
            case Power(_, exponent), [Product() as base]:
                return base.to(exponent)
            case Binary("*"), [Product() as left, Product() as right]:
                return left.times(right)
            case Binary("/"), [left, Product() as right]:
                inverse = right.to(-1)
                return left.times(inverse) if left else None
        return None


def _multiplied(start: Decimal, powers: Iterable[tuple[int, int]], values: Sequence[Decimal]) -> Decimal:
    for place, count in powers:
        value = values[place]
        start = exact_product(start, value if count == 1 else exact_power(value, count))
    return start
