"""How often a tenant may call the API."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from unfold.widgets import UnfoldAdminTextInputWidget

from apps.events.audit import audit_record
from apps.events.models import AuditKind
from apps.tenants.models import Quota
from apps.tenants.quotas import quota_set
from greenlang.edges.admin_rows import TenantRowsAdmin
from greenlang.isolation import current_tenant_id


class QuotaForm(forms.ModelForm):  # type: ignore[type-arg]
    """A figure, and why."""

    reason = forms.CharField(
        required=False, max_length=300, widget=UnfoldAdminTextInputWidget, help_text="It is told in the audit log."
    )


@admin.register(Quota)
class QuotaAdmin(TenantRowsAdmin):
    """How often the tenant may call the API, where that is not what the installation says."""

    list_display = ("endpoint", "per_minute", "changed_by", "changed_at")
    form = QuotaForm
    fields = ("endpoint", "per_minute", "reason")
    add_told = "Set one"
    empty_told = "What the installation allows holds for every door of the API."

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
        self._set(request, obj.endpoint, obj.per_minute, form.cleaned_data["reason"])
        obj.pk = Quota.objects.get(endpoint=obj.endpoint).pk

    def delete_model(self, request: HttpRequest, obj: Quota) -> None:
        """One figure."""
        self._set(request, obj.endpoint, None)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Quota]) -> None:
        """Several figures."""
        for row in queryset:
            self._set(request, row.endpoint, None)

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> None:
        """The audit log of the tenant says it."""

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> None:
        """As for adding."""

    def log_deletions(self, request: HttpRequest, queryset: Any) -> None:
        """As for adding."""

    def _set(self, request: HttpRequest, endpoint: str, per_minute: int | None, reason: str = "") -> None:
        actor = f"operator {request.user}"
        quota_set(tenant_id=current_tenant_id(), endpoint=endpoint, per_minute=per_minute, actor=actor)
        told = f"{per_minute:,} a minute" if per_minute else "the installation's figure"
        detail = f"{told}: {reason}" if reason else told
        audit_record(kind=AuditKind.ORGANISATION, act="set a quota", actor=actor, subject=str(endpoint), detail=detail)
