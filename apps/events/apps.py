"""Django's registration of this room."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """The room ``apps.events``."""

    name = "apps.events"
    label = "events"
    verbose_name = "Events"

    def ready(self) -> None:
        """The groups that are at work here, and what does their dead letters again."""
        from apps.events import groups  # noqa: PLC0415 - models can be imported from here on

        groups.register()
