"""Signing a period off; samples, findings, links for auditors."""

from django.urls import path

from apps.inventory import api_auditor_links as links
from apps.inventory import api_findings as findings
from apps.inventory import api_samples as samples
from apps.reports import api_sign_off as sign_off

routes = [
    path("periods/<uuid:period_id>/sign-off", sign_off.SignOffStandingView.as_view()),
    path("periods/<uuid:period_id>/sign-off/submit", sign_off.SubmitView.as_view()),
    path("periods/<uuid:period_id>/sign-off/withdraw", sign_off.WithdrawView.as_view()),
    path("periods/<uuid:period_id>/sign-off/return", sign_off.ReturnView.as_view()),
    path("periods/<uuid:period_id>/sign-off/sign", sign_off.SignView.as_view()),
    path("periods/<uuid:period_id>/sign-off/restate", sign_off.RestateView.as_view()),
    path("sign-offs/<uuid:step_id>/certificate", sign_off.SignOffCertificateView.as_view()),
    path("sign-offs/<uuid:step_id>/report", sign_off.FinalReportView.as_view()),
    path("periods/<uuid:period_id>/samples", samples.SamplesView.as_view()),
    path("samples/<uuid:sample_id>", samples.SampleView.as_view()),
    path("samples/<uuid:sample_id>/summary.csv", samples.SampleSummaryFileView.as_view()),
    path("samples/<uuid:sample_id>/lines", samples.SampledLinesView.as_view()),
    path("sampled-lines/<uuid:line_id>", samples.SampledLineView.as_view()),
    path("periods/<uuid:period_id>/findings", findings.FindingsView.as_view()),
    path("findings/<uuid:finding_id>", findings.FindingView.as_view()),
    path("findings/<uuid:finding_id>/answer", findings.FindingAnswerView.as_view()),
    path("findings/<uuid:finding_id>/close", findings.FindingCloseView.as_view()),
    path("periods/<uuid:period_id>/auditor-links", links.AuditorLinksView.as_view()),
    path("auditor-links/<uuid:link_id>", links.AuditorLinkView.as_view()),
    path("auditor-links/<uuid:link_id>/visits", links.AuditorVisitsView.as_view()),
]
