"""What every command of the product shares: its servers, ``--json``, and errors without tracebacks."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import redis
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db.utils import OperationalError as DatabaseUnavailable

from greenlang.embedded.services import EmbeddedServices
from greenlang.errors import GreenLangError, Unavailable
from greenlang.management.unforeseen import log_quietly


class ProductCommand(BaseCommand):
    """A command against the running product, or with the embedded servers for its own duration.

    A subclass gives ``work`` (one JSON object) and ``tell`` (the same for people). An error is one message on
    stderr and exit status 1; with ``--json`` the object ``{"error": …}`` besides.
    """

    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """``--json`` everywhere."""
        parser.add_argument("--json", action="store_true", help="print one JSON object on stdout and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the work with servers at hand."""
        log_quietly()
        try:
            with EmbeddedServices.attach_or_start(settings.DATA) as services, servers_told():
                if not services.attached:
                    prepare_database()
                document = self.work(**options)
        except GreenLangError as error:
            if options["json"]:
                self.stdout.write(json.dumps({"error": error.as_dict()}, indent=2, ensure_ascii=False))
            raise
        if options["json"]:
            self.stdout.write(json.dumps(document, indent=2, ensure_ascii=False))
        else:
            self.tell(document)
        if not self.succeeded(document):
            sys.exit(1)

    def work(self, **options: Any) -> dict[str, Any]:
        """Do it and give what is to be told."""
        raise TypeError(f"{type(self).__name__} does not say what it does")

    def tell(self, document: dict[str, Any]) -> None:
        """Print it for people."""
        self.stdout.write(json.dumps(document, indent=2, ensure_ascii=False))

    def succeeded(self, document: dict[str, Any]) -> bool:
        """Whether the exit status is 0."""
        return True

    def note(self, text: str) -> None:
        """Progress, on stderr: stdout belongs to the result."""
        self.stderr.write(text)


def confirmed(question: str, answer: str) -> bool:
    """Whether somebody at the terminal types this answer; without a terminal nobody does."""
    try:
        return input(question).strip() == answer
    except EOFError:
        return False


@contextmanager
def servers_told() -> Iterator[None]:
    """A server that does not answer is told by its name and setting.

    Raises:
        Unavailable: instead of the driver's own error.
    """
    try:
        if os.environ.get("REDIS_URL"):
            with redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=5) as client:
                client.ping()
        yield
    except (DatabaseUnavailable, psycopg.OperationalError) as error:
        message = f"PostgreSQL does not answer: {str(error).splitlines()[0]}."
        raise Unavailable(message, where="DATABASE_URL", mend="Start it, or correct the address.") from error
    except (redis.RedisError, ValueError) as error:
        if isinstance(error, ValueError) and "Redis URL" not in str(error):
            raise
        message = f"Redis does not answer: {error}."
        raise Unavailable(message, where="REDIS_URL", mend="Start it, or correct the address.") from error


def prepare_database() -> None:
    """Migrate and load the catalogue; nothing happens where both are done already."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("load_catalogue", verbosity=0)
