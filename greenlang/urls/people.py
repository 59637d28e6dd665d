"""The organisation, its people, and what they did."""

from django.urls import path

from apps.calculations.api_demonstration import DemonstrationEndView
from apps.events.api_audit import AuditFileView, AuditView
from apps.reports.api_data_export import DataExportFileView, DataExportsView
from apps.tenants import api_people as people

routes = [
    path("organisation", people.OrganisationView.as_view()),
    path("roles", people.RolesView.as_view()),
    path("members", people.MembersView.as_view()),
    path("members/<uuid:membership_id>", people.MemberView.as_view()),
    path("invitations", people.InvitationsView.as_view()),
    path("invitations/<uuid:invitation_id>", people.InvitationView.as_view()),
    path("invitations/<uuid:invitation_id>/again", people.InvitationAgainView.as_view()),
    path("audit", AuditView.as_view()),
    path("audit.csv", AuditFileView.as_view()),
    path("data-exports", DataExportsView.as_view()),
    path("data-exports/<uuid:export_id>/file.zip", DataExportFileView.as_view()),
    path("demonstration/end", DemonstrationEndView.as_view()),
]
