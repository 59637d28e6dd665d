"""Activity data and the runs over it."""

from django.urls import path

from apps.portal.views.data import data, upload
from apps.portal.views.runs import run, run_errors, run_new

routes = [
    path("data", data, name="data"),
    path("data/upload", upload, name="upload"),
    path("runs/new", run_new, name="run_new"),
    path("runs/<uuid:job_id>", run, name="run"),
    path("runs/<uuid:job_id>/errors.csv", run_errors, name="run_errors"),
]
