"""Keys of machines: made, shown once, revoked."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from apps.portal.forms_people import KeyForm
from apps.portal.listing import page_of
from apps.portal.page import FORM, SEND, PortalRequest, page, render_page
from apps.portal.presenters.settings.members import ROLES, role_rows
from apps.tenants.access import key_issue, key_revoke
from apps.tenants.models import ApiKey, Role
from apps.tenants.models.roles import Action
from greenlang.errors import NotFound


@page(Action.ADMINISTER, methods=FORM)
def keys(request: PortalRequest) -> HttpResponse:
    """Every key; a new one is shown in the answer that makes it, and never again."""
    if request.method != "POST":
        return _page(request, KeyForm(initial={"role": Role.ANALYST}))
    form = KeyForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    key, text = key_issue(
        name=form.cleaned_data["name"], role=Role(form.cleaned_data["role"]), created_by=request.principal.name
    )
    return _page(request, KeyForm(initial={"role": Role.ANALYST}), made={"name": key.name, "text": text})


def _page(
    request: PortalRequest, form: KeyForm, *, made: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    shown, pages = page_of(request, ApiKey.objects.order_by("-created_at", "id"), "keys")
    rows = [
        {
            "id": str(key.id),
            "name": key.name,
            "client_id": key.client_id,
            "role_label": Role(key.role).label,
            "created_by": key.created_by,
            "created_at": key.created_at,
            "revoked_at": key.revoked_at,
        }
        for key in shown
    ]
    context = {"keys": rows, "pages": pages, "form": form, "made": made, "role_choices": ROLES, "roles": role_rows()}
    return render_page(request, "portal/settings/keys.html", context, status=status)


@page(Action.ADMINISTER, methods=SEND)
def key_end(request: PortalRequest, key_id: uuid.UUID) -> HttpResponse:
    """Revoke it: it opens nothing from now on."""
    key = ApiKey.objects.filter(id=key_id).first()
    if key is None:
        raise NotFound("There is no such key.", where="key_id")
    key_revoke(key, actor=request.principal.name)
    messages.success(request, f"The key {key.name} is revoked.")
    return redirect("portal:keys")
