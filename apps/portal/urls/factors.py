"""Emission factors and methods."""

from django.urls import path

from apps.portal.views.editions import editions
from apps.portal.views.factors import factor, factors
from apps.portal.views.methods import method, methods
from apps.portal.views.previews import restatement, restatement_preview
from apps.portal.views.private_factors import private_evidence, private_factor, private_list, private_new

routes = [
    path("factors", factors, name="factors"),
    path("factors/editions", editions, name="editions"),
    path("factors/private", private_list, name="private_factors"),
    path("factors/private/new", private_new, name="private_new"),
    path("factors/private/<uuid:factor_id>", private_factor, name="private_factor"),
    path("factors/private/<uuid:factor_id>/evidence", private_evidence, name="private_evidence"),
    path("factors/restatement", restatement, name="restatement"),
    path("factors/restatement/<uuid:job_id>", restatement_preview, name="restatement_preview"),
    path("factors/<str:ef_cid>", factor, name="factor"),
    path("methods", methods, name="methods"),
    path("methods/<path:method_id>", method, name="method"),
]
