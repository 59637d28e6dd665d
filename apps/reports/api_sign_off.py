"""Signing a period off: where it stands, each step, what proves it, and its final report."""

import uuid
from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.inventory.models import SignOffStep
from apps.inventory.selectors import period_get
from apps.inventory.signing_off.blockers import MAX_REASON
from apps.inventory.signing_off.standing import PeriodState
from apps.inventory.signing_off.steps import MAX_NOTE, period_restate, period_return, period_withdraw
from apps.jobs.api import JobDocument, job_accepted
from apps.reports.sign_off_reading import SignOffView, sign_off_view, signed_step
from apps.reports.signing_off import ACCEPTABLE, certificate_text, report_sign, report_submit
from apps.reports.tasks import report_finish_submit
from apps.tenants.models.roles import Action
from greenlang.edges.bodies import ClosedBody
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.pointing import pointing

YES_NO = ["yes", "no"]
_SUBMIT = OpenApiExample(
    "With a reason for rows that stay rejected",
    value={"statement": "Complete to my knowledge.", "reasons": {"rejected": "The row repeats an invoice."}},
    request_only=True,
)
_DECIDE = "0197a3c4-0c5e-7d3a-9f21-5b0f6f5a1c2e"
_SIGN = OpenApiExample("What was looked at", value={"submission": _DECIDE, "note": "Seen."}, request_only=True)
_RETURN = OpenApiExample(
    "What has to be mended", value={"submission": _DECIDE, "reason": "A site is missing."}, request_only=True
)
_RESTATE = OpenApiExample("Why", value={"reason": "A site was missing."}, request_only=True)


class SubmissionRequest(ClosedBody):
    """A preparer hands the period in with its latest report."""

    statement = serializers.CharField(max_length=MAX_NOTE)
    reasons = serializers.DictField(
        child=serializers.CharField(max_length=MAX_REASON, allow_blank=True),
        required=False,
        help_text="Why what stands in the way may stay, by the blocker’s code; only of those that are acceptable.",
    )


class SignatureRequest(ClosedBody):
    """An approver signs what they have looked at."""

    submission = serializers.UUIDField(help_text="The submission that was looked at.")
    note = serializers.CharField(max_length=MAX_NOTE, required=False, allow_blank=True)


class ReturnRequest(ClosedBody):
    """An approver hands a submission back."""

    submission = serializers.UUIDField(help_text="The submission that was looked at.")
    reason = serializers.CharField(max_length=MAX_NOTE)


class RestatementRequest(ClosedBody):
    """Why a signed period is opened again."""

    reason = serializers.CharField(max_length=MAX_NOTE)


class LimitDocument(serializers.Serializer[Any]):
    """What stood in the way and was accepted, with the reason."""

    code = serializers.CharField()
    title = serializers.CharField()
    detail = serializers.CharField()
    reason = serializers.CharField()


class StepDocument(serializers.ModelSerializer[SignOffStep]):
    """A step of a period; ``figures``: kg CO2e by scope and in total of the report it is about, decimal strings."""

    figures = serializers.DictField(child=serializers.CharField(), read_only=True)
    limits = LimitDocument(many=True, read_only=True)

    class Meta:
        model = SignOffStep
        fields = [
            "id", "round", "position", "kind", "actor", "at", "note", "report_id", "snapshot_hash", "figures", "limits",
        ]  # fmt: skip


class SignedDocument(StepDocument):
    """A signature, and the job that writes the final report."""

    report_job_id = serializers.UUIDField(read_only=True)

    class Meta(StepDocument.Meta):
        fields = [*StepDocument.Meta.fields, "report_job_id"]


class BlockerDocument(serializers.Serializer[Any]):
    """What stands in the way; where it is ``acceptable``, it may stay with a reason."""

    code = serializers.CharField()
    title = serializers.CharField()
    detail = serializers.CharField()
    acceptable = serializers.BooleanField()


class SubjectDocument(serializers.Serializer[Any]):
    """The frozen report that would be submitted, or was."""

    report_id = serializers.UUIDField()
    snapshot_hash = serializers.CharField()
    prepared_by = serializers.CharField()
    prepared_at = serializers.DateTimeField()
    stale = serializers.BooleanField()
    figures = serializers.DictField(child=serializers.CharField())


class ScopeChangeDocument(serializers.Serializer[Any]):
    """What changed in a scope; kg CO2e, decimal strings."""

    scope = serializers.CharField()
    before = serializers.CharField()
    after = serializers.CharField()
    difference = serializers.CharField()


