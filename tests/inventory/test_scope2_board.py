"""The scope 2 board: each kWh once, over all periods; what is left open enters the ledger by a run and agrees."""

import json
import uuid
from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from apps.calculations.models import Calculation, EmissionFactor
from apps.calculations.models.ledger import attach_segments
from apps.calculations.selectors.verification import ledger_verify, record_checks
from apps.calculations.services.ledger import ledger_append
from apps.inventory.boards.reading import market_in_ledger, taken_elsewhere
from apps.inventory.errors import InUse, PeriodLocked
from apps.inventory.figures.updating import figures_update
from apps.inventory.models import (
    ActivityData,
    BoardLine,
    ContractualInstrument,
    InstrumentAllocation,
    ReportingPeriod,
    Scope2Board,
)
from apps.inventory.services import activity_upload, period_open
from apps.inventory.services.boards import (
    BoardAccepted,
    BoardOutdated,
    board_accept,
    board_is_outdated,
    board_work_out,
)
from apps.inventory.services.handing_on import board_hand_on, board_reopen
from apps.inventory.services.instruments import instrument_save, instrument_void, instruments_import
from apps.inventory.services.issues.surveying import survey_of
from apps.runtime.services.assigned import agents_assigned
from apps.runtime.services.withdrawals import upload_take_back
from apps.tenants.models import Tenant
from greenlang.engine import METHODS, compile_formula
from greenlang.engine.contract import FactorRequest
from greenlang.engine.numbers import exact_sum
from greenlang.engine.units import Quantity
from greenlang.errors import Conflict, InvalidInput
from greenlang.isolation import tenant_scope
from tests.calculations.certified import verifier
from tests.calculations.records import made

pytestmark = pytest.mark.django_db

LOCATION = compile_formula(METHODS["purchased-electricity/location-based", "1"].definition)
MARKET = compile_formula(METHODS["purchased-electricity/market-based", "1"].definition)
CSV = b"""site,start,end,region,quantity,unit
Lyon,2025-01-01,2025-06-30,FR,10,MWh
Bremen,2025-01-01,2025-12-31,DE,1000,kWh
Vienna,2025-01-01,2025-12-31,AT,500,kWh
"""
CERTIFICATE = {
    "kind": "certificate",
    "name": "GO 2025",
    "registry": "EEX",
    "serial_first": "GO-0001",
    "serial_last": "GO-0006",
    "market": "AIB",
    "vintage_start": "2025-01-01",
    "vintage_end": "2025-06-30",
    "quantity": "6",
    "unit": "MWh",
    "rate": "0",
    "retired_on": "2026-01-31",
    "retired_for": "Alpha",
    "conveys_emission_rate": "EEX",
    "sole_claim": "EEX",
}


@pytest.fixture
def period(tenant_a: Tenant) -> ReportingPeriod:
    """A year with three consumptions, calculated by the location-based method."""
    with tenant_scope(tenant_a.id):
        return calculated_period("2025")


def calculated_period(name: str) -> ReportingPeriod:
    year = date(2025, 1, 1), date(2025, 12, 31)
    period = period_open(entity_name=f"Alpha {name}", name=name, start=year[0], end=year[1])
    activity_upload(period=period, filename="power.csv", data=CSV)
    for row in ActivityData.objects.filter(period=period).order_by("row"):
        calculate(row, LOCATION, "purchased-electricity", "eea-2025")
    figures_update()
    return period


def calculate(row: ActivityData, formula: object, category: str, edition: str) -> None:
    request = FactorRequest("ef", category, "electricity", row.attributes["region"], "kg/kWh", edition=edition)
    quantity = Quantity.from_document({"value": row.quantity, "unit": row.unit})
    record, recipe = made(formula, quantity, request, "AR5", period_id=row.period_id, activity_id=row.id)  # type: ignore[arg-type]
    ledger_append(record, recipe)


def enter(**changed: str) -> ContractualInstrument:
    return instrument_save(texts=CERTIFICATE | changed, entered_by="ana")


def worked_out(period: ReportingPeriod) -> tuple[Scope2Board, dict[str, BoardLine]]:
    board = board_work_out(period=period, worked_out_by="ana")
    return board, {line.site: line for line in board.lines.all()}


def told(line: BoardLine) -> list[tuple[str, str, str | None]]:
    return [(part["step"], part["kwh"], part["kg"]) for part in line.parts]


