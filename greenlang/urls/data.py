"""Addresses of the organisation and its activity data."""

from django.urls import path

from apps.factory import api_ready_made as ready_made
from apps.inventory import api_files as files
from apps.inventory import api_issues as issues
from apps.inventory import api_organisation as organisation
from apps.inventory.api_activities import ActivitiesView
from apps.inventory.api_site_lists import SitesImportView
from apps.runtime import api_mapping as mapping
from apps.runtime import api_staging as staging
from apps.runtime import api_uploads as uploads
from apps.runtime.api_period_runs import PeriodRunsView

routes = [
    path("entities", organisation.EntitiesView.as_view()),
    path("entities/<uuid:entity_id>", organisation.EntityView.as_view()),
    path("entities/<uuid:entity_id>/boundary", organisation.BoundaryView.as_view()),
    path("sites", organisation.SitesView.as_view()),
    path("sites/import", SitesImportView.as_view()),
    path("sites/<uuid:site_id>", organisation.SiteView.as_view()),
    path("periods/<uuid:period_id>", organisation.PeriodView.as_view()),
    path("periods/<uuid:period_id>/activities", ActivitiesView.as_view()),
    path("periods/<uuid:period_id>/mapping", mapping.MappingQueueView.as_view()),
    path("periods/<uuid:period_id>/mapping-groups", mapping.MappingGroupsView.as_view()),
    path("periods/<uuid:period_id>/mapping-groups/accept", mapping.AcceptAboveView.as_view()),
    path("mapping-groups/<uuid:group_id>", mapping.MappingGroupView.as_view()),
    path("mapping-groups/<uuid:group_id>/candidates", mapping.CandidatesView.as_view()),
    path("mapping-groups/<uuid:group_id>/accept", mapping.GroupAcceptView.as_view()),
    path("mapping-groups/<uuid:group_id>/leave-out", mapping.GroupLeaveOutView.as_view()),
    path("mapping-groups/<uuid:group_id>/undo", mapping.GroupUndoView.as_view()),
    path("periods/<uuid:period_id>/review", issues.ReviewView.as_view()),
    path("periods/<uuid:period_id>/issues", issues.IssuesView.as_view()),
    path("issues/<uuid:issue_id>", issues.IssueView.as_view()),
    path("issues/<uuid:issue_id>/<slug:verb>", issues.IssueVerbView.as_view()),
    path("issues/<slug:verb>", issues.IssuesVerbView.as_view()),
    path("periods/<uuid:period_id>/runs", PeriodRunsView.as_view()),
    path("ready-made-packs", ready_made.ReadyMadeView.as_view()),
    path("ready-made-packs/<slug:agent_id>/build", ready_made.ReadyMadeBuildView.as_view()),
    path("ready-made-packs/<slug:agent_id>/start", ready_made.ReadyMadeStartView.as_view()),
    path("periods/<uuid:period_id>/staged-files", staging.StagedFilesView.as_view()),
    path("staged-files/<uuid:staged_id>", staging.StagedFileView.as_view()),
    path("staged-files/<uuid:staged_id>/take", staging.StagedTakeView.as_view()),
    path("uploads", uploads.AllUploadsView.as_view()),
    path("uploads/sample", uploads.SampleView.as_view()),
    path("uploads/<uuid:upload_id>", uploads.UploadView.as_view()),
    path("uploads/<uuid:upload_id>/rows", uploads.UploadRowsView.as_view()),
    path("uploads/<uuid:upload_id>/rows/estimated", uploads.UploadMarkView.as_view()),
    path("uploads/<uuid:upload_id>/rejected-rows", files.NotAcceptedView.as_view()),
    path("uploads/<uuid:upload_id>/rejected-rows/settle", files.RejectedSettleView.as_view()),
    path("uploads/<uuid:upload_id>/rejected-rows/reopen", files.RejectedReopenView.as_view()),
    path("uploads/<uuid:upload_id>/duplicate-rows", files.DuplicateRowsView.as_view()),
    path("uploads/<uuid:upload_id>/evidence", files.UploadEvidenceView.as_view()),
    path("uploads/<uuid:upload_id>/withdrawal", uploads.UploadWithdrawalView.as_view()),
    path("uploads/<uuid:upload_id>/file-to-mend", files.FileToMendView.as_view()),
    path("evidence/<uuid:evidence_id>", files.ActivityEvidenceView.as_view()),
    path("evidence/<uuid:evidence_id>/file", files.EvidenceContentView.as_view()),
]
