"""``web``: portal, admin, API and the gateway to agents, as `up` serves them."""

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from greenlang.management.serving import refuse_port_in_use, web_command

GRACE_SECONDS = 30
"""What an orchestrator gives a process to end before it kills it, by Kubernetes' default and our manifests."""


class Command(BaseCommand):
    """Becomes the server's own process, which ends as that ends."""

    help = "Serve the web alone, where each process has a machine or a container of its own."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to listen."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        """Does not return."""
        refuse_port_in_use(options["host"], options["port"])
        command = web_command(options["host"], options["port"], stop_seconds=GRACE_SECONDS)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "greenlang.settings")
        os.chdir(settings.BASE_DIR)
        os.execv(command[0], command)
