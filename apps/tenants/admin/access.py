"""Who and what may open the doors of the tenant that was entered, and which operators did."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from apps.events.audit import audit_record
from apps.events.models import AuditKind
from apps.tenants.access import key_revoke, tokens_revoke
from apps.tenants.models import ApiKey, Invitation, Membership, OperatorVisit, TokenFamily
from greenlang.edges.admin_questions import (
    OPTIONAL,
    REQUIRED,
    Question,
    answered,
    question_of_many,
    reason_given,
)
from greenlang.edges.admin_rows import TenantRowsAdmin


@admin.register(Membership)
class MembershipAdmin(TenantRowsAdmin):
    """Who belongs to the tenant; its own admins invite, change and remove members."""

    list_display = ("user", "role", "created_at")
    list_filter = ("role",)
    list_select_related = ("user",)


@admin.register(Invitation)
class InvitationAdmin(TenantRowsAdmin):
    """Who was asked to join, and whether they did."""

    list_display = ("email", "role", "invited_by", "created_at", "expires_at", "accepted_at", "revoked_at")
    list_filter = ("role",)
    fields = list_display


@admin.register(ApiKey)
class ApiKeyAdmin(TenantRowsAdmin):
    """Keys of the tenant; they can be revoked, never read."""

    list_display = ("name", "role", "created_by", "created_at", "revoked_at")
    list_filter = ("role",)
    fields = ("name", "role", "created_by", "created_at", "revoked_at")
    actions = ("revoke",)

    @admin.action(description="Revoke", permissions=["view"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[ApiKey]) -> HttpResponse | None:
        """They open nothing from now on."""
        if not answered(request):
            told = "Keys open nothing from then on; who uses them is told 401."
            return _ask(self, request, queryset, told, reason=OPTIONAL)
        for key in queryset:
            key_revoke(key, actor=f"operator {request.user}", reason=reason_given(request))
        self.message_user(request, "Revoked.")
        return None


@admin.register(TokenFamily)
class TokenFamilyAdmin(TenantRowsAdmin):
    """Where people are signed in to the API."""

    list_display = ("user", "created_at", "refreshed_at", "expires_at", "revoked_at", "revoked_because")
    list_select_related = ("user",)
    fields = list_display
    actions = ("revoke",)

    @admin.action(description="Revoke", permissions=["view"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[TokenFamily]) -> HttpResponse | None:
        """Their tokens open nothing from now on."""
        if not answered(request, REQUIRED):
            told = "The tokens open nothing from then on; the people sign in again."
            return _ask(self, request, queryset, told, reason=REQUIRED)
        reason, actor = reason_given(request), f"operator {request.user}"
        for family in queryset:
            tokens_revoke(family.id, f"by {actor}")
            audit_record(kind=AuditKind.SIGN_IN, act="signed out", actor=actor, subject=str(family.user), detail=reason)
        self.message_user(request, "Revoked.")
        return None


@admin.register(OperatorVisit)
class OperatorVisitAdmin(TenantRowsAdmin):
    """Which operators worked here, the last first."""

    list_display = ("entered_at", "user")
    list_select_related = ("user",)


def _ask(shown: TenantRowsAdmin, request: HttpRequest, rows: QuerySet[Any], told: str, *, reason: str) -> HttpResponse:
    question = Question("Revoke", (told,), "Revoke", request.get_full_path(), reason, danger=True)
    return question_of_many(shown.admin_site, request, question, rows, "revoke")
