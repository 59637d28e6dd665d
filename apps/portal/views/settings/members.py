"""Who belongs to the organisation, and who is asked to."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from apps.portal.forms_people import InvitationForm, RoleForm
from apps.portal.listing import page_of
from apps.portal.page import FORM, SEND, PortalRequest, page, render_page
from apps.portal.presenters.settings.members import ROLES, invitation_row, member_row, role_rows
from apps.tenants.invitations import invitation_make, invitation_resend, invitation_revoke
from apps.tenants.mail import mail_is_kept_here
from apps.tenants.members import member_change_role, member_remove
from apps.tenants.models import Role
from apps.tenants.models.roles import Action
from apps.tenants.selectors import invitations_open, members_listed
from greenlang.errors import Conflict, InvalidInput


@page(methods=FORM)
def members(request: PortalRequest) -> HttpResponse:
    """The members; an admin invites."""
    if request.method != "POST":
        return _page(request, InvitationForm(initial={"role": Role.ANALYST}))
    request.principal.require(Action.ADMINISTER)
    form = InvitationForm(request.POST)
    if form.is_valid():
        email, role = form.cleaned_data["email"], Role(form.cleaned_data["role"])
        try:
            made = invitation_make(email=email, role=role, invited_by=request.principal.name)
        except (InvalidInput, Conflict) as error:
            form.add_error("email", f"{error.message} {error.mend}".strip())
        else:
            messages.success(request, f"{made.email} is invited as {role.label.lower()}. The link leaves by e-mail.")
            return redirect("portal:members")
    return _page(request, form, status=422)


def _page(request: PortalRequest, form: InvitationForm, *, status: int = 200) -> HttpResponse:
    shown, pages = page_of(request, members_listed(), "members")
    context = {
        "members": [member_row(member, request.principal.user) for member in shown],
        "pages": pages,
        "invitations": [invitation_row(one) for one in invitations_open()],
        "form": form,
        "role_choices": ROLES,
        "roles": role_rows(),
        "mail_is_kept_here": mail_is_kept_here(),
    }
    return render_page(request, "portal/settings/members.html", context, status=status)


@page(Action.ADMINISTER, methods=SEND)
def member_role(request: PortalRequest, membership_id: uuid.UUID) -> HttpResponse:
    """Another role."""
    form = RoleForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose a role.")
        return redirect("portal:members")
    role = Role(form.cleaned_data["role"])

    def change() -> str:
        member = member_change_role(membership_id=membership_id, role=role, actor=request.principal.name)
        return f"{member.user.email} is {role.label.lower()} from here on."

    return _done(request, change)


@page(Action.ADMINISTER, methods=SEND)
def member_leaves(request: PortalRequest, membership_id: uuid.UUID) -> HttpResponse:
    """Remove a member."""
    return _done(
        request,
        lambda: f"{member_remove(membership_id=membership_id, actor=request.principal.name).user.email} is removed.",
    )


@page(Action.ADMINISTER, methods=SEND)
def invitation_again(request: PortalRequest, invitation_id: uuid.UUID) -> HttpResponse:
    """Send it again, with a link of its own."""

    def send() -> str:
        found = invitation_resend(invitation_id=invitation_id, actor=request.principal.name)
        return f"{found.email} is sent a link of its own; the one before opens nothing any more."

    return _done(request, send)


@page(Action.ADMINISTER, methods=SEND)
def invitation_withdraw(request: PortalRequest, invitation_id: uuid.UUID) -> HttpResponse:
    """Withdraw it."""
    return _done(
        request,
        lambda: (
            f"The invitation of {invitation_revoke(invitation_id=invitation_id, actor=request.principal.name).email}"
            " is withdrawn."
        ),
    )


def _done(request: PortalRequest, work: Callable[[], str]) -> HttpResponse:
    """Do it and go back to the list, with what was done or why not."""
    try:
        messages.success(request, work())
    except Conflict as error:
        messages.error(request, f"{error.message} {error.mend}".strip())
    return redirect("portal:members")
