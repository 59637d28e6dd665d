"""Home, and choosing where one works."""

from django.urls import path

from apps.portal.views.home import first_inventory, home
from apps.portal.views.sign_in import SignOut, tenant_choose

routes = [
    path("", home, name="home"),
    path("first-inventory", first_inventory, name="first_inventory"),
    path("sign-out", SignOut.as_view(), name="sign_out"),
    path("organisation", tenant_choose, name="tenant_choose"),
]
