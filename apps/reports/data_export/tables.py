"""Which tables an export has, and which of their columns it leaves out and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from greenlang.isolation import TenantScopedModel

OPENS = "opens something, or proves a secret: it is of no use to anybody but this installation"
PLUMBING = "this installation's own notes on work under way"
ITSELF = "exports themselves"
AHEAD = "files of reports that nobody has asked for, and that are made anew where they are"

LEFT_OUT_TABLES = {
    "events_inboxentry": PLUMBING,
    "events_outboxevent": PLUMBING,
    "events_sagaentry": PLUMBING,
    "jobs_keptanswer": PLUMBING,
    "reports_dataexport": ITSELF,
    "reports_fileahead": AHEAD,
    "reports_dataexportpart": ITSELF,
}
FILES = frozenset({"content", "source", "completion", "spec_source", "spec_completion"})
"""Binary columns that are files of somebody's; what others hold stands in its cell, in base 64."""
SECRETS = frozenset({"digest", "secret", "previous_secret", "token", "auth_hash", "refresh_id", "password"})
"""What columns are called that hold a secret, or its hash; of whichever table."""


@dataclass(frozen=True, slots=True)
class ExportedTable:
    """A table with the columns that are exported; ``binary`` are those whose values become files."""

    model: type[models.Model]
    columns: tuple[str, ...]
    binary: frozenset[str]

    @property
    def name(self) -> str:
        """As the database calls it."""
        return self.model._meta.db_table


def exported_tables() -> Iterator[ExportedTable]:
    """Every table of an organisation's rows but those that are left out, by name."""
    models_ = [one for one in apps.get_models() if issubclass(one, TenantScopedModel) and not one._meta.proxy]
    for model in sorted(models_, key=lambda one: one._meta.db_table):
        table = model._meta.db_table
        if table in LEFT_OUT_TABLES:
            continue
        fields = [field for field in model._meta.concrete_fields if field.column not in SECRETS]
        binary = frozenset(field.attname for field in fields if field.attname in FILES and _is_binary(field))
        yield ExportedTable(model, tuple(field.attname for field in fields), binary)


def _is_binary(field: "models.Field[Any, Any]") -> bool:
    return isinstance(field, models.BinaryField)


def left_out() -> list[dict[str, str]]:
    """What an export has not, with the reason; part of its manifest."""
    tables = [{"what": table, "why": why} for table, why in sorted(LEFT_OUT_TABLES.items())]
    columns = [
        {"what": f"{table.name}.{field.column}", "why": OPENS}
        for table in exported_tables()
        for field in table.model._meta.concrete_fields
        if field.column in SECRETS
    ]
    return [*tables, *columns, {"what": "passwords, second factors and sessions of people", "why": OPENS}]
