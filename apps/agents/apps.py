"""Django's registration of this room."""

from django.apps import AppConfig


class AgentsConfig(AppConfig):
    """The room ``apps.agents``."""

    name = "apps.agents"
    label = "agents"
    verbose_name = "Agents"
