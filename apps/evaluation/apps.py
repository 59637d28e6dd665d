"""Django's registration of this room."""

from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    """The room ``apps.evaluation``."""

    name = "apps.evaluation"
    label = "evaluation"
    verbose_name = "Evaluation"
