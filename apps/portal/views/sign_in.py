"""Signing in, choosing the organisation to work in, signing out."""

import uuid
from typing import Any

from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme

from apps.portal.forms import SignInForm
from apps.portal.frame import SESSION_PERIOD
from apps.portal.page import FORM, not_found, sealed
from apps.tenants.middleware import SESSION_TENANT
from apps.tenants.models import User
from apps.tenants.selectors import memberships_of


@method_decorator(sealed, name="dispatch")
class SignIn(LoginView):
    """E-mail and password; the session's key changes when it succeeds."""

    authentication_form = SignInForm
    template_name = "registration/login.html"
    redirect_authenticated_user = True

    def form_invalid(self, form: Any) -> HttpResponse:
        """The form again, with what was typed and what is wrong."""
        if not form.wait:
            return self.render_to_response(self.get_context_data(form=form), status=422)
        headers = {"Retry-After": str(form.wait)}
        return self.render_to_response(self.get_context_data(form=form), status=429, headers=headers)


@method_decorator(sealed, name="dispatch")
class SignOut(LogoutView):
    """Ends the session; POST only."""

    http_method_names = ["post", "options"]


@sealed
def tenant_choose(request: HttpRequest) -> HttpResponseBase:
    """The organisations somebody belongs to; choosing one is remembered for the session."""
    user = request.user
    if request.method not in FORM:
        return HttpResponseNotAllowed(FORM)
    if not isinstance(user, User):
        return redirect("login")
    memberships = memberships_of(user)
    if request.method == "POST":
        chosen = next((tenant for tenant, _ in memberships if tenant.slug == request.POST.get("tenant")), None)
        return _enter(request, chosen.id) if chosen else not_found(request)
    current = getattr(request, "principal", None)
    context = {
        "memberships": [
            {
                "slug": tenant.slug,
                "name": tenant.name,
                "role": role,
                "current": current is not None and current.tenant_id == tenant.id,
            }
            for tenant, role in memberships
        ],
        "next": _local(request, request.GET.get("next", "")),
        "is_operator": user.is_staff,
    }
    return render(request, "portal/tenant_choose.html", context)


def _enter(request: HttpRequest, tenant_id: uuid.UUID) -> HttpResponse:
    request.session[SESSION_TENANT] = str(tenant_id)
    request.session.pop(SESSION_PERIOD, None)
    return redirect(_local(request, request.POST.get("next", "")) or reverse("portal:home"))


def _local(request: HttpRequest, url: str) -> str:
    """The address when it leads back into this product, else empty."""
    safe = url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
    return url if safe else ""
