"""Addresses of published and own factors."""

from django.urls import path

from apps.calculations import api_catalogue as catalogue
from apps.calculations import api_library as library
from apps.calculations import api_private_factors as own
from apps.inventory.api_factors import FactorUsesView

routes = [
    path("factors.csv", library.FactorsFileView.as_view()),
    path("factors", catalogue.FactorsView.as_view()),
    path("factors/lookup", catalogue.FactorLookupView.as_view()),
    path("factors/<str:ef_cid>", catalogue.FactorView.as_view()),
    path("factors/<str:ef_cid>/uses", FactorUsesView.as_view()),
    path("factors/<str:ef_cid>/related", library.RelatedFactorsView.as_view()),
    path("editions", catalogue.EditionsView.as_view()),
    path("editions/comparison", library.EditionsComparedView.as_view()),
    path("editions/comparison.csv", library.EditionsComparedFileView.as_view()),
    path("gwp-sets", catalogue.GwpSetsView.as_view()),
    path("private-factors", own.PrivateFactorsView.as_view()),
    path("private-factors/evidence", own.EvidenceView.as_view()),
    path("private-factors/<uuid:factor_id>", own.PrivateFactorView.as_view()),
    path("private-factors/<uuid:factor_id>/evidence", own.FactorEvidenceView.as_view()),
    path("private-factors/<uuid:factor_id>/withdraw", own.PrivateFactorWithdrawView.as_view()),
    path("private-factors/<uuid:factor_id>/<slug:verb>", own.PrivateFactorReviewView.as_view()),
]
