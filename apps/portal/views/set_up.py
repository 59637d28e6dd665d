"""The guided set-up of an installation's first organisation: organisation and admin, inventory, people."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone

from apps.inventory.models import ConsolidationApproach
from apps.inventory.services import period_open
from apps.inventory.services.organisation import entity_save
from apps.portal.forms_set_up import FirstPeriodForm, FoundingForm, PeopleForm
from apps.portal.frame import SESSION_PERIOD
from apps.portal.page import FORM, PortalRequest, not_found, page, sealed
from apps.portal.presenters.settings.members import ROLES
from apps.tenants.invitations import invitation_make
from apps.tenants.middleware import SESSION_TENANT
from apps.tenants.models import Role, User
from apps.tenants.models.roles import Action
from apps.tenants.selectors import set_up_is_open
from apps.tenants.sessions import session_begin
from apps.tenants.set_up import organisation_found, set_up_token_is
from apps.tenants.sign_ins import sign_in_wait
from greenlang.errors import GreenLangError


@sealed
def set_up(request: HttpRequest) -> HttpResponse:
    """The organisation and its first admin; there is no such page once an organisation exists."""
    if request.method not in FORM:
        return HttpResponseNotAllowed(FORM)
    if not set_up_is_open():
        return not_found(request)
    user = request.user if isinstance(request.user, User) and not request.user.is_demo else None
    by_operator = isinstance(request.user, User) and request.user.is_staff
    form = FoundingForm(request.POST or None, admin=user, asks_token=not by_operator)
    if request.method == "POST" and form.is_valid() and (by_operator or _token_is_right(request, form)):
        try:
            return _found(request, form)
        except GreenLangError as error:
            form.add_error(error.where if error.where in form.fields else None, f"{error.message} {error.mend}".strip())
    context = {"form": form, "admin": user, "asks_token": not by_operator}
    return render(request, "portal/set_up/organisation.html", context, status=422 if form.errors else 200)


def _token_is_right(request: HttpRequest, form: FoundingForm) -> bool:
    if wait := sign_in_wait(request, "", door="set-up"):
        form.add_error("token", f"Too many attempts. Try again in {wait} s.")
    elif not set_up_token_is(form.cleaned_data["token"]):
        form.add_error("token", "This is not the token that was printed when the product started.")
    return not form.errors


def _found(request: HttpRequest, form: FoundingForm) -> HttpResponse:
    admin = form.account()
    tenant = organisation_found(name=form.cleaned_data["organisation"], slug=form.cleaned_data["slug"], admin=admin)
    if request.user != admin:
        session_begin(request, admin)
    request.session[SESSION_TENANT] = str(tenant.id)
    request.session.pop(SESSION_PERIOD, None)
    return redirect("portal:set_up_inventory")


@page(Action.ADMINISTER, methods=FORM)
def set_up_inventory(request: PortalRequest) -> HttpResponse:
    """Who reports, and for which time."""
    form = FirstPeriodForm.beginning(request.principal.tenant_name, timezone.now().date())
    if request.method == "POST":
        form = FirstPeriodForm(request.POST)
        if form.is_valid():
            try:
                with transaction.atomic():
                    _period(request, form)
                return redirect("portal:set_up_people")
            except GreenLangError as error:
                field = {"name": "period"}.get(error.where, error.where)
                form.add_error(field if field in form.fields else None, f"{error.message} {error.mend}".strip())
    context = {
        "form": form,
        "approaches": [{"value": value, "label": label} for value, label in ConsolidationApproach.choices],
    }
    return render(request, "portal/set_up/inventory.html", context, status=422 if form.errors else 200)


def _period(request: PortalRequest, form: FirstPeriodForm) -> None:
    told = form.cleaned_data
    period = period_open(entity_name=told["company"], name=told["period"], start=told["start"], end=told["end"])
    entity_save(
        entity=period.entity,
        name=period.entity.name,
        parent=None,
        consolidation_approach=told["approach"],
        country=told["country"].upper(),
    )
    request.session[SESSION_PERIOD] = str(period.id)


@page(Action.ADMINISTER, methods=FORM)
def set_up_people(request: PortalRequest) -> HttpResponse:
    """Who else is to work here."""
    form = PeopleForm(request.POST if request.method == "POST" else None, initial={"role": Role.ANALYST})
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                for email in form.cleaned_data["emails"]:
                    invitation_make(
                        email=email, role=Role(form.cleaned_data["role"]), invited_by=request.principal.name
                    )
        except GreenLangError as error:
            form.add_error("emails", f"{error.message} {error.mend}".strip())
        else:
            several = len(form.cleaned_data["emails"])
            messages.success(request, f"{several} invitation{'s' if several > 1 else ''} on the way.")
            return redirect("portal:home")
    context = {"form": form, "role_choices": ROLES}
    return render(request, "portal/set_up/people.html", context, status=422 if form.errors else 200)
