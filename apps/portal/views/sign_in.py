"""Signing in, choosing the organisation to work in, signing out."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import LoginView, LogoutView, redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme

from apps.portal.forms import SignInForm
from apps.portal.frame import SESSION_PERIOD
from apps.portal.page import FORM, not_found, sealed
from apps.tenants.lock_out import failure_note, is_locked_out, locked_out
from apps.tenants.middleware import SESSION_TENANT
from apps.tenants.models import User
from apps.tenants.second_factor import second_factor_check
from apps.tenants.selectors import memberships_of, set_up_is_open
from apps.tenants.sessions import half_count_try, half_signed_in, session_begin, sign_in_half
from apps.tenants.sign_ins import code_wait, told_to_wait

MAX_CODE = 60


@method_decorator(sealed, name="dispatch")
class SignIn(LoginView):
    """E-mail and password, then a code where the person has turned two-step sign-in on."""

    authentication_form = SignInForm
    template_name = "registration/login.html"
    redirect_authenticated_user = True

    def form_valid(self, form: Any) -> HttpResponse:
        """The password is right; the session's key changes."""
        user, onward = form.get_user(), self.get_success_url()
        if sign_in_half(self.request, user, onward):
            return redirect("sign_in_code")
        session_begin(self.request, user)
        return HttpResponseRedirect(onward)

    def form_invalid(self, form: Any) -> HttpResponse:
        """The form again, with what was typed and what is wrong."""
        if not form.wait:
            return self.render_to_response(self.get_context_data(form=form), status=422)
        headers = {"Retry-After": str(form.wait)}
        return self.render_to_response(self.get_context_data(form=form), status=429, headers=headers)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Besides Django's: whether the installation waits for its first organisation."""
        return {**super().get_context_data(**kwargs), "set_up_is_open": set_up_is_open()}


@sealed
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """The second step: the device's code, or a recovery code."""
    if request.method not in FORM:
        return HttpResponseNotAllowed(FORM)
    half = half_signed_in(request)
    if half is None:
        return redirect("login")
    if request.method != "POST":
        return render(request, "registration/code.html")
    if is_locked_out(request, half.user):
        return locked_out(request)
    wait = code_wait(half.user)
    if not wait and second_factor_check(half.user, request.POST.get("code", "")[:MAX_CODE]):
        session_begin(request, half.user)
        return HttpResponseRedirect(half.next)
    error = f"Too many attempts. Try again in {wait} s." if wait else "This code is not right, or was used already."
    if not wait:
        half_count_try(request)
        failure_note(request, half.user)
        if half_signed_in(request) is None:
            messages.error(request, "Too many wrong codes. Sign in again.")
            return redirect("login")
    page = render(request, "registration/code.html", {"error": error}, status=429 if wait else 422)
    return told_to_wait(page, wait)


@sealed
def admin_sign_in(request: HttpRequest) -> HttpResponse:
    """Operators sign in where everybody does; whoever is signed in and no operator is told so."""
    onward = _local(request, request.GET.get("next", "")) or reverse("admin:index")
    if isinstance(request.user, User):
        if request.user.is_staff:
            return HttpResponseRedirect(onward)
        told = {"detail": "The admin is for platform operators.", "mend": "Sign out and sign in as one."}
        return render(request, "403.html", told, status=403)
    return redirect_to_login(onward)


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
    return HttpResponseRedirect(_local(request, request.POST.get("next", "")) or reverse("portal:home"))


def _local(request: HttpRequest, url: str) -> str:
    """The address when it leads back into this product, else empty."""
    safe = url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
    return url if safe else ""
