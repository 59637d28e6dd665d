"""Parts that the inventory's documents share."""

from decimal import Decimal
from typing import Any

from rest_framework import serializers

from apps.inventory.models import ActivityUpload
from greenlang.engine.numbers import canonical_number

OUTCOMES = [("accepted", "accepted"), ("rejected", "rejected"), ("duplicate", "duplicate")]
"""What becomes of a row."""


class DecimalText(serializers.CharField):
    """A decimal number as a string, in its canonical form."""

    def to_representation(self, value: Any) -> str:
        """ "5", never "5.00"."""
        return canonical_number(Decimal(value))


class AccountDocument(serializers.ModelSerializer[ActivityUpload]):
    """A file, or rows handed over: rows_in = accepted + rejected + duplicate. ``settled`` are of the rejected."""

    period_id = serializers.UUIDField(read_only=True)

    class Meta:
        model = ActivityUpload
        fields = [
            "id", "period_id", "filename", "sha256", "rows_in", "accepted", "rejected", "duplicate", "settled",
            "uploaded_by", "uploaded_at", "withdrawn_at", "withdrawn_by", "withdrawn_reason",
        ]  # fmt: skip
        read_only_fields = fields
