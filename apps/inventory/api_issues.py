"""Issues of a period: what is wrong with its data, what is at stake, and what people made of it."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from django.db.models import Value
from django.db.models.functions import Coalesce
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.calculations.models.ledger import ExactNumeric
from apps.inventory.documents import DecimalText
from apps.inventory.issues.findings import IssueKind
from apps.inventory.issues.lifecycle import IssueState
from apps.inventory.models import InventoryIssue
from apps.inventory.queues.issues import (
    FACETS,
    NOBODY,
    group_waiting,
    issue_get,
    issues_of,
    stake_of,
    states_counted,
)
from apps.inventory.selectors import period_get
from apps.inventory.services.issues import issue_accept, issue_assign, issue_reopen, issue_resolve
from apps.inventory.services.issues.changes import MOST
from apps.inventory.services.reviews import review_ask
from apps.jobs.api import JobDocument, job_accepted
from apps.tenants.models import Membership
from apps.tenants.models.roles import Action
from greenlang.edges.bodies import ClosedBody
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.pages import PAGE_PARAMETERS, page_of
from greenlang.edges.pointing import pointing
from greenlang.edges.queries import uuid_of
from greenlang.errors import InvalidInput, NotFound

TAGS = ["issues"]
VERBS: Final = ("assign", "resolve", "accept", "reopen")
_UNKNOWN = Value(Decimal(-1), output_field=ExactNumeric())


class AssigneeDocument(serializers.Serializer[Any]):
    """Who sees to an issue."""

    member_id = serializers.UUIDField(allow_null=True, help_text="Null: no member any more.")
    name = serializers.CharField()


class IssueDocument(serializers.ModelSerializer[InventoryIssue]):
    """A finding; ``kilograms`` of CO2e are at stake, null where that is not known, and ``how`` says how it is."""

    period_id = serializers.UUIDField()
    kilograms = DecimalText(allow_null=True)
    blocks = serializers.BooleanField(help_text="It keeps the period from being signed off.")
    assignee = serializers.SerializerMethodField()

    class Meta:
        model = InventoryIssue
        fields = [
            "id", "period_id", "kind", "title", "state", "blocks", "kilograms", "how", "site_id", "site", "assignee",
            "reason", "found_at", "seen_at", "closed_at",
        ]  # fmt: skip

    @extend_schema_field(AssigneeDocument(allow_null=True))
    def get_assignee(self, issue: InventoryIssue) -> dict[str, Any] | None:
        """By membership."""
        if issue.assignee_id is None:
            return None
        members: Mapping[Any, uuid.UUID] = self.context["members"]
        told = {"member_id": members.get(issue.assignee_id), "name": str(issue.assignee)}
        return dict(AssigneeDocument(told).data)


class IssueEvidenceDocument(serializers.Serializer[Any]):
    """What shows it: a sentence, and the row it is about."""

    text = serializers.CharField()
    file = serializers.CharField(allow_blank=True)
    row = serializers.IntegerField(allow_null=True)
    upload = serializers.CharField(allow_blank=True)


class IssueEventDocument(serializers.Serializer[Any]):
    """One step of its history."""

    what = serializers.CharField()
    reason = serializers.CharField(allow_blank=True)
    by = serializers.CharField()
    at = serializers.DateTimeField()


class IssueDetailDocument(IssueDocument):
    """A finding with what shows it, what would mend it, and its history."""

    mend = serializers.SerializerMethodField()
    evidence = serializers.ListField(child=IssueEvidenceDocument())
    history = IssueEventDocument(source="events", many=True)
    mapping_group_id = serializers.SerializerMethodField()

    class Meta(IssueDocument.Meta):
        fields = [*IssueDocument.Meta.fields, "mend", "evidence", "more", "history", "mapping_group_id"]

    def get_mend(self, issue: InventoryIssue) -> str:
        """What would be right."""
        return IssueKind(issue.kind).mend

    def get_mapping_group_id(self, issue: InventoryIssue) -> uuid.UUID | None:
        """The group that waits, of an issue about one."""
        found = group_waiting(issue)
        return uuid.UUID(found) if found else None


class StakeDocument(serializers.Serializer[Any]):
    """How many issues the filters leave, kg CO2e at stake in them, and of how many that is not known."""

    issues = serializers.IntegerField()
    kilograms = DecimalText()
    unknown = serializers.IntegerField()


class IssuePage(serializers.Serializer[Any]):
    """Issues by what is at stake, the most first; what is at stake in all that the filters leave; how many in which
    state.
    """

    results = IssueDocument(many=True)
    next = serializers.CharField(allow_null=True)
    stake = StakeDocument()
    states = serializers.DictField(child=serializers.IntegerField())


def _told(kind: type[IssueDocument], issues: Sequence[InventoryIssue]) -> list[dict[str, Any]]:
    users = {issue.assignee_id for issue in issues if issue.assignee_id}
    members = dict(Membership.objects.filter(user_id__in=users).values_list("user_id", "id")) if users else {}
    return [dict(kind(issue, context={"members": members}).data) for issue in issues]


class IssuesView(TenantAPIView):
    """The issues of a period."""

    @extend_schema(
        parameters=[
            OpenApiParameter("state", str, enum=[state.value for state in IssueState], default="open"),
            OpenApiParameter("kind", str, enum=[kind.value for kind in IssueKind]),
            OpenApiParameter("site", str, description="Name of the site."),
            OpenApiParameter("assignee", str, description="A member's id, or `nobody`."),
            OpenApiParameter("q", str, description="Stands in the title."),
            *PAGE_PARAMETERS,
        ],
        responses={200: IssuePage},
        operation_id="issues_list",
        tags=TAGS,
        summary="List issues by what is at stake",
    )
    def get(self, request: Request, period_id: uuid.UUID) -> Response:
        """Those whose stake is not known come last."""
        period, asked = period_get(period_id), request.query_params
        state = asked.get("state", IssueState.OPEN.value)
        _one_of("state", state, [each.value for each in IssueState])
        chosen = {name: asked.get(name, "") for name in FACETS}
        _one_of("kind", chosen["kind"], ["", *(kind.value for kind in IssueKind)])
        if chosen["assignee"] not in {"", NOBODY}:
            chosen["assignee"] = str(_user_of(chosen["assignee"], "/assignee"))
        found = issues_of(period, state, chosen, " ".join(asked.get("q", "").split())[:200])
        page = page_of(request, found.annotate(stake=Coalesce("kilograms", _UNKNOWN)), ("-stake", "-id"))
        return Response(
            {
                "results": _told(IssueDocument, page.rows),
                "next": page.next,
                "stake": StakeDocument(stake_of(found)).data,
                "states": states_counted(period),
            }
        )


def _one_of(name: str, value: str, known: Sequence[str]) -> None:
    if value not in known:
        mend = f"Say {', '.join(filter(None, known))}."
        raise InvalidInput(f"There is no such {name}.", where=f"/{name}", mend=mend)


def _user_of(member_id: object, where: str) -> uuid.UUID:
    """The user a member is.

    Raises:
        NotFound: no such member here.
    """
    asked = uuid_of(str(member_id), where)
    found = Membership.objects.filter(id=asked).values_list("user_id", flat=True).first()
    if found is None:
        raise NotFound("There is no such member.", where=where)
    return uuid.UUID(str(found))


class LookRequest(ClosedBody):
    """How thorough the look is to be."""

    whole = serializers.BooleanField(
        required=False, default=False, help_text="Candidates are looked for anew even where nothing has changed."
    )


class ReviewView(TenantAPIView):
    """Having a period looked through."""

    actions = {"POST": Action.UPLOAD}
    endpoint = "jobs"

    @extend_schema(
        request=LookRequest,
        responses={202: JobDocument},
        operation_id="periods_review",
        tags=TAGS,
        summary="Have a period looked through",
        examples=[OpenApiExample("Everything anew", {"whole": True}, request_only=True)],
    )
    def post(self, request: Request, period_id: uuid.UUID) -> Response:
        """A job that brings the mapping queue and the issues up to date; one that waits serves whoever asks again."""
        period = period_get(period_id)
        body = LookRequest(data=request.data or {})
        body.is_valid(raise_exception=True)
        return job_accepted(review_ask(period=period, by=self.principal.name, whole=body.validated_data["whole"]))


class IssueView(TenantAPIView):
    """One issue."""

    @extend_schema(responses={200: IssueDetailDocument}, operation_id="issues_get", tags=TAGS, summary="Read an issue")
    def get(self, request: Request, issue_id: uuid.UUID) -> Response:
        """With evidence and history."""
        return Response(_told(IssueDetailDocument, [issue_get(issue_id)])[0])


class IssueChangeRequest(ClosedBody):
    """``assign`` takes an assignee, ``resolve`` and ``accept`` a reason, ``reopen`` neither."""

    assignee = serializers.UUIDField(required=False, allow_null=True, help_text="A member's id; null: nobody.")
    reason = serializers.CharField(max_length=500, required=False, allow_blank=True)


class IssuesChangeRequest(IssueChangeRequest):
    """The same of several, all or none."""

    issues = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=MOST)


class IssuesChangedDocument(serializers.Serializer[Any]):
    """How many issues changed; those that were so already did not."""

    changed = serializers.IntegerField()


_VERB = OpenApiParameter("verb", str, "path", enum=VERBS)


class IssueVerbView(TenantAPIView):
    """What somebody makes of an issue."""

    actions = {"POST": Action.UPLOAD}

    @extend_schema(
        request=IssueChangeRequest,
        parameters=[_VERB],
        responses={200: IssueDetailDocument},
        operation_id="issues_verb",
        tags=TAGS,
        summary="Assign, resolve, accept or reopen an issue",
        examples=[OpenApiExample("It is mended", {"reason": "The missing bill was uploaded."}, request_only=True)],
    )
    def post(self, request: Request, issue_id: uuid.UUID, verb: str) -> Response:
        """Resolved: mended; it opens again where it is found again. Accepted: right as it is."""
        found = issue_get(issue_id)
        body = IssueChangeRequest(data=request.data or {})
        body.is_valid(raise_exception=True)
        _change(verb, [found.id], body, self.principal.name)
        return Response(_told(IssueDetailDocument, [issue_get(issue_id)])[0])


class IssuesVerbView(TenantAPIView):
    """What somebody makes of several issues."""

    actions = {"POST": Action.UPLOAD}

    @extend_schema(
        request=IssuesChangeRequest,
        parameters=[_VERB],
        responses={200: IssuesChangedDocument},
        operation_id="issues_verb_many",
        tags=TAGS,
        summary="Assign, resolve, accept or reopen issues",
    )
    def post(self, request: Request, verb: str) -> Response:
        """All of them or none."""
        body = IssuesChangeRequest(data=request.data)
        body.is_valid(raise_exception=True)
        return Response({"changed": _change(verb, body.validated_data["issues"], body, self.principal.name)})


def _change(verb: str, issues: Sequence[uuid.UUID], body: ClosedBody, by: str) -> int:
    given, reason = body.validated_data, body.validated_data.get("reason", "")

    def assign() -> int:
        if "assignee" not in given:
            raise InvalidInput("It was not said who.", where="assignee", mend="A member's id, or null for nobody.")
        member = _user_of(given["assignee"], "/assignee") if given["assignee"] else None
        return issue_assign(issues=issues, member=member, by=by)

    changes: dict[str, Callable[[], int]] = {
        "assign": assign,
        "resolve": lambda: issue_resolve(issues=issues, reason=reason, by=by),
        "accept": lambda: issue_accept(issues=issues, reason=reason, by=by),
        "reopen": lambda: issue_reopen(issues=issues, by=by),
    }
    if verb not in changes:
        raise NotFound(f"An issue has no verb “{verb[:40]}”.", where="verb", mend=f"One of {', '.join(VERBS)}.")
    with pointing(body.fields, {"issue": "/issues"}):
        return changes[verb]()
