"""The mapping queue: what rows are called, and which factor is meant."""

import uuid
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Value
from django.db.models.functions import Coalesce
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.calculations.models.ledger import ExactNumeric
from apps.inventory.documents import DecimalText
from apps.inventory.mapping.judging import against, granted
from apps.inventory.models import ActivityData, FactorMapping, GroupState, MappingGroup
from apps.inventory.queues.groups import CONFIDENCES, bulk_choices, group_get, groups_of, rows_of_group, states_counted
from apps.inventory.selectors import period_get
from apps.inventory.services.mapping import group_leave_out, group_undo
from apps.inventory.services.reviews import review_running
from apps.runtime.activity.choosing import (
    MAX_SEARCH,
    agents_mapping,
    candidates_found,
    group_choose,
    groups_choose_above,
)
from apps.tenants.models.roles import Action
from greenlang.edges.bodies import ClosedBody
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.pages import PAGE_PARAMETERS, page_document, page_of
from greenlang.edges.pointing import pointing
from greenlang.errors import InvalidInput

TAGS = ["mapping"]
_UNKNOWN = Value(Decimal(-1), output_field=ExactNumeric())
_SAME = (
    "key", "title", "agent", "agent_name", "scope", "category", "edition", "edition_title", "year", "region",
    "region_name", "confidence", "kilograms", "refusal", "reasons", "mapped", "factor",
)  # fmt: skip


class CandidateReasonDocument(serializers.Serializer[Any]):
    """Why a candidate is where it is."""

    aspect = serializers.CharField()
    fit = serializers.CharField()
    text = serializers.CharField()


class CandidateDocument(serializers.Serializer[Any]):
    """A factor that rows could be mapped to, with what it would give by the agent's own formula."""

    key = serializers.CharField(help_text="Accept it by this.")
    title = serializers.CharField()
    agent = serializers.CharField()
    agent_name = serializers.CharField()
    scope = serializers.CharField()
    category = serializers.CharField()
    edition = serializers.CharField()
    edition_title = serializers.CharField()
    year = serializers.IntegerField()
    region = serializers.CharField()
    region_name = serializers.CharField(allow_blank=True)
    confidence = serializers.CharField(help_text="From 0 to 1.")
    kilograms = serializers.CharField(allow_null=True, help_text="kg CO2e; null: the agent refuses these rows.")
    refusal = serializers.CharField(allow_blank=True)
    reasons = CandidateReasonDocument(many=True)
    mapped = serializers.DictField(child=serializers.CharField(allow_null=True), help_text="What the agent is told.")
    factor = serializers.DictField(child=serializers.CharField(), help_text="Where it comes from.")
    method = serializers.CharField(allow_blank=True, help_text="Of scope 2.")
    lacks = serializers.CharField(allow_blank=True, help_text="The method of scope 2 that no candidate has.")
    granted = serializers.ListField(
        child=serializers.CharField(), help_text="What accepting it takes for granted: needs a reason."
    )
    against = serializers.ListField(child=serializers.CharField(), help_text="What speaks against it.")
    can_be_accepted = serializers.BooleanField()


def _candidate(candidate: Mapping[str, Any], agents: Mapping[str, str]) -> dict[str, Any]:
    runs = candidate["agent"] in agents
    return {
        **{name: candidate[name] for name in _SAME},
        "refusal": candidate["refusal"] if runs else f"{candidate['agent_name']} does not run any more.",
        "method": candidate.get("method", ""),
        "lacks": candidate.get("lacks", ""),
        "granted": list(granted(candidate)),
        "against": list(against(candidate)),
        "can_be_accepted": runs and candidate["kilograms"] is not None,
    }


class MappingDecisionDocument(serializers.ModelSerializer[FactorMapping]):
    """Who decided what about a group, when and why."""

    title = serializers.SerializerMethodField()

    class Meta:
        model = FactorMapping
        fields = ["how", "agent", "values", "title", "reason", "rows", "decided_by", "decided_at"]

    def get_title(self, decision: FactorMapping) -> str:
        """Of the candidate."""
        return str(decision.candidate.get("title", ""))


