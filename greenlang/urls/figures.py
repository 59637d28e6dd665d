"""What a period amounts to, what would change it, and what stands behind each line."""

from django.urls import path

from apps.inventory import api_previews as previews
from apps.reports import api_figures as figures

routes = [
    path("periods/<uuid:period_id>/figures", figures.FiguresView.as_view()),
    path("periods/<uuid:period_id>/change", figures.ChangeView.as_view()),
    path("periods/<uuid:period_id>/editions", previews.EditionsUsedView.as_view()),
    path("periods/<uuid:period_id>/restatement-previews", previews.PreviewsView.as_view()),
    path("restatement-previews/<uuid:job_id>", previews.PreviewView.as_view()),
    path("restatement-previews/<uuid:job_id>/cancel", previews.PreviewCancelView.as_view()),
]
