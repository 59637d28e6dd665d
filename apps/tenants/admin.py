"""Tenants, people and keys in the admin."""

from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.admin import ModelAdmin
from unfold.decorators import action
from unfold.forms import AdminPasswordChangeForm, UserChangeForm

from apps.tenants.access import key_revoke, tokens_revoke
from apps.tenants.models import ApiKey, Membership, OperatorVisit, Quota, Tenant, TokenFamily, User
from apps.tenants.quotas import quota_set
from apps.tenants.services import tenant_create
from apps.tenants.visits import visit_begin, visit_end
from greenlang.edges.admin_rows import TenantRowsAdmin
from greenlang.isolation import current_tenant, current_tenant_id

admin.site.unregister(Group)


@admin.register(Tenant)
class TenantAdmin(ModelAdmin):  # type: ignore[misc]
    """The one list that spans tenants; entering one is recorded in it."""

    list_display = ("name", "work", "slug", "is_demo", "retention", "created_at")
    list_per_page = 50
    list_fullwidth = True
    show_full_result_count = False
    search_fields = ("name", "slug")
    fields = ("slug", "name")
    actions = ("enter",)
    actions_list = ("platform",)

    def get_fields(self, request: HttpRequest, obj: Tenant | None = None) -> tuple[str, ...]:
        """Of a tenant that is there also what may be done with it."""
        return ("name", "work", "slug", "is_demo", "retention", "created_at") if obj else ("name", "slug")

    def get_readonly_fields(self, request: HttpRequest, obj: Tenant | None = None) -> tuple[str, ...]:
        """All but what a new one is called."""
        return self.get_fields(request, obj) if obj else ()

    @admin.display(description="Scope")
    def work(self, tenant: Tenant) -> SafeString | str:
        """That one works in it, or the button that enters it; it sends the form it stands in elsewhere."""
        if tenant.id == current_tenant():
            return format_html('<span class="co-tag co-ok">{}</span>', "You work here")
        button = '<button class="co-button" type="submit" name="enter" formaction="{}" formnovalidate>Enter</button>'
        return format_html(button, reverse("admin:tenants_tenant_enter", args=[tenant.pk]))

    @admin.display(description="Calculations are kept")
    def retention(self, tenant: Tenant) -> str:
        """For how long."""
        return f"{tenant.retention_days:,} days" if tenant.retention_days else "without end"

    def has_delete_permission(self, request: HttpRequest, obj: Tenant | None = None) -> bool:
        """A tenant's end leaves a tombstone; it is not a click."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Tenant | None = None) -> bool:
        """The slug is part of addresses: tenants are made, not edited."""
        return False

    def save_model(self, request: HttpRequest, obj: Tenant, form: Any, change: bool) -> None:
        """Make the tenant in its own scope."""
        made = tenant_create(slug=obj.slug, name=obj.name)
        obj.pk = made.pk

    def get_urls(self) -> list[Any]:
        """Entering and leaving."""
        enter, leave = (self.admin_site.admin_view(view) for view in (self.enter_view, self.leave_view))
        return [
            path("<uuid:tenant_id>/enter/", enter, name="tenants_tenant_enter"),
            path("leave/", leave, name="tenants_tenant_leave"),
            *super().get_urls(),
        ]

    def enter_view(self, request: HttpRequest, tenant_id: UUID) -> HttpResponse:
        """Work in this tenant from now on; asked for by a form only, as the visit is recorded."""
        tenant = self.get_queryset(request).filter(id=tenant_id).first()
        if tenant is None or not self.has_view_permission(request):
            raise Http404
        if request.method != "POST":
            return redirect("admin:tenants_tenant_change", tenant.pk)
        return self._entered(request, tenant)

    def leave_view(self, request: HttpRequest) -> HttpResponse:
        """Work in none."""
        if request.method == "POST":
            visit_end(request)
            self.message_user(request, "You work in no tenant now.")
        return redirect("admin:index")

    @admin.action(description="Work in this tenant", permissions=["view"])
    def enter(self, request: HttpRequest, queryset: QuerySet[Tenant]) -> HttpResponse | None:
        """Choose the scope the admin shows."""
        chosen = list(queryset)
        if len(chosen) != 1:
            self.message_user(request, "Select one tenant.", messages.ERROR)
            return None
        return self._entered(request, chosen[0])

    @action(description="The platform's own rows", url_path="platform", permissions=["view"])  # type: ignore[untyped-decorator]
    def platform(self, request: HttpRequest) -> HttpResponse:
        """Ask, then show what belongs to no tenant, such as dead letters that nobody can read."""
        if request.method == "POST":
            return self._entered(request, None)
        context = {
            **self.admin_site.each_context(request),
            "title": "The platform's own rows",
            "back": reverse("admin:tenants_tenant_changelist"),
        }
        return TemplateResponse(request, "admin/tenants/platform.html", context)

    def _entered(self, request: HttpRequest, tenant: Tenant | None) -> HttpResponse:
        name = visit_begin(request, tenant)
        self.message_user(request, f"You work in {name} now; the visit is recorded there.")
        return redirect("admin:index")


@admin.register(User)
class UserAdmin(DjangoUserAdmin, ModelAdmin):  # type: ignore[type-arg,misc]
    """People."""

    form = UserChangeForm

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """People leave by being deactivated: their names stand in histories."""
        return False

    change_password_form = AdminPasswordChangeForm
    ordering = ("email",)
    list_display = ("email", "name", "is_staff", "is_active", "is_demo")
    list_filter = ("is_staff", "is_active")
    search_fields = ("email", "name")
    filter_horizontal = ()
    fieldsets = ((None, {"fields": ("email", "name", "password", "is_active", "is_staff", "is_superuser")}),)
    add_fieldsets = ((None, {"fields": ("email", "name", "password1", "password2")}),)


@admin.register(Membership)
class MembershipAdmin(TenantRowsAdmin):
    """Who belongs to the tenant."""

    list_display = ("user", "role", "created_at")


@admin.register(ApiKey)
class ApiKeyAdmin(TenantRowsAdmin):
    """Keys of the tenant; they can be revoked, never read."""

    list_display = ("name", "role", "created_by", "created_at", "revoked_at")
    fields = ("name", "role", "created_by", "created_at", "revoked_at")
    actions = ("revoke",)

    @admin.action(description="Revoke", permissions=["view"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[ApiKey]) -> None:
        """They open nothing from now on."""
        for key in queryset:
            key_revoke(key, actor=f"operator {request.user}")
        self.message_user(request, "Revoked.")


@admin.register(TokenFamily)
class TokenFamilyAdmin(TenantRowsAdmin):
    """Where people are signed in to the API."""

    list_display = ("user", "created_at", "refreshed_at", "expires_at", "revoked_at", "revoked_because")
    fields = list_display
    actions = ("revoke",)

    @admin.action(description="Revoke", permissions=["view"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[TokenFamily]) -> None:
        """Their tokens open nothing from now on."""
        for family in queryset:
            tokens_revoke(family.id, f"by operator {request.user}")
        self.message_user(request, "Revoked.")


@admin.register(Quota)
class QuotaAdmin(TenantRowsAdmin):
    """How often the tenant may call the API, where that is not what the installation says."""

    list_display = ("endpoint", "per_minute", "changed_by", "changed_at")
    fields = ("endpoint", "per_minute")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Operators set figures, in the tenant they have entered."""
        return getattr(request, "principal", None) is not None

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """As for adding."""
        return self.has_add_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """The installation's figure holds again."""
        return self.has_add_permission(request)

    def save_model(self, request: HttpRequest, obj: Quota, form: Any, change: bool) -> None:
        """It holds from the next slice of time on."""
        self._set(request, obj.endpoint, obj.per_minute)
        obj.pk = Quota.objects.get(endpoint=obj.endpoint).pk

    def delete_model(self, request: HttpRequest, obj: Quota) -> None:
        """One figure."""
        self._set(request, obj.endpoint, None)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Quota]) -> None:
        """Several figures."""
        for row in queryset:
            self._set(request, row.endpoint, None)

    def _set(self, request: HttpRequest, endpoint: str, per_minute: int | None) -> None:
        quota_set(
            tenant_id=current_tenant_id(), endpoint=endpoint, per_minute=per_minute, actor=f"operator {request.user}"
        )


@admin.register(OperatorVisit)
class OperatorVisitAdmin(TenantRowsAdmin):
    """Which operators worked here."""

    list_display = ("user", "entered_at")
