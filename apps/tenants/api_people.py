"""Who belongs to the organisation and who is asked to; the organisation's own record."""

import uuid
from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.tenants.invitations import invitation_make, invitation_resend, invitation_revoke
from apps.tenants.members import member_change_role, member_remove
from apps.tenants.models import Invitation, Membership, Role, Tenant
from apps.tenants.models.roles import MEMBER_CHOICES, Action, role_allows
from apps.tenants.selectors import invitations_open, member_get, members_listed
from greenlang.edges.bodies import ClosedBody
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.pages import PAGE_PARAMETERS, page_among, page_document, page_of
from greenlang.edges.pointing import pointing

_MEMBER = OpenApiExample("Another role", value={"role": "auditor"}, request_only=True)
_INVITATION = OpenApiExample(
    "An analyst is asked to join", value={"email": "name@example.org", "role": "analyst"}, request_only=True
)


class OrganisationDocument(serializers.ModelSerializer[Tenant]):
    """The organisation a key or token is bound to.

    ``retention_days``: after how many days calculations may be removed; null: they are kept.
    """

    class Meta:
        model = Tenant
        fields = ["id", "slug", "name", "created_at", "is_demo", "admins_need_second_factor", "retention_days"]


class RoleDocument(serializers.Serializer[Any]):
    """A role and what it may do."""

    role = serializers.ChoiceField(choices=MEMBER_CHOICES)
    may = serializers.ListField(child=serializers.ChoiceField(choices=Action.choices))


class MemberDocument(serializers.ModelSerializer[Membership]):
    """Somebody who belongs to the organisation."""

    email = serializers.EmailField(source="user.email", read_only=True)
    name = serializers.CharField(source="user.name", read_only=True)
    is_active = serializers.BooleanField(source="user.is_active", read_only=True)

    class Meta:
        model = Membership
        fields = ["id", "email", "name", "role", "is_active", "created_at"]


class MemberRequest(ClosedBody):
    """A member's role."""

    role = serializers.ChoiceField(choices=MEMBER_CHOICES)


class InvitationDocument(serializers.ModelSerializer[Invitation]):
    """Somebody who is asked to join; the link itself is in their e-mail alone.

    ``problem``: why the last e-mail could not be handed over.
    """

    has_expired = serializers.BooleanField(read_only=True)

    class Meta:
        model = Invitation
        fields = ["id", "email", "role", "invited_by", "created_at", "expires_at", "has_expired", "sent_at", "problem"]


class InvitationRequest(ClosedBody):
    """Whom to ask, as what."""

    email = serializers.EmailField(max_length=254)
    role = serializers.ChoiceField(choices=MEMBER_CHOICES)


class OrganisationView(TenantAPIView):
    """The organisation's own record."""

    @extend_schema(
        summary="Read the organisation",
        responses={200: OrganisationDocument},
        operation_id="organisation_get",
        tags=["people"],
    )
    def get(self, request: Request) -> Response:
        """The organisation that the key or token is bound to."""
        return Response(OrganisationDocument(Tenant.objects.get(id=self.principal.tenant_id)).data)


class RolesView(TenantAPIView):
    """The roles there are."""

    @extend_schema(
        summary="List the roles",
        parameters=PAGE_PARAMETERS,
        responses={200: page_document(RoleDocument)},
        operation_id="roles_list",
        tags=["people"],
    )
    def get(self, request: Request) -> Response:
        """Each role with what it may do; the same for members and keys."""
        roles = [
            {"role": str(role), "may": [str(action) for action in Action if role_allows(role, action)]}
            for role, _ in MEMBER_CHOICES
        ]
        return Response(page_among(request, roles, "role").as_document())


class MembersView(TenantAPIView):
    """The organisation's members."""

    @extend_schema(
        summary="List the members",
        parameters=PAGE_PARAMETERS,
        responses={200: page_document(MemberDocument)},
        operation_id="members_list",
        tags=["people"],
    )
    def get(self, request: Request) -> Response:
        """Everybody who belongs to the organisation, in the order of their joining."""
        page = page_of(request, members_listed(), ("created_at", "id"))
        return Response({"results": MemberDocument(page.rows, many=True).data, "next": page.next})


