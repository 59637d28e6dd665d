"""What an organisation sets for itself."""

from django.urls import path

from apps.portal.views.organisation import organisation

routes = [
    path("settings", organisation, name="settings"),
]
