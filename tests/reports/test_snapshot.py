"""A snapshot holds exact totals, refuses what does not add up, and its hash covers everything in it."""

import copy
import json
from collections.abc import Iterable
from datetime import date
from decimal import Context, Decimal
from functools import reduce
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.reports.errors import SnapshotInvalid
from apps.reports.shape_reading import Findings, read_shape
from apps.reports.shapes import InventorySnapshot, Number
from apps.reports.snapshot import build_snapshot, snapshot_hash, verified_text, verify_snapshot
from apps.reports.totals import exact_sum
from greenlang.engine.canonical_json import canonical_json
from greenlang.engine.errors import InvalidNumber
from greenlang.engine.numbers import canonical_number, exact_product, parse_number
from tests.reports.samples import (
    CONTRACT,
    GAS,
    POWER,
    WOOD,
    factors_of,
    line_of,
    sample_arguments,
    sample_snapshot,
)

WIDE = Context(prec=400)
JANUARY = date(2024, 1, 1)


@pytest.fixture(scope="module")
def sample() -> InventorySnapshot:
    return sample_snapshot()


def snapshot_of(*lines: dict[str, Any], **changes: Any) -> InventorySnapshot:
    factors = factors_of((GAS, WOOD, POWER, CONTRACT))
    return sample_snapshot(lines=list(lines), factors=factors, inputs=[], rejected=[], **changes)


def gas_line(quantity: str = "50", **places: Any) -> dict[str, Any]:
    return line_of(GAS, site="North works", month=JANUARY, quantity=quantity, row=2) | places


def test_fifty_mmbtu_of_natural_gas_total_2655_725_kg_at_ar5() -> None:
    totals = snapshot_of(gas_line("50"))["totals"]
    assert totals["co2e_kg"] == "2655.725"
    assert totals["by_scope"] == {"1": {"co2e_kg": "2655.725", "co2_biogenic_kg": "0", "lines": "1"}}
    assert totals["by_gas"] == [
        {"gas": "CO2", "mass_kg": "2653", "co2e_kg": "2653"},
        {"gas": "CH4", "mass_kg": "0.05", "co2e_kg": "1.4"},
        {"gas": "N2O", "mass_kg": "0.005", "co2e_kg": "1.325"},
    ]


decimals = st.decimals(
    min_value=Decimal("-1e30"), max_value=Decimal("1e30"), allow_nan=False, allow_infinity=False, places=12
)


@given(st.lists(decimals, max_size=40), st.randoms())
def test_a_sum_is_exact_and_the_same_in_any_order(numbers: list[Decimal], random: Any) -> None:
    texts = [canonical_number(number) for number in numbers]
    exact = Decimal(0)
    for number in numbers:
        exact = WIDE.add(exact, number)
    assert Decimal(exact_sum(texts)) == exact
    random.shuffle(texts)
    assert exact_sum(texts) == canonical_number(exact)


def total(numbers: Iterable[Decimal | str]) -> Decimal:
    return reduce(WIDE.add, map(Decimal, numbers), Decimal(0))


quantities = st.decimals(min_value=0, max_value=Decimal("1e9"), places=6).map(canonical_number)
kinds = st.tuples(
    st.sampled_from((GAS, WOOD, POWER, CONTRACT)),
    st.sampled_from(("A", "B", "b")),
    quantities,
    st.none() | st.decimals(min_value="0.000001", max_value="0.999999", places=6).map(canonical_number),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(kinds, max_size=12), st.randoms())
def test_totals_by_scope_gas_site_and_activity_agree_in_any_order(choices: list[Any], random: Any) -> None:
    lines = [
        line_of(source, site=site, month=JANUARY, quantity=quantity, row=row) | ({"share": share} if share else {})
        for row, (source, site, quantity, share) in enumerate(choices)
    ]
    snapshot = snapshot_of(*lines)
    totals = snapshot["totals"]
    whole = total(
        exact_product(line["co2e_kg"], Decimal(line.get("share", "1"))) for line in lines if line["scope"] != "2-market"
    )
    by_scope = {key: Decimal(row["co2e_kg"]) for key, row in totals["by_scope"].items()}
    market = by_scope.pop("2-market", Decimal(0))
    assert Decimal(totals["co2e_kg"]) == whole == total(by_scope.values())
    for parts in (totals["by_gas"], snapshot["by_site"], snapshot["by_activity"]):
        assert total(row["co2e_kg"] for row in parts) == whole
    if "co2e_market_based_kg" in totals:
        assert Decimal(totals["co2e_market_based_kg"]) == total(
            (whole, by_scope.get("2-location", Decimal(0)).copy_negate(), market)
        )
    random.shuffle(lines)
    shuffled = snapshot_of(*lines)
    assert shuffled["totals"] == totals
    assert shuffled["by_site"] == snapshot["by_site"]
    assert shuffled["by_activity"] == snapshot["by_activity"]


