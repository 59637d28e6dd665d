"""Django's registration of this room."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """The room ``apps.reports``."""

    name = "apps.reports"
    label = "reports"
    verbose_name = "Reports"