class MappingGroupDocument(serializers.ModelSerializer[MappingGroup]):
    """Rows that are called the same, measure the same kind of thing and lie in the same region."""

    period_id = serializers.UUIDField()
    confidence = DecimalText(help_text="Of the first candidate, from 0 to 1.")
    kilograms = DecimalText(allow_null=True, help_text="kg CO2e by the first candidate.")
    candidates = serializers.SerializerMethodField()
    decision = serializers.SerializerMethodField()

    class Meta:
        model = MappingGroup
        fields = [
            "id", "period_id", "state", "text", "also", "rows", "units", "dimension", "region", "attributes", "start",
            "end", "confidence", "kilograms", "candidates", "decision",
        ]  # fmt: skip

    @extend_schema_field(CandidateDocument(many=True))
    def get_candidates(self, group: MappingGroup) -> list[dict[str, Any]]:
        """Best first."""
        return [_candidate(each, self.context["agents"]) for each in group.candidates]

    @extend_schema_field(MappingDecisionDocument(allow_null=True))
    def get_decision(self, group: MappingGroup) -> dict[str, Any] | None:
        """The one that holds; null while it waits."""
        latest = group.latest if group.state != GroupState.OPEN else None
        return dict(MappingDecisionDocument(latest).data) if latest else None


class GroupRowDocument(serializers.Serializer[Any]):
    """A row as its file has it."""

    id = serializers.UUIDField()
    upload_id = serializers.UUIDField()
    row = serializers.IntegerField()
    site = serializers.CharField(source="site.name")
    start = serializers.DateField()
    end = serializers.DateField()
    description = serializers.CharField(allow_blank=True)
    quantity = serializers.CharField()
    unit = serializers.CharField()
    basis = serializers.CharField(allow_blank=True)


class MappingGroupDetailDocument(MappingGroupDocument):
    """A group with its first rows and its history."""

    first_rows = serializers.SerializerMethodField()
    history = MappingDecisionDocument(source="decisions", many=True)

    class Meta(MappingGroupDocument.Meta):
        fields = [*MappingGroupDocument.Meta.fields, "first_rows", "history"]

    @extend_schema_field(GroupRowDocument(many=True))
    def get_first_rows(self, group: MappingGroup) -> list[dict[str, Any]]:
        """At most twenty."""
        rows: list[ActivityData] = rows_of_group(group)
        return list(GroupRowDocument(rows, many=True).data)


def _detail(group_id: uuid.UUID) -> dict[str, Any]:
    return dict(MappingGroupDetailDocument(group_get(group_id), context={"agents": agents_mapping()}).data)


class MappingGroupsView(TenantAPIView):
    """The groups of a period."""

    @extend_schema(
        parameters=[OpenApiParameter("state", str, enum=GroupState.values, default="open"), *PAGE_PARAMETERS],
        responses={200: page_document(MappingGroupDocument)},
        operation_id="mapping_groups_list",
        tags=TAGS,
        summary="List groups of rows to be mapped",
    )
    def get(self, request: Request, period_id: uuid.UUID) -> Response:
        """Those that weigh most first, each with its candidates."""
        period, state = period_get(period_id), request.query_params.get("state", GroupState.OPEN.value)
        if state not in GroupState.values:
            mend = f"Say {', '.join(GroupState.values)}."
            raise InvalidInput("There is no such state.", where="/state", mend=mend)
        groups = groups_of(period, state).annotate(stake=Coalesce("kilograms", _UNKNOWN))
        page = page_of(request, groups, ("-stake", "-rows", "-id"))
        told = MappingGroupDocument(page.rows, many=True, context={"agents": agents_mapping()}).data
        return Response({"results": told, "next": page.next})


