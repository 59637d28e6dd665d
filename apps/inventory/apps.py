"""Django's registration of this room."""

from django.apps import AppConfig


class InventoryConfig(AppConfig):
    """The room ``apps.inventory``."""

    name = "apps.inventory"
    label = "inventory"
    verbose_name = "Inventory"
