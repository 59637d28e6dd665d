"""Addresses of the organisation and its activity data."""

from django.urls import path

from apps.inventory import api_files as files
from apps.inventory import api_organisation as organisation
from apps.inventory.api_activities import ActivitiesView
from apps.inventory.api_site_lists import SitesImportView
from apps.runtime import api_staging as staging
from apps.runtime import api_uploads as uploads

routes = [
    path("entities", organisation.EntitiesView.as_view()),
    path("entities/<uuid:entity_id>", organisation.EntityView.as_view()),
    path("entities/<uuid:entity_id>/boundary", organisation.BoundaryView.as_view()),
    path("sites", organisation.SitesView.as_view()),
    path("sites/import", SitesImportView.as_view()),
    path("sites/<uuid:site_id>", organisation.SiteView.as_view()),
    path("periods/<uuid:period_id>", organisation.PeriodView.as_view()),
    path("periods/<uuid:period_id>/activities", ActivitiesView.as_view()),
    path("periods/<uuid:period_id>/staged-files", staging.StagedFilesView.as_view()),
    path("staged-files/<uuid:staged_id>", staging.StagedFileView.as_view()),
    path("staged-files/<uuid:staged_id>/take", staging.StagedTakeView.as_view()),
    path("uploads", uploads.AllUploadsView.as_view()),
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
