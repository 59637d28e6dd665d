"""Django's registration of this room."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """The room ``apps.events``."""

    name = "apps.events"
    label = "events"
    verbose_name = "Events"
