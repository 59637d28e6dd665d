"""The scope 2 board of a period: worked out, read, accepted, entered into the inventory, taken back."""

import uuid
from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.inventory.boards.reading import board_lines, board_of, market_in_ledger
from apps.inventory.figures.reading import figures_current
from apps.inventory.models import BoardLine, Scope2Board
from apps.inventory.selectors import period_get
from apps.inventory.services.boards import LONGEST_WIDENING, board_accept, board_is_outdated
from apps.inventory.services.handing_on import board_rows_file, rows_handed_on
from apps.inventory.tasks import board_job, board_submit
from apps.jobs.api import JobDocument, job_accepted
from apps.runtime.services.boards import board_hand_on_submit, board_reopen_submit
from apps.tenants.models.roles import Action
from greenlang.edges.bodies import ClosedBody
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.pages import PAGE_PARAMETERS, page_document, page_of
from greenlang.edges.pointing import pointing
from greenlang.engine.numbers import canonical_number
from greenlang.errors import InvalidInput, NotFound

ONLY = ("open", "refused")


class WorkOutRequest(ClosedBody):
    """How electricity is shared out."""

    days_before = serializers.IntegerField(
        min_value=0, max_value=LONGEST_WIDENING, default=0, help_text="How far before its use it may be generated."
    )
    days_after = serializers.IntegerField(
        min_value=0, max_value=LONGEST_WIDENING, default=0, help_text="How far after."
    )
    past_not_available = serializers.BooleanField(
        default=False, help_text="Whether averages follow where the residual mix is published as not available."
    )


class HandOnRequest(ClosedBody):
    """To whom what no instrument covers is left."""

    agent = serializers.SlugField(
        max_length=100, required=False, help_text="A running agent of the market-based method; left out: none."
    )


class StepSums(serializers.Serializer[Any]):
    """What a step of the method's order covers; decimal strings."""

    kwh = serializers.CharField()
    kg = serializers.CharField()


class WaitingDocument(serializers.Serializer[Any]):
    """Rows measured in energy that nothing has calculated: of agents of electricity, and of none yet (``unsaid``)."""

    rows = serializers.IntegerField()
    kwh = serializers.CharField()
    unsaid_rows = serializers.IntegerField()
    unsaid_kwh = serializers.CharField()


class BoardSums(serializers.Serializer[Any]):
    """The board's totals by both methods; decimal strings, kg CO2e."""

    lines = serializers.IntegerField()
    refused = serializers.IntegerField()
    kwh = serializers.CharField()
    location_kg = serializers.CharField()
    market_kg = serializers.CharField()
    without_factor_kwh = serializers.CharField()
    by_step = serializers.DictField(child=StepSums())
    by_instrument = serializers.DictField(child=serializers.CharField(), help_text="kWh by the instrument’s id.")
    unusable = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()), help_text="Why not, by the instrument’s id."
    )
    disclosures = serializers.ListField(child=serializers.CharField())
    waiting = WaitingDocument(required=False)


class MarketDocument(serializers.Serializer[Any]):
    """What the ledger has by the market-based method."""

    lines = serializers.IntegerField()
    kg = serializers.CharField()


class BoardDocument(serializers.Serializer[Any]):
    """A period's electricity by both methods, as it was worked out at a moment.

    ``outdated``: the ledger or the instruments changed since. ``rows_handed_on``: rows of activity data that came of
    it. ``job_id``: the work on it that goes on, if any.
    """

    period_id = serializers.UUIDField()
    worked_out_at = serializers.DateTimeField()
    worked_out_by = serializers.CharField()
    accepted_at = serializers.DateTimeField(allow_null=True)
    accepted_by = serializers.CharField(allow_blank=True)
    outdated = serializers.BooleanField()
    days_before = serializers.IntegerField()
    days_after = serializers.IntegerField()
    past_not_available = serializers.BooleanField()
    summary = BoardSums()
    in_ledger = MarketDocument()
    rows_handed_on = serializers.IntegerField()
    job_id = serializers.UUIDField(allow_null=True)


