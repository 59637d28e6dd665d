"""A brief says what the whole snapshot says, from a few lines; and it is of the stored row as that is now."""

import json
from typing import Any

import pytest

from apps.reports.brief import brief_of, folded
from apps.reports.briefs import _BRIEF, report_briefly
from apps.reports.checklists import checklists_of
from apps.reports.datapoints import datapoints_of
from apps.reports.models import InventoryReport
from apps.reports.narrative import narrative_of
from apps.reports.sections import sections_of
from apps.reports.shapes import InventorySnapshot
from apps.tenants.services import tenant_create
from greenlang.engine.canonical_json import canonical_json
from greenlang.errors import NotFound
from greenlang.isolation import tenant_scope
from tests.database import TestDatabase
from tests.reports.generated import inventory


def said(snapshot: InventorySnapshot) -> list[Any]:
    points = datapoints_of(snapshot)
    return [list(points.items()), sections_of(snapshot), checklists_of(snapshot), narrative_of(snapshot, points)]


@pytest.mark.parametrize("number", range(40))
def test_folded_it_states_the_same_and_fills_the_same(number: int) -> None:
    snapshot = inventory(number)
    before = json.dumps(snapshot)
    brief = brief_of(snapshot)
    assert said(brief["snapshot"]) == said(snapshot)
    assert json.dumps(snapshot) == before
    assert (brief["lines"], brief["first"], brief["intact"]) == (len(snapshot["lines"]), snapshot["lines"][:100], True)


def test_lines_that_nobody_tells_apart_become_one() -> None:
    snapshot = inventory(3)
    lines = [{**line, "n": str(n)} for n, line in enumerate(snapshot["lines"] * 50)]
    many: Any = {**snapshot, "lines": lines}
    assert len(folded(many)["lines"]) == len(folded(snapshot)["lines"]) <= len(snapshot["lines"])


def test_it_goes_through_the_cache_as_it_is() -> None:
    brief = brief_of(inventory(5))
    assert _BRIEF.decode(json.loads(canonical_json(_BRIEF.encode(brief)))) == brief
    with pytest.raises(ValueError, match="no brief"):
        _BRIEF.decode({"snapshot": {}})


def test_whatever_touches_the_stored_row_is_seen(committed: TestDatabase) -> None:
    snapshot = inventory(1)
    here, elsewhere = (tenant_create(slug=slug, name=slug).id for slug in ("alpha", "beta"))
    with tenant_scope(here):
        report = InventoryReport.objects.create(
            period_id=here, snapshot=snapshot, snapshot_hash=snapshot["snapshot_hash"], ledger_sequence=1
        )
    with tenant_scope(here):
        assert report_briefly(report.id)[1] == brief_of(snapshot)
        found, again = report_briefly(report.id)
        assert again == brief_of(snapshot)
        assert "snapshot" in found.get_deferred_fields()
    with tenant_scope(elsewhere), pytest.raises(NotFound):
        report_briefly(report.id)
    with tenant_scope(here):
        InventoryReport.objects.filter(id=report.id).update(snapshot={**snapshot, "gwp_set": "AR4"})
    with tenant_scope(here):
        changed = report_briefly(report.id)[1]
    assert (changed["snapshot"]["gwp_set"], changed["intact"]) == ("AR4", False)
