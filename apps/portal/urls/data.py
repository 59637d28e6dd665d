"""Activity data and the runs over it."""

from django.urls import path

from apps.portal.views.data import data
from apps.portal.views.files import evidence, evidence_drop, file, file_to_mend
from apps.portal.views.issues import issue, issue_change, issues, issues_change, issues_look
from apps.portal.views.mapping import (
    mapping,
    mapping_accept,
    mapping_accept_all,
    mapping_group,
    mapping_leave_out,
    mapping_look,
    mapping_undo,
)
from apps.portal.views.runs import run, run_errors, run_new, runs
from apps.portal.views.uploads import upload, upload_staged

routes = [
    path("data", data, name="data"),
    path("data/upload", upload, name="upload"),
    path("data/upload/<uuid:staged_id>", upload_staged, name="upload_staged"),
    path("data/files/<uuid:upload_id>", file, name="file"),
    path("data/mapping", mapping, name="mapping"),
    path("data/mapping/look", mapping_look, name="mapping_look"),
    path("data/mapping/accept", mapping_accept_all, name="mapping_accept_all"),
    path("data/mapping/<uuid:group_id>", mapping_group, name="mapping_group"),
    path("data/mapping/<uuid:group_id>/accept", mapping_accept, name="mapping_accept"),
    path("data/mapping/<uuid:group_id>/leave-out", mapping_leave_out, name="mapping_leave_out"),
    path("data/mapping/<uuid:group_id>/undo", mapping_undo, name="mapping_undo"),
    path("data/files/<uuid:upload_id>/mend", file_to_mend, name="file_to_mend"),
    path("data/evidence/<uuid:evidence_id>", evidence, name="evidence"),
    path("data/evidence/<uuid:evidence_id>/remove", evidence_drop, name="evidence_drop"),
    path("data/issues", issues, name="issues"),
    path("data/issues/look", issues_look, name="issues_look"),
    path("data/issues/change", issues_change, name="issues_change"),
    path("data/issues/<uuid:issue_id>", issue, name="issue"),
    path("data/issues/<uuid:issue_id>/change", issue_change, name="issue_change"),
    path("runs", runs, name="runs"),
    path("runs/new", run_new, name="run_new"),
    path("runs/<uuid:job_id>", run, name="run"),
    path("runs/<uuid:job_id>/errors.csv", run_errors, name="run_errors"),
]