class StepPassedOver(serializers.Serializer[Any]):
    """What came before in the order and was not taken, and why."""

    step = serializers.CharField()
    why = serializers.CharField()
    reason = serializers.CharField()
    instrument = serializers.CharField(allow_blank=True)


class PartDocument(serializers.Serializer[Any]):
    """kWh that one step answers; ``kg`` null where the publisher says that there is no factor."""

    kwh = serializers.CharField()
    step = serializers.CharField()
    instrument = serializers.CharField(allow_blank=True)
    factor = serializers.CharField(allow_blank=True)
    kg = serializers.CharField(allow_null=True)
    note = serializers.CharField(allow_blank=True)
    passed_over = StepPassedOver(many=True)


class BoardLineDocument(serializers.ModelSerializer[BoardLine]):
    """One consumption by both methods; decimal strings. ``refused``: why it could not be shared out."""

    calculation_id = serializers.SerializerMethodField()
    kwh = serializers.SerializerMethodField()
    location_kg = serializers.SerializerMethodField()
    market_kg = serializers.SerializerMethodField()
    without_factor_kwh = serializers.SerializerMethodField()
    parts = PartDocument(many=True)

    class Meta:
        model = BoardLine
        fields = [
            "id", "place", "calculation_id", "activity_id", "site", "region", "market", "start", "end", "kwh",
            "location_kg", "location_factor", "market_kg", "without_factor_kwh", "parts", "refused",
        ]  # fmt: skip

    def get_calculation_id(self, line: BoardLine) -> str:
        """Of the location-based line."""
        return f"calc_{line.calculation_id.hex}"

    def get_kwh(self, line: BoardLine) -> str:
        """Used."""
        return canonical_number(line.kwh)

    def get_location_kg(self, line: BoardLine) -> str:
        """By the location-based method."""
        return canonical_number(line.location_kg)

    def get_market_kg(self, line: BoardLine) -> str:
        """By the market-based method, of the kWh that have a factor."""
        return canonical_number(line.market_kg)

    def get_without_factor_kwh(self, line: BoardLine) -> str:
        """That have none."""
        return canonical_number(line.without_factor_kwh)


class BoardView(TenantAPIView):
    """A period's board."""

    @extend_schema(
        summary="Read a period's scope 2 board",
        responses={200: BoardDocument},
        operation_id="scope2_board_get",
        tags=["scope 2"],
    )
    def get(self, request: Request, period_id: uuid.UUID) -> Response:
        """Both methods side by side, step by step; 404 as long as none was worked out."""
        figures_current()
        return Response(_document(_board(period_id)))


class BoardLinesView(TenantAPIView):
    """What a board is made of."""

    @extend_schema(
        summary="List the consumptions of a scope 2 board",
        parameters=[
            OpenApiParameter("search", str, description="Words in site or region."),
            OpenApiParameter("market", str, description="One market: FR, US-CA, …"),
            OpenApiParameter("only", str, enum=ONLY, description="Without a factor, or not measured in energy."),
            *PAGE_PARAMETERS,
        ],
        responses={200: page_document(BoardLineDocument)},
        operation_id="scope2_board_lines",
        tags=["scope 2"],
    )
    def get(self, request: Request, period_id: uuid.UUID) -> Response:
        """Each consumption with the steps that answer its kWh, and what was passed over."""
        query = {name: request.query_params.get(name, "") for name in ("search", "market", "only")}
        if query["only"] not in ("", *ONLY):
            raise InvalidInput("There is no such choice.", where="/only", mend=f"One of {', '.join(ONLY)}.")
        page = page_of(request, board_lines(_board(period_id), **query), ("place", "id"))
        return Response({"results": BoardLineDocument(page.rows, many=True).data, "next": page.next})


class BoardRowsView(TenantAPIView):
    """What a board leaves open, as activity data."""

    @extend_schema(
        summary="Download what a scope 2 board leaves to an agent",
        responses={(200, "text/csv"): OpenApiTypes.BINARY},
        operation_id="scope2_board_rows",
        tags=["scope 2"],
    )
    def get(self, request: Request, period_id: uuid.UUID) -> HttpResponse:
        """kWh that no instrument covers, as the file that an upload takes."""
        return board_rows_file(_board(period_id))