@pytest.mark.parametrize("share", ["0", "1", "1.5", "-0.5"])
def test_a_part_that_is_none_is_refused(share: str) -> None:
    with pytest.raises(SnapshotInvalid, match="between 0 and 1"):
        snapshot_of(gas_line() | {"share": share})


def test_electricity_is_never_counted_by_both_methods() -> None:
    by_grid = line_of(POWER, site="A", month=JANUARY, quantity="10", row=2)
    by_contract = line_of(CONTRACT, site="A", month=JANUARY, quantity="10", row=2)
    snapshot = snapshot_of(by_grid, by_contract)
    assert snapshot["totals"]["co2e_kg"] == canonical_number(by_grid["co2e_kg"])
    assert snapshot["totals"]["co2e_market_based_kg"] == "1200"
    assert [row["lines"] for row in snapshot["by_site"]] == ["1"]


def test_biogenic_co2_stands_outside_the_scopes() -> None:
    snapshot = snapshot_of(line_of(WOOD, site="A", month=JANUARY, quantity="100", row=2))
    totals = snapshot["totals"]
    assert totals["co2_biogenic_kg"] == "9380"
    assert [gas["gas"] for gas in totals["by_gas"]] == ["CH4", "N2O"]
    assert totals["co2e_kg"] == canonical_number(Decimal("0.72") * 28 + Decimal("0.36") * 265)


def test_the_text_of_a_checked_snapshot_is_its_canonical_json(sample: InventorySnapshot) -> None:
    assert verified_text(sample) == (sample, canonical_json(sample))


def test_numbers_are_canonical_text_and_the_snapshot_survives_json(sample: InventorySnapshot) -> None:
    assert sample["lines"][0]["quantity"] == "546.15"
    assert sample["lines"][0]["n"] == "1"
    assert sample["period"]["start"] == "2024-01-01"
    again = json.loads(json.dumps(sample))
    assert verify_snapshot(again) == sample
    assert snapshot_hash(again) == sample["snapshot_hash"]


def test_repeated_register_rows_are_folded() -> None:
    rows = factors_of((GAS,))
    snapshot = sample_snapshot(lines=[gas_line()], factors=rows * 12, inputs=[], rejected=[])
    assert len(snapshot["factors"]) == 3


