"""Activity data and the runs over it."""

from django.urls import path

from apps.portal.views.data import data
from apps.portal.views.files import file
from apps.portal.views.runs import run, run_errors, run_new
from apps.portal.views.uploads import upload, upload_staged

routes = [
    path("data", data, name="data"),
    path("data/upload", upload, name="upload"),
    path("data/upload/<uuid:staged_id>", upload_staged, name="upload_staged"),
    path("data/files/<uuid:upload_id>", file, name="file"),
    path("runs/new", run_new, name="run_new"),
    path("runs/<uuid:job_id>", run, name="run"),
    path("runs/<uuid:job_id>/errors.csv", run_errors, name="run_errors"),
]
