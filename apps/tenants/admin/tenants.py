"""The list of tenants: entering one, making one, and how each stands."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.decorators import action

from apps.events.models import AuditEntry
from apps.tenants.invitations import invitation_link
from apps.tenants.mail import mail_is_kept_here
from apps.tenants.models import Endpoint, Membership, OperatorVisit, Tenant
from apps.tenants.quotas import quota_usage, quotas_of
from apps.tenants.services import retention_set
from apps.tenants.set_up import organisation_make
from apps.tenants.visits import visit_begin, visit_end
from greenlang.edges.admin_questions import reason_given
from greenlang.edges.admin_rows import AnsweringAdmin, BoundedPaginator
from greenlang.errors import GreenLangError
from greenlang.isolation import current_tenant, tenant_scope

MOST_DAYS = 36_500


class TenantForm(forms.Form):
    """What a new tenant is called, and who is its first admin."""

    name = forms.CharField(max_length=200, label="Name")
    slug = forms.CharField(
        max_length=60, label="Short name", help_text="In addresses and commands: lower-case letters, digits, hyphens."
    )
    admin = forms.EmailField(
        label="E-mail of its first admin", help_text="They are invited and set their own password."
    )


class RetentionForm(forms.Form):
    """How long calculations are kept."""

    days = forms.IntegerField(
        required=False,
        label="Days calculations are kept",
        help_text="Empty: without end. Older ones are removed by purge_expired, which leaves a signed tombstone.",
        validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)],
    )


@admin.register(Tenant)
class TenantAdmin(AnsweringAdmin):
    """The one list that spans tenants; entering one is recorded in it."""

    list_display = ("name", "work", "slug", "is_demo", "retention", "created_at")
    list_per_page = 50
    list_max_show_all = 0
    list_fullwidth = True
    show_full_result_count = False
    paginator = BoundedPaginator
    change_form_outer_after_template = "admin/tenants/standing.html"
    search_fields = ("name", "slug")
    add_told = "Make a tenant"
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

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Make one, with an invitation for its first admin."""
        if not self.has_add_permission(request):
            raise Http404
        form = TenantForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            given = form.cleaned_data
            try:
                tenant, invitation = organisation_make(
                    name=given["name"], slug=given["slug"], admin_email=given["admin"], actor=f"operator {request.user}"
                )
            except GreenLangError as error:
                form.add_error(None, str(error))
            else:
                self._made(request, tenant, invitation.id, invitation.email)
                return redirect("admin:tenants_tenant_change", tenant.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": "Make a tenant",
            "form": form,
            "back": reverse("admin:tenants_tenant_changelist"),
        }
        return TemplateResponse(request, "admin/tenants/make.html", context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The page; of the tenant one works in also how it stands."""
        tenant = self.get_object(request, object_id)
        context = {**(extra_context or {}), **(_standing(tenant) if tenant else {})}
        return super().change_view(request, object_id, form_url, context)  # type: ignore[no-any-return]

    def retention_view(self, request: HttpRequest, tenant_id: UUID) -> HttpResponse:
        """Say for how long calculations are kept, with a reason; in the tenant one works in."""
        tenant = self.get_queryset(request).filter(id=tenant_id).first()
        if tenant is None or tenant.id != current_tenant() or not self.has_view_permission(request):
            raise Http404
        form = RetentionForm(request.POST or None, initial={"days": tenant.retention_days})
        if request.method == "POST" and form.is_valid():
            actor, days = f"operator {request.user}", form.cleaned_data["days"]
            try:
                retention_set(tenant=tenant, days=days, actor=actor, reason=reason_given(request))
            except GreenLangError as error:
                form.add_error(None, str(error))
            else:
                self.message_user(request, f"Calculations are kept {self.retention(tenant)}.")
                return redirect("admin:tenants_tenant_change", tenant.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Retention of {tenant}",
            "form": form,
            "reason": reason_given(request),
            "back": reverse("admin:tenants_tenant_change", args=[tenant.pk]),
        }
        return TemplateResponse(request, "admin/tenants/retention.html", context)

    def _made(self, request: HttpRequest, tenant: Tenant, invitation_id: UUID, email: str) -> None:
        self.message_user(request, f"{tenant} is made, and {email} is invited.")
        if mail_is_kept_here():
            with tenant_scope(tenant.id):
                link = invitation_link(invitation_id=invitation_id)
            told = f"No mail server is set. Give {email} this link; it works once: {link}"
            self.message_user(request, told, messages.WARNING)

    def get_urls(self) -> list[Any]:
        """Entering and leaving."""
        enter, leave = (self.admin_site.admin_view(view) for view in (self.enter_view, self.leave_view))
        return [
            path("<uuid:tenant_id>/enter/", enter, name="tenants_tenant_enter"),
            path(
                "<uuid:tenant_id>/retention/",
                self.admin_site.admin_view(self.retention_view),
                name="tenants_tenant_retention",
            ),
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


def _standing(tenant: Tenant) -> dict[str, Any]:
    """``tenant``, ``quotas`` with what is used of them, ``members``, ``visits`` and ``acts``, the newest first; of
    another tenant than the one that was entered only ``tenant``.
    """
    if tenant.id != current_tenant():
        return {"tenant": tenant, "is_entered": False}
    allowed = quotas_of(tenant.id)
    quotas = [
        {
            "endpoint": endpoint.label,
            "per_minute": allowed[endpoint.value],
            "own": allowed[endpoint.value] != settings.RATE_LIMITS[endpoint.value],
            "usage": quota_usage(tenant.id, endpoint.value),
        }
        for endpoint in Endpoint
    ]
    return {
        "tenant": tenant,
        "is_entered": True,
        "quotas": quotas,
        "members": Membership.objects.select_related("user")[:20],
        "visits": OperatorVisit.objects.select_related("user")[:10],
        "acts": AuditEntry.objects.all()[:20],
    }
