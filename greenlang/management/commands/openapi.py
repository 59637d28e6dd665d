"""``openapi``: the API's description as a file, and whether that file is current."""

import difflib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiYamlRenderer

from greenlang.errors import Conflict

_UNNAMED = ("identical names", "enum naming", "multiple names for the same choice set")


class SchemaChanged(Conflict):
    """The API is not the one the file describes."""

    code = "schema-changed"


def _require_own_names() -> None:
    """Two documents of one name would describe each other, and a choice named by its hash is renamed by the next one.

    Raises:
        Conflict: naming them.
    """
    told = [text for text in GENERATOR_STATS._warn_cache if any(each in text for each in _UNNAMED)]
    if told:
        mend = "Rename one of each document; give a choice its name in ENUM_NAME_OVERRIDES (greenlang/settings/api.py)."
        raise Conflict("\n".join(sorted(told)), where="openapi", mend=mend)


class Command(BaseCommand):
    """Writes docs/openapi.yaml, or compares it with what the code says."""

    help = "Write docs/openapi.yaml; with --check only compare."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Write or compare."""
        parser.add_argument("--check", action="store_true", help="fail when the file is not current")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare or write."""
        path = Path(settings.BASE_DIR) / "docs" / "openapi.yaml"
        schema = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
        _require_own_names()
        text = OpenApiYamlRenderer().render(schema, renderer_context={}).decode()  # type: ignore[no-untyped-call]
        if not options["check"]:
            path.write_text(text)
            return
        kept = path.read_text() if path.exists() else ""
        if kept != text:
            changes = list(
                difflib.unified_diff(kept.splitlines(), text.splitlines(), "docs/openapi.yaml", "the code", n=1)
            )
            raise SchemaChanged(
                "docs/openapi.yaml is not what the code says:\n" + "\n".join(changes[:40]) + "\n",
                mend="If the change is meant: make schema, and a line in CHANGELOG.md.",
            )
