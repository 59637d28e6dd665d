"""What every page of the portal keeps to: who may see it, what an error looks like, which headers it carries."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, cast
from urllib.parse import urlencode

from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from apps.portal.frame import Frame
from apps.tenants.models import User
from apps.tenants.models.roles import Action
from apps.tenants.principal import Principal
from greenlang.errors import GreenLangError

P = ParamSpec("P")

READ = ("GET", "HEAD")
FORM = ("GET", "HEAD", "POST")
SEND = ("POST",)


class PortalRequest(HttpRequest):
    """A request of somebody who is signed in and works in a tenant. Never made: `page` has seen to it."""

    user: User
    principal: Principal
    htmx: HtmxDetails
    frame: Frame


class Answer(Protocol[P]):
    """A view as Django calls it."""

    def __call__(self, request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        """Answer a request."""


View = Callable[Concatenate[PortalRequest, P], HttpResponseBase]


def sealed(view: Callable[Concatenate[Any, P], HttpResponseBase]) -> Answer[P]:
    """Nothing of the answer is kept by a cache."""

    @wraps(view)
    def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        return response

    return cast(Answer[P], answer)


def page(
    asks: Action = Action.VIEW, *, methods: tuple[str, ...] = READ, auditors: bool = False
) -> Callable[[View[P]], Answer[P]]:
    """A page of a tenant.

    Args:
        asks: what the principal's role must allow, else 403.
        methods: others answer 405.
        auditors: whether holders of an auditor link may see it; the view then shows nothing of another period than
            ``request.frame.period``, and asks `Frame.require` about whatever its address names.

    The view runs in a savepoint: what it began is taken back when it raises. An object of another tenant is not
    found by the view, exactly like one that does not exist.
    """

    def decorate(view: View[P]) -> Answer[P]:
        @wraps(view)
        def answer(request: PortalRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            if elsewhere := _way_in(request):
                return elsewhere
            request.frame = Frame(request, request.principal)
            if _names_nothing(request, kwargs):
                return not_found(request)
            try:
                request.principal.require(asks)
                with transaction.atomic():
                    return view(request, *args, **kwargs)
            except GreenLangError as error:
                return problem_page(request, error)
            except Http404:
                return not_found(request)

        sealed_answer = sealed(cast(View[P], answer))
        vars(sealed_answer)["for_auditors"] = auditors
        return sealed_answer

    return decorate


def render_page(
    request: PortalRequest, template: str, context: Mapping[str, object], *, status: int = 200
) -> HttpResponse:
    """A page within the frame."""
    return render(request, template, {**context, "portal": request.frame.as_context()}, status=status)


def not_found(request: HttpRequest) -> HttpResponse:
    """The one answer for whatever is not here; it says nothing of what was asked for."""
    return render(request, "404.html", status=404)


def problem_page(request: HttpRequest, error: GreenLangError) -> HttpResponse:
    """The page of an error that no form has caught."""
    if error.status == 404:
        return not_found(request)
    told = {"detail": error.message, "mend": error.mend}
    if error.status in {400, 403}:
        return render(request, f"{error.status}.html", told, status=error.status)
    return render(
        request, "errors/problem.html", {**told, "title": error.title, "code": error.status}, status=error.status
    )


def _names_nothing(request: PortalRequest, names: Mapping[str, object]) -> bool:
    """Whether the address holds a NUL, which stands in no name and which the database refuses."""
    asked = [value for values in dict(request.GET.lists()).values() for value in values]
    return any("\x00" in str(text) for text in (*asked, *names.values()))


def _way_in(request: PortalRequest) -> HttpResponse | None:
    """Where somebody goes first who is not signed in, has no tenant yet, or owes it a second step."""
    back = request.get_full_path() if request.method in READ and not request.htmx else ""
    if not request.user.is_authenticated:
        response: HttpResponse = redirect_to_login(back or reverse("portal:home"))
    elif request.principal is None:
        query = f"?{urlencode({'next': back})}" if back else ""
        response = redirect(reverse("portal:tenant_choose") + query)
    elif request.principal.must_turn_on and not request.path.startswith(reverse("portal:security")):
        response = redirect("portal:security")
    else:
        return None
    # A fragment of a page is never replaced by another page: the browser goes there as a whole.
    return HttpResponseClientRedirect(response["Location"]) if request.htmx else response
