"""What an organisation sets for itself."""

from django.urls import path

from apps.portal.views import organisation as views

routes = [
    path("settings", views.organisation, name="settings"),
    path("settings/entities/new", views.entity_new, name="entity_new"),
    path("settings/entities/<uuid:entity_id>", views.entity_edit, name="entity_edit"),
    path("settings/entities/<uuid:entity_id>/boundary", views.boundary_edit, name="boundary_edit"),
    path("settings/sites/new", views.site_new, name="site_new"),
    path("settings/sites/import", views.sites_import, name="sites_import"),
    path("settings/sites/<uuid:site_id>", views.site_edit, name="site_edit"),
    path("settings/periods/new", views.period_new, name="period_new"),
    path("settings/periods/<uuid:period_id>", views.period_edit, name="period_edit"),
]
