"""Another edition or GWP set: the differences are exact and explained, and the ledger is as it was."""

import uuid
from decimal import Decimal
from typing import Any

import pytest

from apps.calculations import api_impact
from apps.calculations.accounting.impact import LineImpact
from apps.calculations.models import Calculation
from apps.calculations.selectors.impact import Change, period_impact
from apps.calculations.selectors.verification import ledger_verify
from apps.tenants.models import Tenant
from greenlang.engine import canonical_number
from greenlang.errors import InvalidInput, NotFound
from greenlang.isolation import tenant_scope
from tests.calculations.records import append, electricity_append
from tests.house import Api

pytestmark = pytest.mark.django_db


def lines_of(period: uuid.UUID, change: Change) -> tuple[dict[str, object], list[LineImpact]]:
    report, lines = period_impact(period, change)
    taken = list(lines)
    return report.as_document(), taken


def test_another_gwp_set_moves_the_result_by_the_gwp_effect_alone(tenant_a: Tenant) -> None:
    period = uuid.uuid4()
    with tenant_scope(tenant_a.id):
        row = append("50", "AR5", period_id=period)
        report, lines = lines_of(period, Change(gwp_set="AR6"))
        assert [(line.before, line.after) for line in lines] == [(Decimal("2655.725"), Decimal("2655.715"))]
        assert lines[0].before == row.co2e
        assert lines[0].effects.gwp == lines[0].effects.difference == Decimal("-0.01")
        assert report["total"]["effects"]["difference"] == "-0.01"  # type: ignore[index]
        assert Calculation.objects.count() == 1
        assert Calculation.objects.get().gwp_set == "AR5"
        assert ledger_verify().holds


def test_another_edition_moves_the_result_by_the_factor_effect(tenant_a: Tenant) -> None:
    period = uuid.uuid4()
    with tenant_scope(tenant_a.id):
        electricity_append("1000", edition="epa-hub-2025", period_id=period)
        report, (line,) = lines_of(period, Change({"epa-hub-2025": "egrid2023-rev2"}))
        assert line.effects.factor == line.effects.difference == line.after - line.before != 0
        assert not any((line.effects.gwp, line.effects.activity, line.effects.method))
        assert list(report["by_scope"]) == ["2"]  # type: ignore[call-overload]


def test_edition_and_set_together_add_up_exactly(tenant_a: Tenant) -> None:
    period = uuid.uuid4()
    with tenant_scope(tenant_a.id):
        electricity_append("1234.5", edition="epa-hub-2025", period_id=period)
        append("50", "AR5", period_id=period)
        report, lines = lines_of(period, Change({"epa-hub-2025": "egrid2023-rev2"}, "AR6"))
        refused = [line for line in lines if line.refused]
        assert len(lines) == 2
        assert len(refused) == 1, "natural gas is not in eGRID"
        for line in lines:
            effects = line.effects
            assert effects.activity + effects.factor + effects.gwp + effects.method == line.after - line.before
        total: Any = report["total"]
        assert (total["lines"], total["refused_lines"]) == ("1", "1")
        assert total["refused_before"] == "2655.725"
        assert total["before"] == canonical_number(next(line.before for line in lines if not line.refused))


def test_a_change_of_nothing_and_what_does_not_exist_are_refused(tenant_a: Tenant, tenant_b: Tenant) -> None:
    period = uuid.uuid4()
    with tenant_scope(tenant_a.id):
        append("50", period_id=period)
        with pytest.raises(InvalidInput, match="Nothing is to be changed"):
            period_impact(period, Change())
        with pytest.raises(NotFound, match="edition"):
            period_impact(period, Change({"epa-hub-2025": "epa-hub-2052"}))
    with tenant_scope(tenant_b.id), pytest.raises(NotFound, match="Nothing has been calculated"):
        period_impact(period, Change(gwp_set="AR6"))


def test_the_answer_shows_a_thousand_reasons_and_counts_the_others(
    tenant_a: Tenant, api_key: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api_impact, "MOST_LINES", 1)
    period = uuid.uuid4()
    with tenant_scope(tenant_a.id):
        electricity_append("1234.5", edition="epa-hub-2025", period_id=period)
        for _ in range(3):
            append("50", "AR5", period_id=period)
    body = {"period_id": str(period), "editions": {"epa-hub-2025": "egrid2023-rev2"}}
    answer = Api(api_key(tenant_a)).post("/ledger/impact", body).json()
    assert (len(answer["refused"]), answer["refused_left_out"]) == (1, 2)
    assert (answer["not_rebased"], answer["not_rebased_left_out"]) == ({}, 0)
    assert (len(answer["lines"]), answer["lines_left_out"]) == (1, 3)
    assert answer["lines"][0]["after"] is not None, "what moves most comes first"


def test_a_misspelt_member_is_told_with_its_name(tenant_a: Tenant, api_key: Any) -> None:
    api = Api(api_key(tenant_a))
    refused = api.post("/ledger/impact", {"period_id": str(uuid.uuid4()), "edition": {}})
    assert refused.status_code == 400
    assert refused.json()["errors"] == [
        {"pointer": "/edition", "detail": "There is no member “edition”. It is called “editions”.", "code": "unknown"}
    ]
    with tenant_scope(tenant_a.id):
        row = append("50")
    refused = api.post(f"/calculations/{row}/reversal", {"reason": "Wrong meter", "because": "x"})
    assert refused.json()["errors"][0]["detail"] == "There is no member “because”. There are: reason."
