"""Django's registration of this room."""

from django.apps import AppConfig


class TenantsConfig(AppConfig):
    """The room ``apps.tenants``."""

    name = "apps.tenants"
    label = "tenants"
    verbose_name = "Tenants"