class BoardWorkOutView(TenantAPIView):
    """Working a board out."""

    actions = {"POST": Action.UPLOAD}
    endpoint = "jobs"

    @extend_schema(
        summary="Work a scope 2 board out",
        request=WorkOutRequest,
        responses={202: JobDocument},
        operation_id="scope2_board_work_out",
        tags=["scope 2"],
        examples=[OpenApiExample("A year's grace before", value={"days_before": 365}, request_only=True)],
    )
    def post(self, request: Request, period_id: uuid.UUID) -> Response:
        """Share the period's electricity out to instruments and grid, as a job; nothing of it enters the ledger."""
        body = WorkOutRequest(data=request.data)
        body.is_valid(raise_exception=True)
        job = board_submit(period=period_get(period_id), actor=self.principal.name, **body.validated_data)
        return job_accepted(job)


class BoardAcceptView(TenantAPIView):
    """Accepting a board."""

    actions = {"POST": Action.UPLOAD}

    @extend_schema(
        summary="Accept a scope 2 board",
        request=None,
        responses={200: BoardDocument},
        operation_id="scope2_board_accept",
        tags=["scope 2"],
    )
    def post(self, request: Request, period_id: uuid.UUID) -> Response:
        """What it takes of each instrument is taken for every other board."""
        board = board_accept(board=_board(period_id), accepted_by=self.principal.name)
        return Response(_document(board))


class BoardHandOnView(TenantAPIView):
    """Entering a board into the inventory."""

    actions = {"POST": Action.UPLOAD}
    endpoint = "jobs"

    @extend_schema(
        summary="Enter an accepted scope 2 board into the inventory",
        request=HandOnRequest,
        responses={202: JobDocument},
        operation_id="scope2_board_hand_on",
        tags=["scope 2"],
    )
    def post(self, request: Request, period_id: uuid.UUID) -> Response:
        """As rows and lines, by a job; where an agent is named, what no instrument covers is left to its run."""
        body = HandOnRequest(data=request.data)
        body.is_valid(raise_exception=True)
        with pointing(body.fields):
            job = board_hand_on_submit(
                board=_board(period_id), agent=body.validated_data.get("agent", ""), actor=self.principal.name
            )
        return job_accepted(job)


class BoardReopenView(TenantAPIView):
    """Taking an acceptance back."""

    actions = {"POST": Action.UPLOAD}
    endpoint = "jobs"

    @extend_schema(
        summary="Take the acceptance of a scope 2 board back",
        request=None,
        responses={202: JobDocument},
        operation_id="scope2_board_reopen",
        tags=["scope 2"],
    )
    def post(self, request: Request, period_id: uuid.UUID) -> Response:
        """Its instruments have their kWh again; what it entered is taken back with it, by reversing entries."""
        return job_accepted(board_reopen_submit(board=_board(period_id), actor=self.principal.name))


def _board(period_id: uuid.UUID) -> Scope2Board:
    board = board_of(period_get(period_id))
    if board is None:
        raise NotFound("There is no board yet.", where="period_id", mend="Have it worked out.")
    return board


def _document(board: Scope2Board) -> dict[str, Any]:
    ledger, job = market_in_ledger(board.period), board_job(board.period)
    sums = {name: value for name, value in board.summary.items() if name != "location_lines"}
    return {
        "period_id": str(board.period_id),
        "worked_out_at": board.worked_out_at,
        "worked_out_by": board.worked_out_by,
        "accepted_at": board.accepted_at,
        "accepted_by": board.accepted_by,
        "outdated": board_is_outdated(board),
        "days_before": board.days_before,
        "days_after": board.days_after,
        "past_not_available": board.past_not_available,
        "summary": sums,
        "in_ledger": {"lines": ledger.lines, "kg": canonical_number(ledger.kilograms)},
        "rows_handed_on": rows_handed_on(board),
        "job_id": str(job.id) if job is not None and not job.is_terminal else None,
    }
