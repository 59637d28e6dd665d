"""``test``: every test with real PostgreSQL, Redis and row-level security."""

import os
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    """Hands over to pytest; what follows the command goes to it."""

    help = "Run the tests (pytest; further arguments are pytest's)."
    requires_system_checks: list[str] = []

    def run_from_argv(self, argv: list[str]) -> None:
        """Arguments are pytest's own: Django does not read them."""
        workers = [] if any(a.startswith(("-n", "--numprocesses")) for a in argv[2:]) else ["-n", "auto"]
        arguments = [
            "-m",
            "pytest",
            "-p",
            "tests.servers",
            *workers,
            "--dist",
            "loadfile",
            "--no-loadscope-reorder",
            "--max-worker-restart",
            "3",
            *argv[2:],
        ]
        # Hundreds of processes import the same modules: they are compiled once.
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        os.execve(sys.executable, [sys.executable, *arguments], kept)

    def add_arguments(self, parser: CommandParser) -> None:
        """None of its own."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Called from code."""
        self.run_from_argv([sys.argv[0], "test"])
