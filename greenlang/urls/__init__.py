"""Every address of the product."""

from django.contrib import admin
from django.urls import include, path, re_path, register_converter
from django.urls.converters import SlugConverter
from drf_spectacular.views import SpectacularAPIView

from apps.calculations import api as calculations
from apps.calculations import api_accounting as accounting
from apps.calculations import api_certificates as certificates
from apps.calculations import api_methods as library
from apps.calculations.api_impact import ImpactView
from apps.calculations.api_proration import ProrationView
from apps.events import api as events
from apps.factory import api as factory
from apps.factory import api_attempts as attempts
from apps.factory import api_evaluations as evaluations
from apps.factory import api_operations as operations
from apps.factory import api_packs as packs
from apps.factory import api_specs as specs
from apps.factory.console.index import health_view
from apps.factory.console.quality import quality_file_view
from apps.inventory import api as inventory
from apps.inventory import api_corrections as corrections
from apps.portal.views.sign_in import admin_sign_in
from apps.registry import api as registry
from apps.reports import api as reports
from apps.reports import api_checklists as checklists
from apps.reports import api_disclosures as disclosures
from apps.reports import api_files as report_files
from apps.runtime import api as runtime
from apps.tenants import api_oauth as oauth
from apps.tenants.health import health, ready
from greenlang.edges.description.viewer import viewer
from greenlang.edges.metrics import metrics
from greenlang.edges.problems import unknown_address
from greenlang.urls import access, assurance, data, factors, figures, footprints, people, scope2


class AgentReference(SlugConverter):
    """An agent, with a version or an alias behind an @ or without: ``boiler``, ``boiler@production``."""

    regex = r"[-a-zA-Z0-9_]+(?:@[-a-zA-Z0-9.+]+)?"


register_converter(AgentReference, "agent")

