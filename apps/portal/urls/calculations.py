"""The ledger."""

from django.urls import path

from apps.portal.views.calculations import calculation, calculation_certificate, calculation_verify, calculations

routes = [
    path("calculations", calculations, name="calculations"),
    path("calculations/<str:calculation_id>", calculation, name="calculation"),
    path("calculations/<str:calculation_id>/certificate", calculation_certificate, name="calculation_certificate"),
    path("calculations/<str:calculation_id>/verify", calculation_verify, name="calculation_verify"),
]
