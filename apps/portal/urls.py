"""Addresses of the portal: nouns as people say them."""

from django.urls import include, path

from apps.portal.views.agents import agent, agent_compare, agent_file, agent_verb, agents
from apps.portal.views.builds import build, build_check, build_new
from apps.portal.views.calculations import (
    calculation,
    calculation_certificate,
    calculation_verify,
    calculations,
)
from apps.portal.views.data import data, upload
from apps.portal.views.executions import agent_execute
from apps.portal.views.factors import factors
from apps.portal.views.home import home
from apps.portal.views.methods import method, methods
from apps.portal.views.reports import report, report_download, report_new, reports
from apps.portal.views.reviews import agent_review
from apps.portal.views.runs import run, run_errors, run_new
from apps.portal.views.sign_in import SignIn, SignOut, tenant_choose
from apps.portal.views.trials import build_try

portal_patterns = [
    path("", home, name="home"),
    path("sign-out", SignOut.as_view(), name="sign_out"),
    path("organisation", tenant_choose, name="tenant_choose"),
    path("data", data, name="data"),
    path("data/upload", upload, name="upload"),
    path("runs/new", run_new, name="run_new"),
    path("runs/<uuid:job_id>", run, name="run"),
    path("runs/<uuid:job_id>/errors.csv", run_errors, name="run_errors"),
    path("factors", factors, name="factors"),
    path("methods", methods, name="methods"),
    path("methods/<path:method_id>", method, name="method"),
    path("builds/new", build_new, name="build_new"),
    path("builds/check", build_check, name="build_check"),
    path("builds/try", build_try, name="build_try"),
    path("builds/<uuid:job_id>", build, name="build"),
    path("builds/<uuid:job_id>/progress", build, name="build_progress"),
    path("agents", agents, name="agents"),
    path("agents/<str:agent_id>", agent, name="agent"),
    path("agents/<str:agent_id>/compare", agent_compare, name="agent_compare"),
    path("agents/<str:agent_id>/execute", agent_execute, name="agent_execute"),
    path("agents/<str:agent_id>/verbs/<slug:verb>", agent_verb, name="agent_verb"),
    path("agents/<str:agent_id>/review", agent_review, name="agent_review"),
    path("agents/<str:agent_id>/versions/<str:version>/files/<path:path>", agent_file, name="agent_file"),
    path("calculations", calculations, name="calculations"),
    path("calculations/<str:calculation_id>", calculation, name="calculation"),
    path("calculations/<str:calculation_id>/certificate", calculation_certificate, name="calculation_certificate"),
    path("calculations/<str:calculation_id>/verify", calculation_verify, name="calculation_verify"),
    path("reports", reports, name="reports"),
    path("reports/new", report_new, name="report_new"),
    path("reports/<uuid:report_id>", report, name="report"),
    path("reports/<uuid:report_id>/file.<str:extension>", report_download, name="report_download"),
]

urlpatterns = [
    path("sign-in", SignIn.as_view(), name="login"),
    path("", include((portal_patterns, "portal"))),
]