class RestatedChangeDocument(serializers.Serializer[Any]):
    """How a round differs from the one before; kg CO2e, ``percent`` empty where there was nothing before."""

    round = serializers.CharField()
    snapshot_hash = serializers.CharField()
    reason = serializers.CharField()
    of_base_year = serializers.ChoiceField(choices=YES_NO)
    before = serializers.CharField()
    after = serializers.CharField()
    difference = serializers.CharField()
    percent = serializers.CharField(allow_blank=True)
    threshold = serializers.CharField()
    exceeds = serializers.ChoiceField(choices=YES_NO)
    by_scope = ScopeChangeDocument(many=True)


class RoundDocument(serializers.Serializer[Any]):
    """A round that was signed off; ``fault``: why its signed statement does not hold, empty where it does."""

    step_id = serializers.UUIDField()
    round = serializers.IntegerField()
    signed_by = serializers.CharField()
    signed_at = serializers.DateTimeField()
    snapshot_hash = serializers.CharField()
    figures = serializers.DictField(child=serializers.CharField())
    change = RestatedChangeDocument(allow_null=True)
    fault = serializers.CharField(allow_blank=True)
    final_report_id = serializers.UUIDField(allow_null=True)
    final_report_is_being_written = serializers.BooleanField(help_text="Whether a worker is at it, or will be.")


class StandingDocument(serializers.Serializer[Any]):
    """Where a period stands between open and signed off.

    ``submission``: the step that waits for an approver; name it when you decide. ``change``: what a restatement has
    changed so far.
    """

    period_id = serializers.UUIDField()
    state = serializers.ChoiceField(choices=[state.value for state in PeriodState])
    round = serializers.IntegerField()
    subject = SubjectDocument(allow_null=True)
    blockers = BlockerDocument(many=True)
    submission = serializers.UUIDField(allow_null=True)
    restates = serializers.CharField(allow_blank=True)
    change = RestatedChangeDocument(allow_null=True)
    rounds = RoundDocument(many=True)
    steps = StepDocument(many=True)


class SignOffStandingView(TenantAPIView):
    """Where a period stands."""

    @extend_schema(
        summary="Read where a period's sign-off stands",
        responses={200: StandingDocument},
        operation_id="sign_off_get",
        tags=["sign-off"],
    )
    def get(self, request: Request, period_id: uuid.UUID) -> Response:
        """Its state, what stands in the way of submitting it, every round that was signed and every step."""
        return Response(_standing(sign_off_view(period_get(period_id))))


class SubmitView(TenantAPIView):
    """Handing a period in."""

    actions = {"POST": Action.REPORT}

    @extend_schema(
        summary="Submit a period for sign-off",
        request=SubmissionRequest,
        responses={201: StepDocument},
        operation_id="sign_off_submit",
        tags=["sign-off"],
        examples=[_SUBMIT],
    )
    def post(self, request: Request, period_id: uuid.UUID) -> Response:
        """With its latest report, a statement, and a reason for each limit that is accepted; 409 lists what blocks."""
        body = SubmissionRequest(data=request.data)
        body.is_valid(raise_exception=True)
        with pointing(body.fields, {code: f"/reasons/{code}" for code in ACCEPTABLE}):
            step = report_submit(
                period=period_get(period_id),
                statement=body.validated_data["statement"],
                reasons=body.validated_data.get("reasons", {}),
                actor=self.principal,
            )
        return Response(StepDocument(step).data, status=201)


class WithdrawView(TenantAPIView):
    """Taking a submission back."""

    actions = {"POST": Action.REPORT}

    @extend_schema(
        summary="Withdraw a submission",
        request=None,
        responses={201: StepDocument},
        operation_id="sign_off_withdraw",
        tags=["sign-off"],
    )
    def post(self, request: Request, period_id: uuid.UUID) -> Response:
        """Whoever submitted it takes it back before it is signed; the period is open again."""
        step = period_withdraw(period=period_get(period_id), actor=self.principal)
        return Response(StepDocument(step).data, status=201)


class ReturnView(TenantAPIView):
    """Handing a submission back."""

    actions = {"POST": Action.REVIEW}

    @extend_schema(
        summary="Return a submission",
        request=ReturnRequest,
        responses={201: StepDocument},
        operation_id="sign_off_return",
        tags=["sign-off"],
        examples=[_RETURN],
    )
    def post(self, request: Request, period_id: uuid.UUID) -> Response:
        """With what has to be mended; nobody returns what they submitted themselves, by whichever key."""
        body = ReturnRequest(data=request.data)
        body.is_valid(raise_exception=True)
        with pointing(body.fields):
            step = period_return(
                period=period_get(period_id),
                reason=body.validated_data["reason"],
                actor=self.principal,
                seen=body.validated_data["submission"],
            )
        return Response(StepDocument(step).data, status=201)


