"""Addresses of the portal: nouns as people say them."""

from django.urls import include, path

from apps.portal.urls import (
    agents,
    audit,
    calculations,
    data,
    disclosures,
    factors,
    home,
    people,
    reports,
    scope2,
    settings,
)
from apps.portal.views.joining import join
from apps.portal.views.passwords import PasswordNew, password_forgotten
from apps.portal.views.set_up import set_up
from apps.portal.views.sign_in import SignIn, sign_in_code
from apps.portal.views.verify import verify

NOUNS = (home, data, factors, agents, scope2, calculations, disclosures, reports, audit, settings, people)

urlpatterns = [
    path("sign-in", SignIn.as_view(), name="login"),
    path("sign-in/code", sign_in_code, name="sign_in_code"),
    path("password", password_forgotten, name="password_forgotten"),
    path("password/<uidb64>/<token>", PasswordNew.as_view(), name="password_new"),
    path("invitations/<str:text>", join, name="join"),
    path("set-up", set_up, name="set_up"),
    path("verify/<path:digest>", verify, name="verify"),
    path("", include(([route for noun in NOUNS for route in noun.routes], "portal"))),
]
