"""Accepting an invitation: with an account, or by making one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse

from apps.portal.forms_people import JoiningForm
from apps.portal.frame import SESSION_PERIOD
from apps.portal.page import FORM, sealed
from apps.tenants.invitations import InvitationOver, account_join, invitation_accept, invitation_read
from apps.tenants.middleware import SESSION_TENANT
from apps.tenants.models import Invitation, Role, Tenant, User
from apps.tenants.sessions import session_begin
from apps.tenants.sign_ins import sign_in_wait, told_to_wait
from greenlang.errors import GreenLangError


@sealed
def join(request: HttpRequest, text: str) -> HttpResponse:
    """Who is invited into what, and how they join; a link that opens nothing says so and nothing else."""
    if request.method not in FORM:
        return HttpResponseNotAllowed(FORM)
    if wait := sign_in_wait(request, "", door="join"):
        told = {"title": "Too many attempts", "detail": f"Try again in {wait} s.", "mend": "", "code": 429}
        return told_to_wait(render(request, "errors/problem.html", told, status=429), wait)
    try:
        tenant, invitation = invitation_read(text)
        return _answer(request, text, tenant, invitation)
    except InvitationOver as error:
        return render(request, "registration/join.html", {"over": error}, status=410)


def _answer(request: HttpRequest, text: str, tenant: Tenant, invitation: Invitation) -> HttpResponse:
    user = request.user if isinstance(request.user, User) else None
    has_account = User.objects.filter(email=invitation.email).exists()
    form = JoiningForm(
        request.POST if request.method == "POST" and not has_account else None, user=User(email=invitation.email)
    )
    if request.method == "POST":
        if user is not None and user.email == invitation.email:
            invitation_accept(text=text, user=user)
            return _enter(request, tenant)
        if not has_account and user is None and form.is_valid():
            try:
                made = account_join(text=text, name=form.cleaned_data["name"], password=form.cleaned_data["password1"])
            except InvitationOver:
                raise
            except GreenLangError as error:
                field = error.where if error.where in form.fields else None
                form.add_error(field, f"{error.message} {error.mend}".strip())
            else:
                session_begin(request, made)
                return _enter(request, tenant)
    context = {
        "organisation": tenant.name,
        "email": invitation.email,
        "role": Role(invitation.role).label,
        "invited_by": invitation.invited_by,
        "has_account": has_account,
        "signed_in_as": user.email if user else "",
        "form": form,
        "here": reverse("join", args=[text]),
    }
    return render(request, "registration/join.html", context, status=422 if form.errors else 200)


def _enter(request: HttpRequest, tenant: Tenant) -> HttpResponse:
    request.session[SESSION_TENANT] = str(tenant.id)
    request.session.pop(SESSION_PERIOD, None)
    messages.success(request, f"You are a member of {tenant.name}.")
    return redirect("portal:home")
