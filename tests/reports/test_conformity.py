"""A statement of conformity is made where every row is filled, and nothing that a row needs can be left out of it."""

from copy import deepcopy
from functools import cache
from typing import Any, Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from apps.reports.checklists import Checklist, RowStanding, checklist_read, checklists_of
from apps.reports.evidence import EVIDENCE, Reading
from apps.reports.shapes import InventorySnapshot
from apps.reports.standards import CONFORMITY, standards
from tests.reports.samples import (
    CONTRACT,
    DIESEL,
    GAS,
    POWER,
    Source,
    factors_of,
    line_of,
    sample_snapshot,
    year_of_lines,
)
from tests.reports.test_checklists import BESIDE, EVERYTHING

TRAVEL: Final = Source("Flights", "3", "km", "US", GAS.edition, "by_distance", "quantity * ef", GAS.values)
_CARRIER: Final = {
    "Natural gas": "natural-gas",
    "Distillate fuel oil no. 2": "oil",
    "Purchased electricity": "electricity",
}
INSTRUMENT: Final = {
    "name": "GO 1", "kind": "guarantee of origin", "market": "US", "registry": "A registry", "serials": "1–2",
    "vintage_start": "2024-01-01", "vintage_end": "2024-12-31", "retired_on": "2025-01-31", "citation": "",
    "kwh": "1000", "co2e_kg": "0",
}  # fmt: skip
SAID: Final[dict[str, Any]] = EVERYTHING | {
    "scope3": [
        {"category": "6", "standing": "included", "reason": "", "method": "By distance", "primary_percent": "10"},
        *(each for each in EVERYTHING["scope3"] if each["category"] != "6"),
    ],
    "biogenic_text": "By mass of carbon",
    "removals_kg": "5",
    "removals_text": "Woodland",
    "credits_kg": "7",
    "credits_text": "A registry",
    "ets_percent": "12.5",
    "revenue": {"amount": "12500000.01", "currency": "EUR", "reconciliation": "Note 5"},
    "high_impact": {"sectors": "C25", "energy_mwh": "900", "revenue": "1000", "currency": "EUR"},
    "purchased_energy": {
        "fossil_percent": "50", "nuclear_percent": "20", "renewable_percent": "30", "basis": "Supplier",
    },
    "no_energy_production": True,
    "instruments_text": "Tracked, and cancelled for us",
    "scope2_goal_method": "market",
    "targets": [
        {"name": "Near term", "scopes": "1 and 2", "base_year": "2020", "target_year": "2030",
         "reduction_percent": "42", "text": ""}
    ],
    "actions": [{"what": "Heat pumps", "effect": "Less gas"}],
}  # fmt: skip
del SAID["no_targets"]


def _line(line: dict[str, Any]) -> dict[str, Any]:
    scope3 = 6 if line["scope"] == "3" else 0
    placed = {
        "country": "GB" if line["site"] == "North works" else "US",
        "entity": "One",
        "category": {"id": "any", "title": "Any", "scope3": scope3},
    }
    carrier = _CARRIER.get(line["activity"]) if line["scope"] in {"1", "2-location"} else None
    energy = {"energy": {"mwh": line["quantity"], "basis": "net" if line["scope"] == "1" else "", "carrier": carrier}}
    return line | placed | (energy if carrier else {})


@cache
def complete() -> InventorySnapshot:
    """A snapshot that lacks nothing any standard asks for."""
    lines = year_of_lines()
    month = lines[0]["start"]
    bought = [line for line in lines if line["scope"] == "2-location"]
    more = [
        line_of(CONTRACT, site=each["site"], month=each["start"], quantity=f"{each['quantity']}", row=100 + n)
        for n, each in enumerate(bought)
    ]
    more.append(line_of(TRAVEL, site="North works", month=month, quantity="1000", row=200))
    earlier = {"name": "2023", "start": "2023-01-01", "end": "2023-12-31"}
    prior = {
        "role": "prior and base", "period": earlier, "gwp_set": "AR5", "status": "", "co2e_kg": "1",
        "by_scope": {"1": "1"},
    }  # fmt: skip
    return sample_snapshot(
        lines=[_line(line) for line in (*lines, *more)],
        factors=factors_of((GAS, DIESEL, POWER, CONTRACT, TRAVEL)),
        disclosures=SAID,
        comparatives=[prior],
        instruments=[INSTRUMENT],
        quality=[
            {
                "of": "all",
                "scope": "",
                "technological": "1",
                "geographical": "1",
                "temporal": "1",
                "lines": 1,
                "co2e_kg": "1",
            }
        ],
        **(BESIDE | {"base_year": {"period": "2023", "threshold_percent": "5"}}),
    )


