"""Emission factors and methods."""

from django.urls import path

from apps.portal.views.editions import editions
from apps.portal.views.factors import factor, factors
from apps.portal.views.methods import method, methods

routes = [
    path("factors", factors, name="factors"),
    path("factors/editions", editions, name="editions"),
    path("factors/<str:ef_cid>", factor, name="factor"),
    path("methods", methods, name="methods"),
    path("methods/<path:method_id>", method, name="method"),
]
