"""Django's registration of this room."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The room ``apps.jobs``."""

    name = "apps.jobs"
    label = "jobs"
    verbose_name = "Jobs"
