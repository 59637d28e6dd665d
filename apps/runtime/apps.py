"""Django's registration of this room."""

from django.apps import AppConfig


class RuntimeConfig(AppConfig):
    """The room ``apps.runtime``."""

    name = "apps.runtime"
    label = "runtime"
    verbose_name = "Runtime"