def stated(snapshot: InventorySnapshot) -> set[str]:
    return {each.standard.id for each in checklists_of(snapshot) if each.statement}


def asked_for(*needs: str) -> set[str]:
    """The standards with a row that needs any of these."""
    return {each.id for each in standards().values() if any(set(needs) & set(row.needs) for row in each.rows)}


def test_a_report_that_lacks_nothing_conforms_with_every_standard() -> None:
    assert [(each.standard.id, [row.requirement.id for row in each.unmet]) for each in checklists_of(complete())] == [
        (id_, []) for id_ in standards()
    ]
    assert stated(complete()) == set(standards())


FILLS: Final[dict[str, tuple[str, ...]]] = {
    "no_exclusions": ("exclusions",),
    "scope3": ("scope3-list", "scope3-reasons", "scope3-methods", "scope3-primary", "scope-3-figures"),
    "removals_kg": ("removals",),
    "credits_kg": ("credits",),
    "ets_percent": ("ets-percent",),
    "no_energy_production": ("energy_production",),
    "revenue": ("revenue", "intensity-location", "intensity-market", "energy-intensity"),
    "high_impact": ("high_impact", "energy-intensity"),
    "no_assurance": ("assurance",),
}
"""What a member of the disclosures fills, where that is not called like it."""


@pytest.mark.parametrize("member", sorted(SAID))
def test_any_one_thing_left_unsaid_takes_the_statement_away(member: str) -> None:
    less = deepcopy(complete())
    del less["disclosures"][member]  # type: ignore[misc]
    fills = FILLS.get(member, (member,))
    assert set(fills) <= set(EVIDENCE)
    assert stated(less) == set(standards()) - asked_for(*fills)


@pytest.mark.parametrize(
    ("member", "fills"),
    [
        ("instruments", ("instruments",)),
        ("uncertainty", ("uncertainty-range",)),
        ("base_year", ("base-year",)),
        ("comparatives", ("base-figures", "prior-year")),
        ("boundary", ("boundary",)),
        ("quality", ("quality-scores",)),
    ],
)
def test_any_one_thing_that_is_not_in_the_record_takes_the_statement_away(member: str, fills: tuple[str, ...]) -> None:
    less = deepcopy(complete())
    del less[member]  # type: ignore[misc]
    assert stated(less) == set(standards()) - asked_for(*fills)


@pytest.mark.parametrize("scope", ["1", "2-location", "3"])
def test_a_scope_without_a_figure_takes_the_statement_away(scope: str) -> None:
    whole = complete()
    lines = [line for line in whole["lines"] if line["scope"] != scope]
    less = sample_snapshot(
        **{
            name: whole[name]
            for name in ("disclosures", "comparatives", "instruments", "quality", "base_year", "uncertainty")
        },
        lines=lines,
        factors=factors_of((GAS, DIESEL, POWER, CONTRACT, TRAVEL)),
    )
    evidence = {"1": "scope-1", "2-location": "scope-2-location", "3": "scope-3"}[scope]
    assert not stated(less) & asked_for(evidence)


@pytest.mark.parametrize("member", ["country", "energy"])
def test_one_line_that_is_not_known_takes_the_statement_away(member: str) -> None:
    less = deepcopy(complete())
    line = next(each for each in less["lines"] if each["scope"] == "2-location")
    del line[member]  # type: ignore[misc]
    assert not stated(less) & asked_for({"country": "secr-split", "energy": "energy"}[member])


HOLDS = st.fixed_dictionaries({id_: st.sampled_from((True, True, True, True, False, None)) for id_ in EVIDENCE})


@given(HOLDS, st.sampled_from(sorted(standards())))
@example(dict.fromkeys(EVIDENCE, None), "secr")
@example(dict.fromkeys(EVIDENCE, True), "secr")
def test_whatever_is_there_a_statement_means_that_every_row_is_filled(holds: dict[str, bool | None], id_: str) -> None:
    reading = Reading(complete())
    reading.answered.update(holds)
    found: Checklist = checklist_read(reading, standards()[id_])
    rows = [row for row in found.rows if CONFORMITY not in row.requirement.needs]
    applicable = [
        row.requirement for row in rows if not row.requirement.applies_if or holds[row.requirement.applies_if]
    ]
    lacking = [row.id for row in applicable if any(holds[need] is False for need in row.needs)]
    filled = [row.id for row in applicable if any(holds[need] for need in row.needs) and row.id not in lacking]
    assert bool(found.statement) == (not lacking and bool(filled))
    assert {row.requirement.id for row in rows if row.standing is RowStanding.NOT_MET} == set(lacking)
    assert {row.requirement.id for row in rows if row.standing is RowStanding.MET} == set(filled)
