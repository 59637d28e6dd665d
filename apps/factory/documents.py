"""Attempts and reviews as the API tells them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.agents.selectors import Attempt
from apps.evaluation.models import ReviewDecision


class FailureDocument(serializers.Serializer[Any]):
    """Why an attempt failed."""

    stage = serializers.CharField()
    code = serializers.CharField()
    message = serializers.CharField()
    errors = serializers.ListField(child=serializers.DictField(child=serializers.CharField()))  # type: ignore[assignment]


class RevisionSummary(serializers.Serializer[Any]):
    """One attempt: what was submitted by whom, how far it came, why it failed."""

    number = serializers.IntegerField(source="revision.number")
    spec_hash = serializers.CharField(source="revision.spec_hash")
    submitted_by = serializers.CharField(source="revision.submitted_by")
    submitted_at = serializers.DateTimeField(source="revision.submitted_at")
    reached = serializers.CharField(help_text="The state it came to; empty where nothing was done with it.")
    failure = FailureDocument(allow_null=True)


class RevisionDocument(RevisionSummary):
    """An attempt with its specification."""

    pack = serializers.SerializerMethodField()
    completion = serializers.SerializerMethodField()

    def get_pack(self, attempt: Attempt) -> str:
        """The pack.yaml as it was submitted; what is no UTF-8 is replaced."""
        return bytes(attempt.revision.spec_source).decode("utf-8", "replace")

    def get_completion(self, attempt: Attempt) -> str:
        """The completion beside it; empty where there was none."""
        return bytes(attempt.revision.spec_completion).decode("utf-8", "replace")


class VersionReview(serializers.ModelSerializer[ReviewDecision]):
    """A reviewer's decision."""

    class Meta:
        model = ReviewDecision
        fields = ["decision", "reviewer", "reason", "report_hash", "decided_at"]


class ReviewAnswer(serializers.Serializer[Any]):
    """The decision as it was kept, where the version stands, and the job that goes on."""

    decision = serializers.CharField()
    reviewer = serializers.CharField()
    reason = serializers.CharField()
    report_hash = serializers.CharField()
    state = serializers.CharField()
    job = serializers.SerializerMethodField()

    @extend_schema_field(serializers.UUIDField(allow_null=True))
    def get_job(self, answer: dict[str, Any]) -> str | None:
        """The job that packs, registers and deploys; null after a rejection."""
        return str(answer["job"].id) if answer["job"] else None
