"""How old a session may be; and the tenant scope of a page: one transaction, one tenant, from the first query to the
rendered answer.
"""

import uuid
from collections.abc import Callable
from contextlib import ExitStack

from django.conf import settings
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from apps.tenants.models import Tenant, User
from apps.tenants.principal import Principal
from apps.tenants.selectors import memberships_of, principal_of
from apps.tenants.sessions import session_goes_on
from greenlang.caching.invalidation import NIL_TENANT
from greenlang.isolation import operator_scope, tenant_scope

SESSION_TENANT = "tenant_id"
SESSION_VISIT = "operator_tenant_id"
PLATFORM_NAME = "the platform"
"""What operators read where they work in the rows that belong to no tenant."""


class SessionAgeMiddleware:
    """Ends a session that is too old, and notes that one is in use."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Before anything is answered; requests without a cookie, and the API's, have no session."""
        has_one = settings.SESSION_COOKIE_NAME in request.COOKIES and not _has_no_session(request)
        if has_one and request.user.is_authenticated and not session_goes_on(request):
            logout(request)
        return self.get_response(request)


class TenantScopeMiddleware:
    """Sets ``request.principal`` and opens its scope; API requests open theirs when they authenticate.

    Members work in the tenant chosen at sign-in. In the admin a platform operator works in the tenant they have
    entered, and sees no tenant's rows before; the nil tenant stands for the rows that belong to none.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer inside the scope; an answer of 500 and above takes the transaction back."""
        request.principal = None  # type: ignore[attr-defined]
        tenant_id = self._tenant(request)
        with ExitStack() as scopes:
            if request.path.startswith("/admin/") and getattr(request.user, "is_staff", False):
                scopes.enter_context(operator_scope())
            if tenant_id is not None:
                scopes.enter_context(tenant_scope(tenant_id))
            response = self.get_response(request)
            if response.status_code >= 500 and transaction.get_connection().in_atomic_block:
                transaction.set_rollback(True)
            return response

    def _tenant(self, request: HttpRequest) -> uuid.UUID | None:
        if _has_no_session(request):
            return None
        user = request.user
        if not isinstance(user, User):
            return None
        if request.path.startswith("/admin/"):
            return self._visited(request, user)
        principal = self._principal(request, user)
        request.principal = principal  # type: ignore[attr-defined]
        return principal.tenant_id if principal else None

    def _visited(self, request: HttpRequest, user: User) -> uuid.UUID | None:
        chosen = request.session.get(SESSION_VISIT)
        if not chosen or not user.is_staff:
            return None
        tenant_id = uuid.UUID(chosen)
        name = PLATFORM_NAME if tenant_id == NIL_TENANT else self._name(tenant_id)
        if not name:
            return None
        request.principal = Principal(tenant_id, name, "admin", str(user), user)  # type: ignore[attr-defined]
        return tenant_id

    def _name(self, tenant_id: uuid.UUID) -> str:
        with tenant_scope(tenant_id):
            tenant = Tenant.objects.filter(id=tenant_id).first()
        return tenant.name if tenant else ""

    def _principal(self, request: HttpRequest, user: User) -> Principal | None:
        chosen = request.session.get(SESSION_TENANT)
        if chosen and (principal := principal_of(user, uuid.UUID(chosen))):
            return principal
        memberships = memberships_of(user)
        if len(memberships) != 1:
            return None
        tenant = memberships[0][0]
        request.session[SESSION_TENANT] = str(tenant.id)
        return principal_of(user, tenant.id)


def _has_no_session(request: HttpRequest) -> bool:
    return request.path.startswith(("/api/", "/static/")) or request.path in {"/health", "/ready", "/metrics"}
