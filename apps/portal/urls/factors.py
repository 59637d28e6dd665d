"""Emission factors and methods."""

from django.urls import path

from apps.portal.views.factors import factors
from apps.portal.views.methods import method, methods

routes = [
    path("factors", factors, name="factors"),
    path("methods", methods, name="methods"),
    path("methods/<path:method_id>", method, name="method"),
]
