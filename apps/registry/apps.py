"""Django's registration of this room."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """The room ``apps.registry``."""

    name = "apps.registry"
    label = "registry"
    verbose_name = "Registry"
