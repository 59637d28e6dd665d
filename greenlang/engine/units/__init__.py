"""Units with dimensions and tags, exact conversion, quantities."""

from greenlang.engine.errors import AmbiguousUnit, DimensionMismatch, UnitError, UnknownUnit
from greenlang.engine.units.conversion import conversion, mismatch, scaled
from greenlang.engine.units.dimension import Dimension
from greenlang.engine.units.quantity import Quantity
from greenlang.engine.units.text import parse_unit
from greenlang.engine.units.unit import THE_GAS, Term, Unit, basis_name

__all__ = [
    "THE_GAS",
    "AmbiguousUnit",
    "Dimension",
    "DimensionMismatch",
    "Quantity",
    "Term",
    "Unit",
    "UnitError",
    "UnknownUnit",
    "basis_name",
    "conversion",
    "mismatch",
    "parse_unit",
    "scaled",
]
