"""Django's registration of this room."""

from django.apps import AppConfig


class RuntimeConfig(AppConfig):
    """The room ``apps.runtime``."""

    name = "apps.runtime"
    label = "runtime"
    verbose_name = "Runtime"

    def ready(self) -> None:
        """Say what does dead letters of this room again."""
        from apps.events.dead_letters import replay_register  # noqa: PLC0415 - models are ready only now
        from apps.runtime.batch.poison import KIND, row_again  # noqa: PLC0415
        from apps.runtime.remote import answering  # noqa: PLC0415

        replay_register(KIND, row_again)
        replay_register(answering.KIND, answering.request_again)
