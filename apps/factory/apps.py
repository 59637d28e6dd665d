"""Django's registration of this room."""

from django.apps import AppConfig


class FactoryConfig(AppConfig):
    """The room ``apps.factory``."""

    name = "apps.factory"
    label = "factory"
    verbose_name = "Factory"
