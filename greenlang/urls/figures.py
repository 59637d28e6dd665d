"""What a period amounts to, what would change it, and what stands behind each line."""

from django.urls import path, re_path

from apps.calculations.api_verifications import LedgerVerificationsView
from apps.inventory import api_lines as lines
from apps.inventory import api_previews as previews
from apps.reports import api_figures as figures
from apps.reports import api_ledger as ledger
from apps.runtime.api_verification import LineVerificationView

routes = [
    path("periods/<uuid:period_id>/figures", figures.FiguresView.as_view()),
    path("periods/<uuid:period_id>/change", figures.ChangeView.as_view()),
    path("periods/<uuid:period_id>/editions", previews.EditionsUsedView.as_view()),
    path("periods/<uuid:period_id>/restatement-previews", previews.PreviewsView.as_view()),
    path("restatement-previews/<uuid:job_id>", previews.PreviewView.as_view()),
    path("restatement-previews/<uuid:job_id>/cancel", previews.PreviewCancelView.as_view()),
    path("ledger/lines", ledger.LinesView.as_view()),
    path("ledger/lines/total", ledger.LinesTotalView.as_view()),
    re_path(r"^ledger/lines\.(?P<extension>csv|xlsx)$", ledger.LinesFileView.as_view()),
    path("ledger/verifications", LedgerVerificationsView.as_view()),
    path("calculations/<str:calculation_id>/behind", lines.BehindView.as_view()),
    path("calculations/<str:calculation_id>/verification", LineVerificationView.as_view()),
]