api = [
    path("schema", SpectacularAPIView.as_view(), name="schema"),
    path("docs", viewer, name="api-docs"),
    *access.routes,
    path("webhooks", events.WebhooksView.as_view()),
    path("webhooks/<uuid:webhook_id>", events.WebhookView.as_view()),
    path("webhooks/<uuid:webhook_id>/secret", events.WebhookSecretView.as_view()),
    path("webhooks/<uuid:webhook_id>/pause", events.WebhookPauseView.as_view()),
    path("webhooks/<uuid:webhook_id>/resume", events.WebhookResumeView.as_view()),
    path("webhooks/<uuid:webhook_id>/deliveries", events.WebhookDeliveriesView.as_view()),
    path("packs", packs.PacksView.as_view()),
    path("builds", factory.BuildsView.as_view()),
    path("specs/explain", specs.ExplainView.as_view()),
    path("specs/dry-run", specs.DryRunView.as_view()),
    path("agents", factory.AgentsView.as_view()),
    path("agents/search", registry.SearchView.as_view()),
    path("agents/<slug:agent_id>", factory.AgentView.as_view()),
    path("agents/<slug:agent_id>/compare", registry.CompareView.as_view()),
    path("agents/<slug:agent_id>/aliases", registry.AliasesView.as_view()),
    path("agents/<slug:agent_id>/aliases/<str:name>", registry.AliasView.as_view()),
    path("agents/<slug:agent_id>/alias-moves", registry.AliasMovesView.as_view()),
    path("agents/<slug:agent_id>/consumers", registry.ConsumersView.as_view()),
    path("agents/<slug:agent_id>/consumers/<str:name>", registry.ConsumerView.as_view()),
    path("agents/<slug:agent_id>/operations", operations.OperationsView.as_view()),
    path("agents/<slug:agent_id>/versions/<str:version>", factory.VersionView.as_view()),
    path("agents/<slug:agent_id>/versions/<str:version>/review", attempts.ReviewView.as_view()),
    path("agents/<slug:agent_id>/versions/<str:version>/revisions", attempts.RevisionsView.as_view()),
    path("agents/<slug:agent_id>/versions/<str:version>/revisions/<int:number>", attempts.RevisionView.as_view()),
    path("agents/<slug:agent_id>/versions/<str:version>/pack", packs.VersionPackView.as_view()),
    path("agents/<slug:agent_id>/versions/<str:version>/deprecation", registry.DeprecationView.as_view()),
    path("agents/<slug:agent_id>/versions/<str:version>/tags/<str:tag>", registry.TagView.as_view()),
    path("agents/<slug:agent_id>/versions/<str:version>/evaluations", evaluations.EvaluationsView.as_view()),
    path(
        "agents/<slug:agent_id>/versions/<str:version>/evaluations/<uuid:report_id>",
        evaluations.EvaluationView.as_view(),
    ),
    path(
        "agents/<slug:agent_id>/versions/<str:version>/evaluations/<uuid:report_id>/report.<slug:extension>",
        evaluations.EvaluationFileView.as_view(),
    ),
    path("agents/<slug:agent_id>/versions/<str:version>/<slug:verb>", factory.VerbView.as_view()),
    path("agents/<agent:agent_id>/executions", runtime.ExecutionsView.as_view()),
    path("agents/<agent:agent_id>/executions/batch", runtime.ManyExecutionsView.as_view()),
    path("agents/<agent:agent_id>/runs", runtime.RunsView.as_view()),
    path("periods", inventory.PeriodsView.as_view()),
    path("periods/<uuid:period_id>/uploads", inventory.UploadsView.as_view()),
    path("periods/<uuid:period_id>/certificate", certificates.PeriodCertificateView.as_view()),
    path("verify_certificate.py", certificates.VerifierView.as_view()),
    path("calculations", calculations.CalculationsView.as_view()),
    path("calculations/<str:calculation_id>", calculations.CalculationView.as_view()),
    path("calculations/<str:calculation_id>/certificate", certificates.CalculationCertificateView.as_view()),
    path("calculations/<str:calculation_id>/reversal", corrections.ReversalView.as_view()),
    path("ledger/verification", calculations.LedgerVerificationView.as_view()),
    path("ledger/impact", ImpactView.as_view()),
    path("ledger/totals", accounting.LedgerTotalsView.as_view()),
    path("ledger/uncertainty", accounting.LedgerUncertaintyView.as_view()),
    path("ledger/quality", accounting.LedgerQualityView.as_view()),
    *scope2.routes,
    *figures.routes,
    path("proration", ProrationView.as_view()),
    *factors.routes,
    path("methods", library.MethodsView.as_view()),
    path("methods/<path:method_id>", library.MethodView.as_view()),
    *people.routes,
    *data.routes,
    *assurance.routes,
    *footprints.routes,
    path("periods/<uuid:period_id>/disclosures", disclosures.DisclosuresView.as_view()),
    path("periods/<uuid:period_id>/disclosures/carry-over", disclosures.CarryOverView.as_view()),
    path("periods/<uuid:period_id>/checklists", checklists.PeriodChecklistsView.as_view()),
    path("periods/<uuid:period_id>/checklists/<slug:standard>", checklists.PeriodChecklistView.as_view()),
    path("reports", reports.ReportsView.as_view()),
    path("reports/<uuid:report_id>", reports.ReportView.as_view()),
    path("reports/<uuid:report_id>/datapoints", reports.ReportDatapointsView.as_view()),
    path("reports/<uuid:report_id>/checklists", checklists.ChecklistsView.as_view()),
    path("reports/<uuid:report_id>/checklists/<slug:standard>", checklists.ChecklistView.as_view()),
    path("reports/<uuid:report_id>/files", report_files.ReportFilesView.as_view()),
    path("reports/<uuid:report_id>/file.<str:extension>", reports.ReportFileView.as_view()),
]

handler400 = "greenlang.edges.problems.bad_request"
urlpatterns = [
    path("health", health),
    path("ready", ready),
    path("metrics", metrics),
    path(".well-known/oauth-authorization-server", oauth.server_metadata),
    path("api/v1/", include(api)),
    *footprints.exchange,
    re_path("^api/", unknown_address),
    path("admin/login/", admin_sign_in),
    path("admin/health/", admin.site.admin_view(health_view), name="console-health"),
    path(
        "admin/evaluation/qualityreport/<uuid:report_id>/report.<slug:extension>",
        admin.site.admin_view(quality_file_view),
        name="console-quality-file",
    ),
    path("admin/", admin.site.urls),
    path("", include("apps.portal.urls")),
]
