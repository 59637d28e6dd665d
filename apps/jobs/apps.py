"""Django's registration of this room."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The room ``apps.jobs``."""

    name = "apps.jobs"
    label = "jobs"
    verbose_name = "Jobs"

    def ready(self) -> None:
        """Listen for tasks that are lost."""
        import apps.jobs.lost  # noqa: F401, PLC0415 - connects itself
