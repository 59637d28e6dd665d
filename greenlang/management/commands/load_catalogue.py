"""``load_catalogue``: take in the editions of published factors that the product carries."""

from typing import Any

from django.core.management.base import BaseCommand

from apps.calculations.services.catalogue import import_editions


class Command(BaseCommand):
    """Idempotent: an edition that is there already is left alone, a changed one is refused."""

    help = "Load the emission-factor catalogue that the product carries."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, and say what is there."""
        report = import_editions()
        if options["verbosity"]:
            self.stdout.write(str(report))
