"""The kernel's errors; each says what is wrong, where, and what would be right."""

from collections.abc import Sequence

from greenlang.errors import InvalidInput

WINDOW = 96


class InvalidNumber(InvalidInput):
    """A text that is no plain decimal number, or one beyond the bounds of this system."""

    code = "invalid-number"
    title = "Not a usable number"


class NotCanonical(InvalidInput):
    """A value that has no canonical JSON form."""

    code = "not-canonical"
    title = "No canonical form"


class UnitError(InvalidInput):
    """A unit, or a pair of units, that cannot be used."""

    code = "invalid-unit"
    title = "The unit cannot be used"


class UnknownUnit(UnitError):
    """No unit of that name; the mend names the nearest ones."""

    code = "unknown-unit"
    title = "Unknown unit"


class AmbiguousUnit(UnitError):
    """A name that means several units; the mend names the choices."""

    code = "ambiguous-unit"
    title = "Ambiguous unit"


class DimensionMismatch(UnitError):
    """Two units of different kinds, or of one kind with its basis unsaid or different.

    Attributes:
        kind: "basis" (HHV or LHV), "reference" (gas volumes), "substance" or "dimension".
    """

    code = "dimension-mismatch"
    title = "The units do not fit"

    def __init__(
        self,
        message: str,
        *,
        where: str = "",
        mend: str = "",
        errors: Sequence[dict[str, str]] = (),
        kind: str = "dimension",
    ) -> None:
        super().__init__(message, where=where, mend=mend, errors=errors)
        self.kind = kind


class UnknownGas(InvalidInput):
    """No gas of that name."""

    code = "unknown-gas"
    title = "Unknown gas"


class MissingGwp(InvalidInput):
    """The chosen set has no global warming potential for a gas."""

    code = "missing-gwp"
    title = "No global warming potential"


class InvalidFactor(InvalidInput):
    """A factor that does not fit its slot, its gases or its own unit."""

    code = "invalid-factor"
    title = "The factor cannot be used"


class OutOfRange(InvalidInput):
    """A calculation whose result is beyond what this system can hold, or has no value."""

    code = "out-of-range"
    title = "The calculation has no usable result"


class FormulaError(InvalidInput):
    """A formula that cannot be read or has no meaning; points into the expression.

    Attributes:
        expression: the text as given.
        position: offset of the first wrong character, 0-based; -1 where it concerns the whole.
    """

    code = "invalid-formula"
    title = "The formula cannot be used"

    def __init__(
        self, message: str, *, expression: str = "", position: int = -1, where: str = "", mend: str = ""
    ) -> None:
        super().__init__(message, where=where, mend=mend)
        self.expression = expression
        self.position = position

    @property
    def pointer(self) -> str:
        """Two lines: the line of the expression that is wrong and a caret under the place; or empty."""
        if not 0 <= self.position <= len(self.expression):
            return ""
        start = self.expression.rfind("\n", 0, self.position) + 1
        end = self.expression.find("\n", self.position)
        end = len(self.expression) if end < 0 else end
        start = max(start, self.position - WINDOW // 2)
        line = "".join(c if c.isprintable() else "?" for c in self.expression[start : min(end, start + WINDOW)])
        return f"  {line}\n  {' ' * (self.position - start)}^"

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        lines = [f"{place}{self.message}", self.pointer, self.mend]
        return "\n".join(line for line in lines if line)

    def as_dict(self) -> dict[str, object]:
        """The family's keys and ``expression``, ``position``."""
        return {**super().as_dict(), "expression": self.expression, "position": self.position}