def test_each_kwh_takes_one_step_and_both_methods_stand_side_by_side(tenant_a: Tenant, period: ReportingPeriod) -> None:
    with tenant_scope(tenant_a.id):
        certificate = enter()
        board, lines = worked_out(period)
        # 4,000 kWh are left to France's residual mix of 17.11 g; Germany's is 701.47 g; Austria publishes none.
        assert told(lines["Lyon"]) == [
            ("energy-attribute-certificates", "6000", "0"),
            ("residual-mix", "4000", "68.44"),
        ]
        assert told(lines["Bremen"]) == [("residual-mix", "1000", "701.47")]
        assert told(lines["Vienna"]) == [("residual-mix", "500", None)]
        assert lines["Vienna"].without_factor_kwh == 500
        assert all(exact_sum(Decimal(p["kwh"]) for p in line.parts) == line.kwh for line in lines.values())
        assert board.summary["market_kg"] == "769.91"
        assert board.summary["by_instrument"] == {str(certificate.id): "6000"}
        assert Decimal(board.summary["location_kg"]) == exact_sum(line.location_kg for line in lines.values())
        assert any("500 kWh have no market-based factor" in text for text in board.summary["disclosures"])
        passed = lines["Bremen"].parts[0]["passed_over"]
        assert ("exhausted", str(certificate.id)) in {(each["why"], each["instrument"]) for each in passed}


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"market": "US-CA"}, "Of United States and Canada"),
        ({"vintage_start": "2023-01-01", "vintage_end": "2023-12-31"}, "outside the period"),
        ({"retired_on": "", "retired_for": ""}, "Not retired"),
        ({"sole_claim": ""}, "Not attested: sole claim"),
    ],
)
def test_an_instrument_that_cannot_be_used_says_why(
    tenant_a: Tenant, period: ReportingPeriod, changed: dict[str, str], reason: str
) -> None:
    with tenant_scope(tenant_a.id):
        certificate = enter(**changed)
        board, lines = worked_out(period)
        assert reason in " ".join(board.summary["unusable"][str(certificate.id)])
        assert told(lines["Lyon"]) == [("residual-mix", "10000", "171.1")]


def test_sold_certificates_leave_the_residual_mix_and_a_rate_is_counted(
    tenant_a: Tenant, period: ReportingPeriod
) -> None:
    with tenant_scope(tenant_a.id):
        enter(certificates_sold_separately="yes")
        rest = {"kind": "supplier rate", "serial_first": "", "serial_last": "", "quantity": "", "rate": "0.2"}
        enter(**rest, name="Tariff", vintage_end="2025-12-31", rate_of_delivered_energy="the supplier")
        _, lines = worked_out(period)
        assert told(lines["Lyon"]) == [("residual-mix", "6000", "102.66"), ("supplier-rate", "4000", "800")]
        assert told(lines["Vienna"]) == [("supplier-rate", "500", "100")]


def test_what_one_board_has_taken_is_taken_for_every_other(tenant_a: Tenant, period: ReportingPeriod) -> None:
    with tenant_scope(tenant_a.id):
        certificate = enter()
        other = calculated_period("2025 again")
        first, _ = worked_out(period)
        second, _ = worked_out(other)
        board_accept(board=first, accepted_by="bo")
        assert taken_elsewhere() == {certificate.id: 6000}
        # Both were worked out when nothing was taken: the later one is not accepted as it is.
        with pytest.raises(BoardOutdated):
            board_accept(board=second, accepted_by="bo")
        again, lines = worked_out(other)
        assert told(lines["Lyon"]) == [("residual-mix", "10000", "171.1")]
        assert "allocated by other boards" in " ".join(again.summary["unusable"][str(certificate.id)])
        board_accept(board=again, accepted_by="bo")
        assert exact_sum(InstrumentAllocation.objects.values_list("kwh", flat=True)) == 6000
        board_reopen(board=first, actor="bo")
        assert taken_elsewhere() == {}


