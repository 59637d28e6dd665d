"""What auditors do with a period, and the links that show it to them."""

from django.urls import path

from apps.portal.views.auditors import auditor_enter, auditor_leave, auditor_revoke, auditor_visits, auditors
from apps.portal.views.findings import finding_answered, finding_closed, findings
from apps.portal.views.samples import sample, sample_summary, sampled_line, samples

routes = [
    path("samples", samples, name="samples"),
    path("samples/<uuid:sample_id>", sample, name="sample"),
    path("samples/<uuid:sample_id>/summary.csv", sample_summary, name="sample_summary"),
    path("samples/lines/<uuid:line_id>", sampled_line, name="sampled_line"),
    path("findings", findings, name="findings"),
    path("findings/<uuid:finding_id>/answer", finding_answered, name="finding_answer"),
    path("findings/<uuid:finding_id>/close", finding_closed, name="finding_close"),
    path("auditors", auditors, name="auditors"),
    path("auditors/<uuid:link_id>", auditor_visits, name="auditor_visits"),
    path("auditors/<uuid:link_id>/revoke", auditor_revoke, name="auditor_revoke"),
    path("audit/leave", auditor_leave, name="auditor_leave"),
    path("audit/<str:text>", auditor_enter, name="auditor_enter"),
]