def places_in(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every text and flag of a document."""
    if isinstance(value, dict):
        return [place for key, entry in value.items() for place in places_in(entry, (*path, key))]
    if isinstance(value, list):
        return [place for i, entry in enumerate(value) for place in places_in(entry, (*path, i))]
    return [path]


def test_every_single_change_is_noticed() -> None:
    small = snapshot_of(gas_line(), line_of(WOOD, site="B", month=JANUARY, quantity="1", row=3))
    plain = json.loads(json.dumps(small))
    for *path, last in places_in(plain):
        changed = copy.deepcopy(plain)
        target = changed
        for step in path:
            target = target[step]
        target[last] = (not target[last]) if isinstance(target[last], bool) else f"{target[last]}1"
        if (*path, last) != ("snapshot_hash",):
            assert snapshot_hash(changed) != small["snapshot_hash"], path
        with pytest.raises(SnapshotInvalid):
            verify_snapshot(changed)


def test_a_total_changed_with_a_fresh_hash_is_still_noticed(sample: InventorySnapshot) -> None:
    changed = copy.deepcopy(sample)
    changed["totals"]["by_scope"]["1"]["co2e_kg"] = changed["totals"]["co2e_kg"]
    changed["snapshot_hash"] = snapshot_hash(changed)
    with pytest.raises(SnapshotInvalid, match="totals: The value is not the exact sum of the lines"):
        verify_snapshot(changed)


@pytest.mark.parametrize(
    ("changes", "pointer", "detail"),
    [
        ({"co2e_kg": Decimal("2655.72")}, "lines[0].co2e_kg", "is not the sum of its gases"),
        ({"scope": "2"}, "lines[0].scope", "must be one of 1, 2-location, 2-market, 3"),
        ({"quantity": 50.0}, "lines[0].quantity", "must be a decimal number, not float"),
        ({"quantity": "NaN"}, "lines[0].quantity", "'NaN' is not a number"),
        ({"start": "01/02/2024"}, "lines[0].start", "must be a date YYYY-MM-DD, not '01/02/2024'"),
        ({"chain_hash": "abc"}, "lines[0].chain_hash", "must be sha256: and 64 hexadecimal digits"),
        ({"site": "\ud800"}, "lines[0].site", "holds half a surrogate pair, which no UTF-8 text can carry"),
        ({"notes": "x"}, "lines[0].notes", "is unknown; known are "),
    ],
)
def test_a_wrong_line_is_refused_with_its_place(changes: dict[str, Any], pointer: str, detail: str) -> None:
    with pytest.raises(SnapshotInvalid) as refusal:
        snapshot_of(gas_line() | changes)
    findings = {finding["pointer"]: finding["detail"] for finding in refusal.value.errors}
    assert findings[pointer].startswith(detail)


def test_co2e_that_is_not_mass_times_gwp_is_refused() -> None:
    line = gas_line()
    line["gases"][1]["co2e"] = Decimal("1.5")
    line["co2e_kg"] = sum(gas["co2e"] for gas in line["gases"])
    with pytest.raises(SnapshotInvalid, match=r"lines\[0\]\.gases\[1\]\.co2e: The value is not mass × GWP"):
        snapshot_of(line)


def test_a_factor_missing_from_the_register_is_refused() -> None:
    with pytest.raises(SnapshotInvalid, match="which is not in the factor register"):
        sample_snapshot(lines=[gas_line()], factors=factors_of((WOOD,)), inputs=[], rejected=[])


def test_rows_that_went_missing_are_refused() -> None:
    arguments = sample_arguments()
    arguments["inputs"][0]["accepted"] = 59
    with pytest.raises(SnapshotInvalid, match=r"rows_in: The value is not accepted \+ rejected \+ duplicate"):
        build_snapshot(**arguments)


def test_a_rejected_row_without_its_reason_is_refused() -> None:
    arguments = sample_arguments()
    arguments["rejected"].pop()
    with pytest.raises(SnapshotInvalid, match=r"3 rows of 'activity-2024\.csv' were rejected, 2 are listed"):
        build_snapshot(**arguments)


def test_all_findings_come_at_once() -> None:
    with pytest.raises(SnapshotInvalid) as refusal:
        snapshot_of(gas_line() | {"scope": "4"}, prepared_at="yesterday", status="perfect")
    assert {"status", "prepared_at", "lines[0].scope"} <= {f["pointer"] for f in refusal.value.errors}


def test_an_empty_period_is_a_snapshot_too() -> None:
    snapshot = sample_snapshot(lines=[], factors=[], inputs=[], rejected=[])
    totals: Any = snapshot["totals"]
    assert totals == {"co2e_kg": "0", "by_scope": {}, "by_gas": [], "co2_biogenic_kg": "0"}


def test_parts_too_far_apart_to_be_measurements_are_refused() -> None:
    with pytest.raises(SnapshotInvalid, match="more than 64 digits"):
        exact_sum(["1" + "0" * 60, "0." + "0" * 59 + "1"])


@given(
    st.from_regex(r"\A[+-]?[0-9]{0,30}(\.[0-9]{0,40})?(e-?[0-9]{1,2})?\Z") | st.sampled_from(["-0", "0.0", "1" * 65])
)
def test_a_number_is_read_as_its_canonical_text_however_it_is_written(text: str) -> None:
    findings = Findings()
    read = read_shape(Number, text, "n", findings)
    try:
        expected = canonical_number(parse_number(text))
    except InvalidNumber:
        assert findings
    else:
        assert (read, findings) == (expected, [])