def test_an_accepted_board_stays_until_its_acceptance_is_withdrawn(tenant_a: Tenant, period: ReportingPeriod) -> None:
    with tenant_scope(tenant_a.id):
        certificate = enter()
        board, _ = worked_out(period)
        board = board_accept(board=board, accepted_by="bo")
        with pytest.raises(BoardAccepted):
            board_work_out(period=period, worked_out_by="ana")
        with pytest.raises(BoardAccepted):
            board_accept(board=board, accepted_by="bo")
        with pytest.raises(InUse):
            instrument_save(texts=CERTIFICATE | {"quantity": "9"}, entered_by="a", instrument_id=certificate.id)
        with pytest.raises(InUse):
            instrument_void(instrument_id=certificate.id, reason="sold")
        board_reopen(board=board, actor="bo")
        instrument_void(instrument_id=certificate.id, reason="sold")
        assert board_is_outdated(Scope2Board.objects.get(id=board.id))


def test_a_locked_period_keeps_its_board(tenant_a: Tenant, period: ReportingPeriod) -> None:
    with tenant_scope(tenant_a.id):
        enter()
        board, _ = worked_out(period)
        board_accept(board=board, accepted_by="bo")
        ReportingPeriod.objects.filter(id=period.id).update(locked_at=timezone.now())
        with pytest.raises(PeriodLocked):
            board_reopen(board=board, actor="bo")
        with pytest.raises(PeriodLocked):
            board_work_out(period=period, worked_out_by="ana")


def test_an_accepted_board_enters_the_ledger_kwh_by_kwh_and_leaves_it_again(
    tenant_a: Tenant, period: ReportingPeriod
) -> None:
    with tenant_scope(tenant_a.id):
        enter(rate="0.123456789", quantity="5.5")
        enter(rate="0.2", quantity="0.5", name="GO 2024", serial_first="GO-0007", serial_last="GO-0007")
        board, lines = worked_out(period)
        with pytest.raises(Conflict):
            board_hand_on(board=board, agent="electricity-market-based", actor="ana")
        board_accept(board=board, accepted_by="bo")
        upload = board_hand_on(board=board, agent="electricity-market-based", actor="ana")
        rows = list(ActivityData.objects.filter(upload=upload).order_by("row"))
        shares = [part["kwh"] for part in lines["Lyon"].parts if part["instrument"]]
        assert sorted(shares) == ["500", "5500"]
        # Austria's 500 kWh have no factor: a run would take an average for them.
        assert [(row.site.name, row.quantity, row.unit, row.agent) for row in rows] == [
            ("Lyon", "4000", "kWh", "electricity-market-based"),
            ("Bremen", "1000", "kWh", "electricity-market-based"),
            *((("Lyon", kwh, "kWh", "scope-2-board")) for kwh in shares),
        ]
        assert list(agents_assigned(period.id)) == ["electricity-market-based", "natural-gas"]
        others = ActivityData.objects.filter(period=period).exclude(upload=upload)
        assert set(others.values_list("agent", flat=True)) == {"natural-gas"}
        for row in rows[:2]:
            calculate(row, MARKET, "residual-mix", "aib-2025")
        figures_update()
        own = Calculation.objects.get(activity_id=rows[2 + shares.index("5500")].id)
        assert (own.scope, own.co2e, own.gwp_set) == ("2-market", Decimal("679.0123395"), "AR5")
        assert "EEX GO-0001–GO-0006" in own.recipe.content["resolved"]["ef"]["citation"]
        attach_segments([own])
        assert all(check.ok for check in record_checks(own))
        anew = verifier.Recipe(own.recipe.content)
        _, _, co2e, _, result_hash = anew.again(json.loads(own.inputs), 1)
        assert (anew.scope, Decimal(co2e), result_hash) == ("2, market-based", own.co2e, own.result_hash)
        found = market_in_ledger(period)
        assert (found.lines, found.kilograms) == (4, exact_sum(line.market_kg for line in lines.values()))
        by_rate = Calculation.objects.filter(recipe__agent_id="scope-2-board")
        parts = [row.recipe.content["resolved"]["ef"]["components"][0] for row in by_rate]
        assert len({part["ef_cid"] for part in parts}) == 2, "each stated rate is a factor of its own"
        board.refresh_from_db()
        assert not board_is_outdated(board)
        with pytest.raises(Conflict):
            board_hand_on(board=board, agent="electricity-market-based", actor="ana")
        with pytest.raises(Conflict, match="scope 2 board"):
            upload_take_back(upload=upload, reason="again", actor="ana")
        board_reopen(board=board, actor="bo")
        figures_update()
        assert market_in_ledger(period).lines == 0
        assert not ActivityData.objects.filter(upload=upload).exists()
        assert Calculation.objects.filter(reverses__isnull=False).count() == 4
        assert ledger_verify().holds
        # Everything is as it was: it can be accepted and entered again.
        board.refresh_from_db()
        board_accept(board=board, accepted_by="bo")
        board_hand_on(board=board, agent="", actor="ana")
        figures_update()
        again = market_in_ledger(period)
        assert (again.lines, again.kilograms) == (found.lines, found.kilograms)
        surveyed = survey_of(period, today=period.end, refused={})
        assert sum(source.rows for source in surveyed.sources.values()) == len(lines), "what it entered is no reading"
        assert list(agents_assigned(period.id)) == ["natural-gas"]


