"""Security: one's own password, second step and sign-ins; and what the organisation asks of its admins."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect

from apps.portal.forms_people import PasswordChangeForm
from apps.portal.page import SEND, PortalRequest, page, render_page
from apps.portal.presenters.settings.security import browser_row, token_row
from apps.tenants.account_safety import password_change, second_factor_demand, security_note
from apps.tenants.models import Tenant, TokenFamily
from apps.tenants.models.roles import Action
from apps.tenants.second_factor import (
    recovery_codes_left,
    recovery_codes_renew,
    second_factor_begin,
    second_factor_confirm,
    second_factor_is_on,
    second_factor_remove,
)
from apps.tenants.sessions import kept_key_of, session_end, sessions_of, sign_out_elsewhere
from apps.tenants.sign_ins import sign_in_wait
from apps.tenants.tokens import family_revoke
from greenlang.errors import Conflict, InvalidInput

MOST_TOKENS = 50
MAX_CODE = 60


@page()
def security(request: PortalRequest) -> HttpResponse:
    """All of it."""
    return _page(request)


def _page(request: PortalRequest, *, status: int = 200, **more: Any) -> HttpResponse:
    user, own = request.principal.user, kept_key_of(request)
    families = TokenFamily.objects.filter(user=user, revoked_at=None).order_by("-created_at")[:MOST_TOKENS]
    is_on = second_factor_is_on(request.user)
    context = {
        "form": PasswordChangeForm(user=request.user),
        "is_on": is_on,
        "codes_left": recovery_codes_left(request.user) if is_on else 0,
        "browsers": [browser_row(one, own) for one in sessions_of(request.user)],
        "tokens": [token_row(one) for one in families],
        "must_turn_on": request.principal.must_turn_on,
        "demanded": Tenant.objects.get(id=request.principal.tenant_id).admins_need_second_factor,
        **more,
    }
    return render_page(request, "portal/settings/security.html", context, status=status)


@page(methods=SEND)
def password_set(request: PortalRequest) -> HttpResponse:
    """Another password; this session goes on, every other one ends."""
    form = PasswordChangeForm(request.POST, user=request.user)
    if wait := sign_in_wait(request, request.user.email, door="password"):
        messages.error(request, f"Too many attempts. Try again in {wait} s.")
        return _page(request, status=429)
    if not form.is_valid():
        return _page(request, form=form, status=422)
    password_change(user=request.user, password=form.cleaned_data["password1"], keep=kept_key_of(request))
    update_session_auth_hash(request, request.user)
    messages.success(request, "The password is changed. Every other sign-in of yours has ended.")
    return redirect("portal:security")


@page(methods=SEND)
def second_factor_start(request: PortalRequest) -> HttpResponse:
    """The picture for the device, after the password was typed."""
    if refused := _password_refused(request):
        return refused
    return _page(request, enrolment=second_factor_begin(request.user))


@page(methods=SEND)
def second_factor_finish(request: PortalRequest) -> HttpResponse:
    """Turn it on by the device's first code; the recovery codes are shown this once."""
    try:
        codes = second_factor_confirm(request.user, request.POST.get("code", "")[:MAX_CODE])
    except InvalidInput as error:
        told = f"{error.message} {error.mend}"
        return _page(request, enrolment=second_factor_begin(request.user), code_error=told, status=422)
    except Conflict as error:
        messages.error(request, error.message)
        return redirect("portal:security")
    security_note(request.user, "turned two-step sign-in on")
    return _page(request, recovery_codes=codes)


@page(methods=SEND)
def second_factor_off(request: PortalRequest) -> HttpResponse:
    """Turn it off."""
    if refused := _password_refused(request):
        return refused
    second_factor_remove(request.user)
    security_note(request.user, "turned two-step sign-in off")
    messages.success(request, "Two-step sign-in is off.")
    return redirect("portal:security")


@page(methods=SEND)
def recovery_codes_new(request: PortalRequest) -> HttpResponse:
    """Ten new codes, shown this once."""
    if refused := _password_refused(request):
        return refused
    if not second_factor_is_on(request.user):
        raise Conflict("Two-step sign-in is off.", mend="Turn it on first.")
    codes = recovery_codes_renew(request.user)
    security_note(request.user, "made new recovery codes")
    return _page(request, recovery_codes=codes)


def _password_refused(request: PortalRequest) -> HttpResponse | None:
    """The page with what is wrong, where the password that was typed is not theirs."""
    wait = sign_in_wait(request, request.user.email, door="password")
    if not wait and request.user.check_password(request.POST.get("password", "")):
        return None
    told = f"Too many attempts. Try again in {wait} s." if wait else "This is not your password."
    return _page(request, password_error=told, status=429 if wait else 422)


@page(methods=SEND)
def browser_end(request: PortalRequest, kept_key: str) -> HttpResponse:
    """End one sign-in of one's own with a browser."""
    if session_end(user=request.user, kept_key=kept_key):
        messages.success(request, "That sign-in has ended.")
    return redirect("portal:security")


@page(methods=SEND)
def token_end(request: PortalRequest, family_id: uuid.UUID) -> HttpResponse:
    """End one sign-in of one's own to the API."""
    family_revoke(family_id=family_id, principal=request.principal, everybody=False)
    messages.success(request, "That sign-in has ended.")
    return redirect("portal:security")


@page(methods=SEND)
def elsewhere_end(request: PortalRequest) -> HttpResponse:
    """End every sign-in but this one."""
    ended = sign_out_elsewhere(user=request.user, keep=kept_key_of(request), because=f"by {request.principal.name}")
    security_note(request.user, "signed out elsewhere")
    messages.success(request, f"{ended} other sign-in{'' if ended == 1 else 's'} ended.")
    return redirect("portal:security")


@page(Action.ADMINISTER, methods=SEND)
def second_factor_asked(request: PortalRequest) -> HttpResponse:
    """Whether admins of the organisation need two-step sign-in."""
    wanted = request.POST.get("wanted") == "1"
    try:
        second_factor_demand(tenant_id=request.principal.tenant_id, wanted=wanted, actor=request.user)
    except Conflict as error:
        messages.error(request, error.message)
    else:
        messages.success(
            request, "Admins need two-step sign-in." if wanted else "Two-step sign-in is up to each admin."
        )
    return redirect("portal:security")
