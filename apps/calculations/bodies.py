"""Request bodies that are read strictly: exact numbers, real days, and no member that nobody would read."""

from datetime import date
from decimal import Decimal
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from greenlang.edges.bodies import ClosedBody
from greenlang.edges.problems import findings
from greenlang.engine import parse_number
from greenlang.errors import GreenLangError, InvalidInput

FIRST_YEAR, LAST_YEAR = 1900, 2200


@extend_schema_field({"type": "string", "format": "decimal"})
class ExactNumber(serializers.Field[Decimal, Any, str, Any]):
    """A decimal, as text or as a JSON number; never a float on the way.

    Args:
        minimum, maximum: both included.
    """

    def __init__(self, *, minimum: str | None = None, maximum: str | None = None, **kwargs: Any) -> None:
        self.minimum = None if minimum is None else Decimal(minimum)
        self.maximum = None if maximum is None else Decimal(maximum)
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> Decimal:
        """The number; what is none is refused with what would be right."""
        try:
            number = parse_number(data)
        except GreenLangError as error:
            raise serializers.ValidationError(str(error), code=error.code) from None
        if self.minimum is not None and number < self.minimum:
            raise serializers.ValidationError(f"It is below {self.minimum}.")
        if self.maximum is not None and number > self.maximum:
            raise serializers.ValidationError(f"It is above {self.maximum}.")
        return number

    def to_representation(self, value: Any) -> str:
        """As text."""
        return str(value)


class Day(serializers.DateField):
    """A day of a year that activity data can be of, so that no arithmetic on days leaves the calendar."""

    def to_internal_value(self, value: Any) -> date:
        """The day."""
        day = super().to_internal_value(value)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise serializers.ValidationError(f"The year is from {FIRST_YEAR} to {LAST_YEAR}.")
        return day


class StrictBody(ClosedBody):
    """A body of which every member is read; also of query parameters."""

    @classmethod
    def read(cls, data: object) -> dict[str, Any]:
        """The validated members.

        Raises:
            InvalidInput: an unknown member, with the nearest name; or every member that cannot be used, by pointer.
        """
        body = cls(data=data)
        if body.is_valid():
            return dict(body.validated_data)
        errors = list(findings(body.errors))
        first = errors[0]
        message = first["detail"] + (f" And {len(errors) - 1} more." if len(errors) > 1 else "")
        raise InvalidInput(message, where=first["pointer"], mend="Mend the members that are named.", errors=errors)
