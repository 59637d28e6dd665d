"""The ledger."""

from django.urls import path, re_path

from apps.portal.views.dashboard import change, dashboard
from apps.portal.views.ledger import calculations, ledger_export, ledger_verify
from apps.portal.views.lines import (
    calculation,
    calculation_certificate,
    calculation_correct,
    calculation_verify,
    verifier,
)

routes = [
    path("calculations", calculations, name="calculations"),
    path("calculations/dashboard", dashboard, name="dashboard"),
    path("calculations/change", change, name="change"),
    re_path(r"^calculations/lines\.(?P<extension>csv|xlsx)$", ledger_export, name="ledger_export"),
    path("calculations/verify", ledger_verify, name="ledger_verify"),
    path("calculations/verify_certificate.py", verifier, name="verifier"),
    path("calculations/<str:calculation_id>", calculation, name="calculation"),
    path("calculations/<str:calculation_id>/certificate", calculation_certificate, name="calculation_certificate"),
    path("calculations/<str:calculation_id>/correct", calculation_correct, name="calculation_correct"),
    path("calculations/<str:calculation_id>/verify", calculation_verify, name="calculation_verify"),
]
