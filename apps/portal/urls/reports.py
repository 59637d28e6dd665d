"""Reports of an inventory."""

from django.urls import path

from apps.portal.views.checklists import checklist, report_checklist
from apps.portal.views.reports import report, report_download, report_new, reports
from apps.portal.views.sign_off import (
    sign_off,
    sign_off_certificate,
    sign_off_finish,
    sign_off_lines,
    sign_off_restate,
    sign_off_return,
    sign_off_sign,
    sign_off_submit,
    sign_off_withdraw,
)

routes = [
    path("sign-off", sign_off, name="sign_off"),
    path("sign-off/submit", sign_off_submit, name="sign_off_submit"),
    path("sign-off/withdraw", sign_off_withdraw, name="sign_off_withdraw"),
    path("sign-off/return", sign_off_return, name="sign_off_return"),
    path("sign-off/sign", sign_off_sign, name="sign_off_sign"),
    path("sign-off/restate", sign_off_restate, name="sign_off_restate"),
    path("sign-off/<uuid:step_id>/report", sign_off_finish, name="sign_off_finish"),
    path("sign-off/<uuid:step_id>/certificate.json", sign_off_certificate, name="sign_off_certificate"),
    path("sign-off/lines/<uuid:period_id>.json", sign_off_lines, name="sign_off_lines"),
    path("checklist", checklist, name="checklist"),
    path("reports", reports, name="reports"),
    path("reports/new", report_new, name="report_new"),
    path("reports/<uuid:report_id>", report, name="report"),
    path("reports/<uuid:report_id>/checklist", report_checklist, name="report_checklist"),
    path("reports/<uuid:report_id>/file.<str:extension>", report_download, name="report_download"),
]