class MemberView(TenantAPIView):
    """One member."""

    actions = {"PUT": Action.ADMINISTER, "DELETE": Action.ADMINISTER}
    tagged = True

    @extend_schema(
        summary="Read a member", responses={200: MemberDocument}, operation_id="members_get", tags=["people"]
    )
    def get(self, request: Request, membership_id: uuid.UUID) -> Response:
        """As they stand."""
        return Response(MemberDocument(member_get(membership_id)).data)

    @extend_schema(
        summary="Give a member another role",
        request=MemberRequest,
        responses={200: MemberDocument},
        operation_id="members_change",
        tags=["people"],
        examples=[_MEMBER],
    )
    def put(self, request: Request, membership_id: uuid.UUID) -> Response:
        """Another role, at once; an organisation keeps one admin at least."""
        body = MemberRequest(data=request.data)
        body.is_valid(raise_exception=True)
        role = Role(body.validated_data["role"])
        member = member_change_role(membership_id=membership_id, role=role, actor=self.principal.name)
        return Response(MemberDocument(member).data)

    @extend_schema(summary="Remove a member", responses={204: None}, operation_id="members_remove", tags=["people"])
    def delete(self, request: Request, membership_id: uuid.UUID) -> Response:
        """They see nothing here any more, at once; their name stays in histories."""
        member_remove(membership_id=membership_id, actor=self.principal.name)
        return Response(status=204)


class InvitationsView(TenantAPIView):
    """Invitations that wait for an answer."""

    actions = {"POST": Action.ADMINISTER}

    @extend_schema(
        summary="List open invitations",
        parameters=PAGE_PARAMETERS,
        responses={200: page_document(InvitationDocument)},
        operation_id="invitations_list",
        tags=["people"],
    )
    def get(self, request: Request) -> Response:
        """Those that were neither accepted nor withdrawn, newest first."""
        page = page_of(request, invitations_open(), ("-created_at", "-id"))
        return Response({"results": InvitationDocument(page.rows, many=True).data, "next": page.next})

    @extend_schema(
        summary="Invite somebody",
        request=InvitationRequest,
        responses={201: InvitationDocument},
        operation_id="invitations_create",
        tags=["people"],
        examples=[_INVITATION],
    )
    def post(self, request: Request) -> Response:
        """Ask somebody to join; the e-mail with the link leaves once this is done."""
        body = InvitationRequest(data=request.data)
        body.is_valid(raise_exception=True)
        given = body.validated_data
        with pointing(body.fields):
            made = invitation_make(email=given["email"], role=Role(given["role"]), invited_by=self.principal.name)
        return Response(InvitationDocument(made).data, status=201)


class InvitationView(TenantAPIView):
    """One invitation."""

    actions = {"DELETE": Action.ADMINISTER}

    @extend_schema(
        summary="Withdraw an invitation", responses={204: None}, operation_id="invitations_withdraw", tags=["people"]
    )
    def delete(self, request: Request, invitation_id: uuid.UUID) -> Response:
        """Its link opens nothing any more."""
        invitation_revoke(invitation_id=invitation_id, actor=self.principal.name)
        return Response(status=204)


class InvitationAgainView(TenantAPIView):
    """Another e-mail."""

    actions = {"POST": Action.ADMINISTER}

    @extend_schema(
        summary="Send an invitation again",
        request=None,
        responses={200: InvitationDocument},
        operation_id="invitations_resend",
        tags=["people"],
    )
    def post(self, request: Request, invitation_id: uuid.UUID) -> Response:
        """Another e-mail with a link of its own; the link before opens nothing any more."""
        found = invitation_resend(invitation_id=invitation_id, actor=self.principal.name)
        return Response(InvitationDocument(found).data)
