"""Reports of an inventory."""

from django.urls import path

from apps.portal.views.reports import report, report_download, report_new, reports

routes = [
    path("reports", reports, name="reports"),
    path("reports/new", report_new, name="report_new"),
    path("reports/<uuid:report_id>", report, name="report"),
    path("reports/<uuid:report_id>/file.<str:extension>", report_download, name="report_download"),
]
