"""Django's registration of this room."""

from django.apps import AppConfig


class TenantsConfig(AppConfig):
    """The room ``apps.tenants``."""

    name = "apps.tenants"
    label = "tenants"
    verbose_name = "Tenants"

    def ready(self) -> None:
        """Tell the API's description about our authentication."""
        import apps.tenants.openapi  # noqa: F401, PLC0415 - registers itself
