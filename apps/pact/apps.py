"""Django's registration of this room."""

from django.apps import AppConfig


class PactConfig(AppConfig):
    """The room ``apps.pact``."""

    name = "apps.pact"
    label = "pact"
    verbose_name = "Product footprints"
