"""Verifications of the whole ledger by a worker, whatever its length."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.calculations.models import LedgerVerification
from apps.calculations.tasks import ledger_verification_submit
from apps.jobs.api import JobDocument, job_accepted
from apps.tenants.models.roles import Action
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.pages import PAGE_PARAMETERS, page_document, page_of


class LedgerVerificationDocument(serializers.ModelSerializer[LedgerVerification]):
    """A verification up to a record; it says nothing of what is appended or changed later."""

    class Meta:
        model = LedgerVerification
        fields = ["id", "at", "holds", "head_sequence", "head_hash", "bad_sequence", "reason"]


class LedgerVerificationsView(TenantAPIView):
    """Verifications of the ledger."""

    actions = {"POST": Action.VIEW}
    endpoint = "jobs"

    @extend_schema(
        summary="List verifications of the ledger",
        parameters=PAGE_PARAMETERS,
        responses={200: page_document(LedgerVerificationDocument)},
        operation_id="ledger_verifications_list",
        tags=["figures"],
    )
    def get(self, request: Request) -> Response:
        """What was found each time, the newest first."""
        page = page_of(request, LedgerVerification.objects.all(), ("-at", "-id"))
        return Response({"results": LedgerVerificationDocument(page.rows, many=True).data, "next": page.next})

    @extend_schema(
        summary="Have the ledger verified",
        request=None,
        responses={202: JobDocument},
        operation_id="ledger_verifications_create",
        tags=["figures"],
    )
    def post(self, request: Request) -> Response:
        """Every hash and link of the organisation's chain recomputed, as a job."""
        return job_accepted(ledger_verification_submit(actor=self.principal.name))
