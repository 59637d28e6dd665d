"""Which rows a run takes: all, those without a calculation, those meant for its agent; and what became of a file."""

import pytest

from apps.calculations.models import Calculation
from apps.inventory.models import ActivityData, ActivityUpload
from apps.inventory.services.corrections import line_reverse
from apps.portal.selectors.runs import run_of, run_total
from apps.runtime.activity.uploads import upload_states
from apps.runtime.models import RowChoice
from apps.runtime.services.assigned import agents_assigned, runs_submit
from apps.runtime.services.runs import run_cancel, run_create
from apps.runtime.services.withdrawals import rows_mark, upload_take_back
from apps.tenants.models import Tenant
from greenlang.errors import Conflict, InvalidInput
from greenlang.isolation import tenant_scope
from tests.portal.rows import AGENT, agent_make, period_make, upload_make
from tests.runs import run_here

pytestmark = pytest.mark.django_db

MORE = b"""site,start,end,fuel,region,quantity,unit,basis
North plant,2025-03-01,2025-03-31,natural-gas,US,7,mmBtu,gross
North plant,2025-04-01,2025-04-30,natural-gas,US,7,mmBtu,
"""


def stands(upload: ActivityUpload) -> tuple[str, str]:
    state = upload_states([upload])[upload.id]
    return state.label, state.detail


def test_a_run_takes_what_has_no_calculation_or_is_meant_for_its_agent(tenant_a: Tenant) -> None:
    version, upload, period = agent_make(tenant_a), upload_make(tenant_a), period_make(tenant_a)
    with tenant_scope(tenant_a.id):
        assert stands(upload) == ("Ready", "")
    job = run_here(tenant_a.id, version=version, period=period)
    with tenant_scope(tenant_a.id):
        assert stands(upload) == ("Calculated", "")
        run = run_of(job)
        noted, run.co2e = run.co2e, None
        assert run_total(run) == noted > 2836, "what was noted is the exact sum"
        with pytest.raises(InvalidInput, match="no calculation yet"):
            run_create(version=version, period=period, choice=RowChoice.NEW)

    more = upload_make(tenant_a, MORE, "more.csv")
    assert run_here(tenant_a.id, version=version, period=period, choice=RowChoice.NEW).total == 2
    with tenant_scope(tenant_a.id):
        assert stands(more) == ("Partly calculated", "1 of 2 calculated, 1 refused")
        taken_back = Calculation.objects.order_by("sequence")[0]
        line_reverse(calculation=taken_back, reason="Wrong meter", actor="test")
    assert run_here(tenant_a.id, version=version, period=period, choice=RowChoice.NEW).total == 2, (
        "the row refused before, and the one taken back"
    )
    run_here(tenant_a.id, version=version, period=period)
    with tenant_scope(tenant_a.id):
        anew = Calculation.objects.filter(reverses=None).order_by("-sequence")[0]
        line_reverse(calculation=anew, reason="Wrong meter", actor="test")
    assert run_here(tenant_a.id, version=version, period=period, choice=RowChoice.NEW).total == 2, (
        "the one refused, and the one of which the second calculation was taken back"
    )

    with tenant_scope(tenant_a.id):
        with pytest.raises(InvalidInput, match="No row of 2025 says"):
            runs_submit(period=period, actor="test")
        rows = list(ActivityData.objects.filter(upload=upload))
        ActivityData.objects.filter(id=rows[0].id).update(agent=AGENT)
        ActivityData.objects.filter(id=rows[1].id).update(agent="somebody-else")
        assert list(agents_assigned(period.id)) == ["somebody-else", AGENT]
        with pytest.raises(InvalidInput, match="no calculation yet") as idle:
            runs_submit(period=period, actor="test", choice=RowChoice.NEW)
        assert "Upload a file" not in f"{idle.value.message} {idle.value.mend}"
        begun = runs_submit(period=period, actor="test")
        assert [job.total for job in begun.jobs] == [1]
        assert list(begun.refused) == ["somebody-else"]
        assert stands(more)[0] == "Running"
        for change in (
            lambda: upload_take_back(upload=upload, reason="x", actor="test"),
            lambda: rows_mark(upload=upload, activity_ids=[rows[0].id], is_estimated=True, reason="x", actor=""),
        ):
            with pytest.raises(Conflict, match="calculated"):
                change()
        run_cancel(run_of(begun.jobs[0]))
        with pytest.raises(Conflict, match="calculated"):
            upload_take_back(upload=upload, reason="x", actor="test")