class SignView(TenantAPIView):
    """Signing a submission."""

    actions = {"POST": Action.REVIEW}
    endpoint = "jobs"

    @extend_schema(
        summary="Sign a period off",
        request=SignatureRequest,
        responses={201: SignedDocument},
        operation_id="sign_off_sign",
        tags=["sign-off"],
        examples=[_SIGN],
    )
    def post(self, request: Request, period_id: uuid.UUID) -> Response:
        """The period is locked and its final report written; nobody signs what they submitted, by whichever key."""
        body = SignatureRequest(data=request.data)
        body.is_valid(raise_exception=True)
        with pointing(body.fields):
            step = report_sign(
                period=period_get(period_id),
                note=body.validated_data.get("note", ""),
                actor=self.principal,
                seen=body.validated_data["submission"],
            )
        job = report_finish_submit(step=step, asked_by=self.principal.name)
        document: dict[str, Any] = dict(StepDocument(step).data)
        return Response({**document, "report_job_id": str(job.id)}, status=201)


class RestateView(TenantAPIView):
    """Opening a signed period again."""

    actions = {"POST": Action.REPORT}

    @extend_schema(
        summary="Open a signed period to restate it",
        request=RestatementRequest,
        responses={201: StepDocument},
        operation_id="sign_off_restate",
        tags=["sign-off"],
        examples=[_RESTATE],
    )
    def post(self, request: Request, period_id: uuid.UUID) -> Response:
        """As its next round, with a reason; what was signed stays as it was."""
        body = RestatementRequest(data=request.data)
        body.is_valid(raise_exception=True)
        step = period_restate(period=period_get(period_id), reason=body.validated_data["reason"], actor=self.principal)
        return Response(StepDocument(step).data, status=201)


class FinalReportView(TenantAPIView):
    """The final report of a round."""

    actions = {"POST": Action.REPORT}
    endpoint = "jobs"

    @extend_schema(
        summary="Have a round's final report written",
        request=None,
        responses={202: JobDocument},
        operation_id="sign_off_final_report",
        tags=["sign-off"],
    )
    def post(self, request: Request, step_id: uuid.UUID) -> Response:
        """As a job, where that came to nothing when it was signed; it is made once, however often it is asked for."""
        return job_accepted(report_finish_submit(step=signed_step(step_id), asked_by=self.principal.name))


class SignOffCertificateView(TenantAPIView):
    """What proves a signature."""

    @extend_schema(
        summary="Download the certificate of a signed round",
        responses={(200, "application/json"): OpenApiTypes.OBJECT},
        operation_id="sign_off_certificate",
        tags=["sign-off"],
    )
    def get(self, request: Request, step_id: uuid.UUID) -> HttpResponse:
        """The statement that was signed, and the rotations that show whose key signed it."""
        step = signed_step(step_id)
        response = HttpResponse(certificate_text(step), content_type="application/json")
        response.headers["Content-Disposition"] = f'attachment; filename="sign-off-{step.id}.json"'
        return response


def _standing(view: SignOffView) -> dict[str, Any]:
    standing, subject = view.standing, view.subject
    waits = standing.state == PeriodState.SUBMITTED and standing.last is not None
    return {
        "period_id": str(standing.period.id),
        "state": standing.state.value,
        "round": standing.round,
        "subject": SubjectDocument(
            {
                "report_id": subject.report.id,
                "snapshot_hash": subject.report.snapshot_hash,
                "prepared_by": subject.report.prepared_by,
                "prepared_at": subject.report.prepared_at,
                "stale": subject.is_stale,
                "figures": subject.figures,
            }
        ).data
        if subject
        else None,
        "blockers": BlockerDocument(view.blockers, many=True).data,
        "submission": str(standing.last.id) if waits and standing.last else None,
        "restates": standing.reopened.note if standing.reopened else "",
        "change": view.change,
        "rounds": [_round(step, view) for step in standing.signed],
        "steps": StepDocument(standing.steps, many=True).data,
    }


def _round(step: SignOffStep, view: SignOffView) -> dict[str, Any]:
    final = view.finals.get(step.id)
    return {
        "step_id": str(step.id),
        "round": step.round,
        "signed_by": step.actor,
        "signed_at": step.at,
        "snapshot_hash": step.snapshot_hash,
        "figures": step.figures,
        "change": step.change,
        "fault": view.faults[step.id],
        "final_report_id": str(final.id) if final else None,
        "final_report_is_being_written": step.id in view.written,
    }
