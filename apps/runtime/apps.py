"""Django's registration of this room."""

from django.apps import AppConfig


class RuntimeConfig(AppConfig):
    """The room ``apps.runtime``."""

    name = "apps.runtime"
    label = "runtime"
    verbose_name = "Runtime"

    def ready(self) -> None:
        """Say what does dead letters of this room again, and which of its jobs can be done again from nothing."""
        from apps.events.dead_letters import replay_register  # noqa: PLC0415 - models are ready only now
        from apps.jobs.lost import repeatable  # noqa: PLC0415
        from apps.runtime.batch.poison import KIND, row_again  # noqa: PLC0415
        from apps.runtime.remote import answering  # noqa: PLC0415
        from apps.runtime.services import many  # noqa: PLC0415

        repeatable(many.KIND)
        replay_register(KIND, row_again)
        replay_register(answering.KIND, answering.request_again)
