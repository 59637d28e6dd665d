"""Django's registration of this room."""

from django.apps import AppConfig


class CalculationsConfig(AppConfig):
    """The room ``apps.calculations``."""

    name = "apps.calculations"
    label = "calculations"
    verbose_name = "Calculations"