class CountedDocument(serializers.Serializer[Any]):
    """How many groups, and rows in them."""

    groups = serializers.IntegerField()
    rows = serializers.IntegerField()


class BulkChoiceDocument(serializers.Serializer[Any]):
    """What accepting from a confidence on would accept; ``assuming`` of the groups only with a reason."""

    confidence = serializers.CharField()
    groups = serializers.IntegerField()
    rows = serializers.IntegerField()
    assuming = serializers.IntegerField()


class MappingQueueDocument(serializers.Serializer[Any]):
    """Where the queue stands; ``doubtful`` groups are sure enough, but something speaks against their candidate."""

    states = serializers.DictField(child=CountedDocument())
    choices = BulkChoiceDocument(many=True)
    doubtful = serializers.IntegerField()
    review_job_id = serializers.UUIDField(allow_null=True, help_text="The look that is being taken.")


class MappingQueueView(TenantAPIView):
    """The queue of a period as a whole."""

    @extend_schema(
        responses={200: MappingQueueDocument},
        operation_id="mapping_queue",
        tags=TAGS,
        summary="Read where the mapping queue stands",
    )
    def get(self, request: Request, period_id: uuid.UUID) -> Response:
        """How much is in which state, and what accepting together would do."""
        period = period_get(period_id)
        bulk, looking = bulk_choices(period, list(agents_mapping())), review_running(period)
        counted = states_counted(period)
        return Response(
            {
                "states": {state: {"groups": each.groups, "rows": each.rows} for state, each in counted.items()},
                "choices": [
                    {
                        "confidence": each.confidence,
                        "groups": each.counted.groups,
                        "rows": each.counted.rows,
                        "assuming": each.assuming,
                    }
                    for each in bulk.choices
                ],
                "doubtful": bulk.doubtful,
                "review_job_id": looking.id if looking else None,
            }
        )


class AcceptAboveRequest(ClosedBody):
    """From which confidence on, and why what is taken for granted may be."""

    confidence = serializers.DecimalField(
        max_digits=3, decimal_places=2, min_value=Decimal(CONFIDENCES[-1]), max_value=Decimal(1)
    )
    reason = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class AcceptedDocument(serializers.Serializer[Any]):
    """What was accepted, and what waits on."""

    groups = serializers.IntegerField()
    rows = serializers.IntegerField()
    unexplained = serializers.IntegerField(help_text="Groups that wait for a reason.")
    doubtful = serializers.IntegerField(help_text="Groups to be decided one by one.")


class AcceptAboveView(TenantAPIView):
    """Accepting together."""

    actions = {"POST": Action.UPLOAD}

    @extend_schema(
        request=AcceptAboveRequest,
        responses={200: AcceptedDocument},
        operation_id="mapping_groups_accept_above",
        tags=TAGS,
        summary="Accept every first candidate from a confidence on",
        examples=[OpenApiExample("The sure ones", {"confidence": "0.95"}, request_only=True)],
    )
    def post(self, request: Request, period_id: uuid.UUID) -> Response:
        """Those that something speaks against wait in any case."""
        period = period_get(period_id)
        body = AcceptAboveRequest(data=request.data)
        body.is_valid(raise_exception=True)
        done = groups_choose_above(period=period, by=self.principal.name, **body.validated_data)
        rows = sum(decision.rows for decision in done.made)
        told = {"groups": len(done.made), "rows": rows, "unexplained": done.unexplained, "doubtful": done.doubtful}
        return Response(told)


class MappingGroupView(TenantAPIView):
    """One group."""

    @extend_schema(
        responses={200: MappingGroupDetailDocument},
        operation_id="mapping_groups_get",
        tags=TAGS,
        summary="Read a group of rows",
    )
    def get(self, request: Request, group_id: uuid.UUID) -> Response:
        """With candidates, first rows and history."""
        return Response(_detail(group_id))


