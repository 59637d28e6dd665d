"""Django's registration of the project package: it carries the commands."""

from django.apps import AppConfig


class GreenLangConfig(AppConfig):
    """Commands of the product."""

    name = "greenlang"
    label = "greenlang"

    def ready(self) -> None:
        """Tasks sent from any process go to our broker: the application must exist before the first one."""
        import greenlang.celery  # noqa: F401, PLC0415 - settings are ready only now
