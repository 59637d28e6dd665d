"""Django's registration of this room."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The room ``apps.portal``."""

    name = "apps.portal"
    label = "portal"
    verbose_name = "Portal"
