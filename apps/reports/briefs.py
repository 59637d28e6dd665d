"""Briefs of the tenant's reports, worked out once and kept in the cache's tiers."""

import uuid
from typing import Any, Final, cast

from django.db import connection
from django.db.models import Func, TextField

from apps.reports.brief import Brief, brief_of
from apps.reports.models import InventoryReport
from greenlang.caching.process import process_cache
from greenlang.caching.tiers import Kind
from greenlang.engine.canonical_json import sha256_of
from greenlang.errors import NotFound

VERSION: Final = "2"
"""Of how a brief is made: another one where it is made otherwise."""


def _decoded(document: Any) -> Brief:
    if document.keys() != Brief.__annotations__.keys():
        raise ValueError("no brief")
    return cast(Brief, {**document, "lines": int(document["lines"])})


def _encoded(brief: Brief) -> object:
    return {**brief, "lines": str(brief["lines"])}


_ROW_VERSION: Final = Func(template="xmin::text", output_field=TextField())
_BRIEF: Kind[Brief] = Kind("report-brief", encode=_encoded, decode=_decoded, counted=False)


def report_briefly(report_id: uuid.UUID | str) -> tuple[InventoryReport, Brief]:
    """A report of the present tenant without its snapshot, and the brief of that.

    Whatever touches the stored row gives it another version, which is another brief: what stands in the cache is
    always of the row as it is now.

    Raises:
        NotFound: no such report here.
    """
    reports = InventoryReport.objects.defer("snapshot").annotate(row_version=_ROW_VERSION)
    report = reports.filter(id=report_id).first()
    if report is None:
        raise NotFound("There is no such report.", where="report_id")
    identity = (str(report.tenant_id), str(report.id), report.snapshot_hash, vars(report)["row_version"], VERSION)
    brief = process_cache().get(
        _BRIEF,
        identity,
        key=lambda: f"report:{connection.settings_dict['NAME']}:{report.tenant_id}:{sha256_of(list(identity))}",
        load=lambda: brief_of(report.snapshot),
    )
    return report, brief
