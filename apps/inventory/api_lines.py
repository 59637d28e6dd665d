"""What stands behind a line of the ledger: its row, evidence, decision, and what was not taken."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.calculations.models import Calculation
from apps.calculations.selectors.ledger import calculation_get
from apps.inventory.figures.reading import figures_current
from apps.inventory.lines_behind import (
    decision_behind,
    passed_over_by,
    reversal_reason,
    reversals_of,
    source_row,
    standing_of,
)
from apps.inventory.models import ActivityData, EvidenceFile, FactorMapping, LineState
from apps.inventory.models.mapping import How
from apps.inventory.selectors import evidence_of_activity
from greenlang.edges.endpoints import TenantAPIView


class OtherLine(serializers.Serializer[Any]):
    """Another line of the same activity."""

    calculation_id = serializers.CharField()
    sequence = serializers.IntegerField()


class EarlierLine(OtherLine):
    """One that counted once; ``reason`` of its reversal."""

    state = serializers.ChoiceField(choices=LineState.choices)
    reason = serializers.CharField(allow_blank=True)


class StandingOfLine(serializers.Serializer[Any]):
    """What the line stands for; ``state`` empty where the figures do not know it yet.

    ``counts``: the line that counts in its place. ``before``: of one that counts, those that counted once.
    """

    state = serializers.ChoiceField(choices=LineState.choices, allow_blank=True)
    counts = OtherLine(allow_null=True)
    before = EarlierLine(many=True)
    before_left_out = serializers.IntegerField()


class ReversalOfLine(OtherLine):
    """The other entry of a pair, with the reason that the reversing one gives."""

    reason = serializers.CharField(allow_blank=True)


class SourceRowDocument(serializers.ModelSerializer[ActivityData]):
    """The row of activity data as it came; ``mapped``: values that a decision added."""

    site = serializers.CharField(source="site.name")
    file = serializers.CharField(source="upload.filename")
    file_sha256 = serializers.CharField(source="upload.sha256")
    upload_id = serializers.UUIDField()
    attributes = serializers.DictField()
    mapped = serializers.DictField()

    class Meta:
        model = ActivityData
        fields = [
            "id", "upload_id", "file", "file_sha256", "row", "site", "start", "end", "quantity", "unit", "basis",
            "description", "reference", "attributes", "mapped", "is_estimated",
        ]  # fmt: skip


class EvidenceBehind(serializers.ModelSerializer[EvidenceFile]):
    """A file that stands behind the row."""

    class Meta:
        model = EvidenceFile
        fields = ["id", "filename", "sha256", "size", "added_by", "added_at"]


class DecisionDocument(serializers.ModelSerializer[FactorMapping]):
    """Who chose the factor, when and why; ``candidate`` as it was offered, with what it takes for granted."""

    how = serializers.ChoiceField(choices=How.choices)
    text = serializers.CharField(source="group.text")
    values = serializers.DictField()
    candidate = serializers.DictField()

    class Meta:
        model = FactorMapping
        fields = ["id", "group_id", "text", "how", "agent", "values", "candidate", "reason", "decided_by", "decided_at"]


class FactorPassedOver(serializers.Serializer[Any]):
    """A figure for the same activity, and why it was not taken; ``value`` null where it is not available."""

    ef_cid = serializers.CharField()
    edition = serializers.CharField()
    region = serializers.CharField()
    value = serializers.CharField(allow_null=True)
    unit = serializers.CharField(allow_blank=True)
    why = serializers.CharField()


class PassedOverFactors(serializers.Serializer[Any]):
    """What was searched by, what else the catalogue has there today, and how many more."""

    category = serializers.CharField(allow_blank=True)
    activity = serializers.CharField(allow_blank=True)
    gas = serializers.CharField()
    factors = FactorPassedOver(many=True)
    left_out = serializers.IntegerField()


class BehindDocument(serializers.Serializer[Any]):
    """What stands behind a line; null where there is no such thing."""

    calculation_id = serializers.CharField()
    standing = StandingOfLine()
    reverses = ReversalOfLine(allow_null=True)
    reversed_by = ReversalOfLine(allow_null=True)
    row = SourceRowDocument(allow_null=True)
    evidence = EvidenceBehind(many=True)
    decision = DecisionDocument(allow_null=True)
    passed_over = PassedOverFactors(allow_null=True)


class BehindView(TenantAPIView):
    """What stands behind one line."""

    @extend_schema(
        summary="Read what stands behind a line",
        responses={200: BehindDocument},
        operation_id="calculations_behind",
        tags=["figures"],
    )
    def get(self, request: Request, calculation_id: str) -> Response:
        """Its row of activity data, evidence, the decision behind it, figures not taken, and what it stands for."""
        row = calculation_get(calculation_id)
        figures_current()
        activity = source_row(row)
        decision = decision_behind(activity) if activity else None
        takes_back, taken_back_by = reversals_of(row)
        return Response(
            {
                "calculation_id": str(row),
                "standing": _standing(row),
                "reverses": _reversal(takes_back, reversal_reason(row)) if takes_back else None,
                "reversed_by": _reversal(taken_back_by, reversal_reason(taken_back_by)) if taken_back_by else None,
                "row": SourceRowDocument(activity).data if activity else None,
                "evidence": EvidenceBehind(evidence_of_activity(activity.id), many=True).data if activity else [],
                "decision": DecisionDocument(decision).data if decision else None,
                "passed_over": _passed_over(row),
            }
        )


def _standing(row: Calculation) -> dict[str, Any]:
    found = standing_of(row)
    counts = found.counts
    return {
        "state": found.state,
        "counts": {"calculation_id": f"calc_{counts.id.hex}", "sequence": counts.sequence} if counts else None,
        "before": [
            {
                "calculation_id": f"calc_{line.id.hex}",
                "sequence": line.sequence,
                "state": line.state,
                "reason": reason,
            }
            for line, reason in found.before
        ],
        "before_left_out": found.more,
    }


def _reversal(other: Calculation, reason: str) -> dict[str, Any]:
    return {"calculation_id": str(other), "sequence": other.sequence, "reason": reason}


def _passed_over(row: Calculation) -> dict[str, Any] | None:
    found = passed_over_by(row)
    if found is None:
        return None
    return {
        "category": found.category,
        "activity": found.activity,
        "gas": found.gas,
        "factors": [
            {
                "ef_cid": factor.ef_cid,
                "edition": factor.edition.slug,
                "region": factor.region,
                "value": factor.value,
                "unit": factor.unit if factor.is_available else "",
                "why": why,
            }
            for factor, why in found.factors
        ],
        "left_out": found.more,
    }
