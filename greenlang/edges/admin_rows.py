"""What every admin list of tenant rows shares: one tenant's scope, read-only unless a verb says otherwise."""

from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponse
from unfold.admin import ModelAdmin

from greenlang.isolation import current_tenant


class TenantRowsAdmin(ModelAdmin):  # type: ignore[misc]
    """Rows of the tenant the operator has entered; before that, a word on how to enter one."""

    list_per_page = 50
    show_full_result_count = False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list, with the tenant's name in its title."""
        principal = getattr(request, "principal", None)
        if principal is None:
            self.message_user(
                request,
                "Choose a tenant first: Tenants → select one → “Work in this tenant”. What belongs to none is under "
                "Tenants → “The platform's own rows”.",
                "warning",
            )
            title = f"{self.opts.verbose_name_plural} – no tenant chosen"
        else:
            title = f"{self.opts.verbose_name_plural} of {principal.tenant_name}"
        context = {"title": title[:1].upper() + title[1:], **(extra_context or {})}
        return super().changelist_view(request, context)  # type: ignore[no-any-return]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Nothing before a tenant was chosen: the database says the same."""
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows if current_tenant() else rows.none()

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> Any:
        """As narrow as the page: a long hash is broken, not the page."""
        return [
            (name, {**options, "classes": [*options.get("classes", ()), "min-w-0"]})
            for name, options in super().get_fieldsets(request, obj)
        ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Rows are made by the product."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Rows are changed by verbs."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Rows stay."""
        return False

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Platform operators see."""
        return bool(request.user.is_active and getattr(request.user, "is_staff", False))