class CandidatesDocument(serializers.Serializer[Any]):
    """Candidates, best first."""

    results = CandidateDocument(many=True)


class CandidatesView(TenantAPIView):
    """Other factors for a group."""

    @extend_schema(
        parameters=[OpenApiParameter("q", str, required=True, description="Words for what the rows are.")],
        responses={200: CandidatesDocument},
        operation_id="mapping_groups_search",
        tags=TAGS,
        summary="Look for other factors for a group",
    )
    def get(self, request: Request, group_id: uuid.UUID) -> Response:
        """At most twenty, each tried with its agent; accept one with the same words as ``search``."""
        group, text = group_get(group_id), " ".join(request.query_params.get("q", "").split())[:MAX_SEARCH]
        if not text:
            raise InvalidInput("No words were given.", where="/q", mend="Say what the rows are.")
        agents = agents_mapping()
        return Response({"results": [_candidate(each, agents) for each in candidates_found(group, text)]})


class AcceptRequest(ClosedBody):
    """Which candidate, by which words it was found, and why what is taken for granted may be."""

    key = serializers.CharField(max_length=600)
    search = serializers.CharField(max_length=MAX_SEARCH, required=False, allow_blank=True, default="")
    reason = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class LeaveOutRequest(ClosedBody):
    """Why the rows are left out."""

    reason = serializers.CharField(max_length=500)


class _DecisionView(TenantAPIView):
    """A decision about a group."""

    actions = {"POST": Action.UPLOAD}

    def decided(self, group_id: uuid.UUID, body: ClosedBody, decide: Callable[[MappingGroup], object]) -> Response:
        """The group as it then is."""
        group = group_get(group_id)
        body.is_valid(raise_exception=True)
        with pointing(body.fields):
            decide(group)
        return Response(_detail(group_id))


class GroupAcceptView(_DecisionView):
    """Mapping a group."""

    @extend_schema(
        request=AcceptRequest,
        responses={200: MappingGroupDetailDocument},
        operation_id="mapping_groups_accept",
        tags=TAGS,
        summary="Accept a candidate",
        examples=[
            OpenApiExample(
                "One of the group's own",
                {"key": "stationary-combustion|stationary-combustion|us-epa-hub-2025|natural-gas|natural-gas"},
                request_only=True,
            )
        ],
    )
    def post(self, request: Request, group_id: uuid.UUID) -> Response:
        """Its rows are for the candidate's agent, and rows that come later are mapped so too. 422 asks for a reason
        where something is taken for granted; 409 where the group was decided.
        """
        body = AcceptRequest(data=request.data)
        by = self.principal.name
        return self.decided(group_id, body, lambda group: group_choose(group=group, by=by, **body.validated_data))


class GroupLeaveOutView(_DecisionView):
    """Leaving a group out."""

    @extend_schema(
        request=LeaveOutRequest,
        responses={200: MappingGroupDetailDocument},
        operation_id="mapping_groups_leave_out",
        tags=TAGS,
        summary="Leave a group out of the inventory",
    )
    def post(self, request: Request, group_id: uuid.UUID) -> Response:
        """Its rows stay listed, with the reason."""
        body = LeaveOutRequest(data=request.data)
        by = self.principal.name
        return self.decided(group_id, body, lambda group: group_leave_out(group=group, by=by, **body.validated_data))


class NothingRequest(ClosedBody):
    """Nothing has to be said."""


class GroupUndoView(_DecisionView):
    """Taking a decision back."""

    @extend_schema(
        request=None,
        responses={200: MappingGroupDetailDocument},
        operation_id="mapping_groups_undo",
        tags=TAGS,
        summary="Take the decision about a group back",
    )
    def post(self, request: Request, group_id: uuid.UUID) -> Response:
        """And what was learnt of it; 409 once a row of it stands in the ledger."""
        by = self.principal.name
        body = NothingRequest(data=request.data or {})
        return self.decided(group_id, body, lambda group: group_undo(group=group, by=by))
