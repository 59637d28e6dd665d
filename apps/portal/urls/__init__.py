"""Addresses of the portal: nouns as people say them."""

from django.urls import include, path

from apps.portal.urls import agents, calculations, data, factors, home, reports, settings
from apps.portal.views.sign_in import SignIn

NOUNS = (home, data, factors, agents, calculations, reports, settings)

urlpatterns = [
    path("sign-in", SignIn.as_view(), name="login"),
    path("", include(([route for noun in NOUNS for route in noun.routes], "portal"))),
]