def test_an_instrument_by_a_figure_of_the_library_gives_the_same_to_the_digit(
    tenant_a: Tenant, period: ReportingPeriod
) -> None:
    figure = EmissionFactor.objects.get(
        edition__slug="epa-hub-2025", category="purchased-electricity", region="US-CAMX", gas="CO2"
    )
    with tenant_scope(tenant_a.id):
        enter(rate="", factor=figure.ef_cid, quantity="20", serial_last="GO-0020", vintage_end="2025-12-31")
        board, lines = worked_out(period)
        board_accept(board=board, accepted_by="bo")
        board_hand_on(board=board, agent="", actor="ana")
        figures_update()
        found = market_in_ledger(period)
        assert (found.lines, found.kilograms) == (3, exact_sum(line.market_kg for line in lines.values()))
        assert {gas["gas"] for gas in Calculation.objects.latest("sequence").gases} == {"CO2", "CH4", "N2O"}


def test_the_board_says_which_electricity_waits_to_be_calculated(tenant_a: Tenant, period: ReportingPeriod) -> None:
    with tenant_scope(tenant_a.id):
        more = b"site,start,end,quantity,unit,reference\nLyon,2025-07-01,2025-07-31,1.5,MWh,a\n"
        more += b"Lyon,2025-08-01,2025-08-31,2,GJ,b\nLyon,2025-08-01,2025-08-31,7,kg,c\n"
        upload = activity_upload(period=period, filename="more.csv", data=more)
        ActivityData.objects.filter(upload=upload, row=2).update(agent="natural-gas")
        board, _ = worked_out(period)
        assert board.summary["waiting"] == {
            "rows": 1, "kwh": "1500", "unsaid_rows": 1, "unsaid_kwh": "555.5555555555555555555555556",
        }  # fmt: skip


def test_a_certificate_is_entered_once(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        first = enter()
        with pytest.raises(InvalidInput) as raised:
            enter(name="Again", serial_first="GO-0006", serial_last="GO-0010")
        assert "GO 2025" in raised.value.message
        enter(name="Of another registry", registry="Other")
        instrument_void(instrument_id=first.id, reason="entered by mistake")
        enter(name="Again", serial_first="GO-0006", serial_last="GO-0010")
        with pytest.raises(InvalidInput):
            instrument_void(instrument_id=first.id, reason="")


def test_a_list_is_taken_in_as_a_whole_or_not_at_all(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        twice = [(2, CERTIFICATE), (3, CERTIFICATE | {"name": "Twice"}), (4, CERTIFICATE | {"kind": "x"})]
        with pytest.raises(InvalidInput) as raised:
            instruments_import(rows=twice, entered_by="ana")
        assert [each["pointer"] for each in raised.value.errors] == ["row 3, serial_first", "row 4, kind"]
        assert not ContractualInstrument.objects.exists()
        assert len(instruments_import(rows=twice[:1], entered_by="ana")) == 1


def test_a_factor_of_an_instrument_is_one_of_the_library(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id), pytest.raises(InvalidInput) as raised:
        enter(rate="", factor="ef_0000000000000000")
    assert raised.value.where == "factor"


def test_no_tenant_sees_another_s_board(tenant_a: Tenant, tenant_b: Tenant, period: ReportingPeriod) -> None:
    with tenant_scope(tenant_a.id):
        enter()
        worked_out(period)
    with tenant_scope(tenant_b.id):
        assert not ContractualInstrument.objects.exists()
        assert not BoardLine.objects.exists()
        assert taken_elsewhere() == {}
        assert uuid.UUID(str(period.id)) not in set(Scope2Board.objects.values_list("period_id", flat=True))
