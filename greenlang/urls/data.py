"""Addresses of the organisation and its activity data."""

from django.urls import path

from apps.inventory import api_organisation as organisation
from apps.inventory.api_activities import ActivitiesView
from apps.inventory.api_site_lists import SitesImportView

routes = [
    path("entities", organisation.EntitiesView.as_view()),
    path("entities/<uuid:entity_id>", organisation.EntityView.as_view()),
    path("entities/<uuid:entity_id>/boundary", organisation.BoundaryView.as_view()),
    path("sites", organisation.SitesView.as_view()),
    path("sites/import", SitesImportView.as_view()),
    path("sites/<uuid:site_id>", organisation.SiteView.as_view()),
    path("periods/<uuid:period_id>", organisation.PeriodView.as_view()),
    path("periods/<uuid:period_id>/activities", ActivitiesView.as_view()),
]
