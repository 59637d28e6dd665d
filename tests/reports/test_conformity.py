"""A statement of conformity is made where every row is filled, and nothing that a row needs can be left out of it."""

from collections.abc import Callable
from copy import deepcopy
from functools import cache
from typing import Any, Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from apps.reports.checklists import Checklist, RowStanding, checklist_read, checklists_of
from apps.reports.evidence import EVIDENCE, Reading
from apps.reports.formats.blocks import Note
from apps.reports.formats.pages import report_pages
from apps.reports.shapes import InventorySnapshot
from apps.reports.snapshot import signed_snapshot
from apps.reports.standards import CONFORMITY, Kind, standards
from apps.reports.totals import inventory_totals
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
from tests.reports.test_signed_report import sign_off

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
def draft() -> InventorySnapshot:
    """A draft that lacks nothing any standard asks for."""
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
        "by_scope": {"1": "1", "2-location": "1", "3": "1"}, "by_category": {"6": "1"}, "ets_percent": "12",
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
        boundary={
            "approach": "operational control",
            "entities": [{"name": "One", "share": "1", "control": "group"}],
            "outside": "0",
        },
        **(BESIDE | {"base_year": {"period": "2023", "threshold_percent": "5"}}),
    )


@cache
def complete() -> InventorySnapshot:
    """The same, signed off."""
    return signed_snapshot(draft(), sign_off(draft()))


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


Spoil = Callable[[Any], object]


def _without(*path: str | int) -> Spoil:
    """Takes a member away."""

    def spoil(snapshot: Any) -> None:
        *way, last = path
        for step in way:
            snapshot = snapshot[step]
        del snapshot[last]

    return spoil


def _with(value: Any, *path: Any) -> Spoil:
    """Puts another value in a place."""

    def spoil(snapshot: Any) -> None:
        *way, last = path
        for step in way:
            snapshot = snapshot[step]
        snapshot[last] = value

    return spoil


def _each_line(scope: str, change: Callable[[Any], object], *, first_only: bool = True) -> Spoil:
    def spoil(snapshot: Any) -> None:
        lines = [line for line in snapshot["lines"] if line["scope"] == scope]
        for line in lines[:1] if first_only else lines:
            change(line)

    return spoil


def _scope_gone(scope: str) -> Spoil:
    def spoil(snapshot: Any) -> None:
        snapshot["lines"] = [line for line in snapshot["lines"] if line["scope"] != scope]
        snapshot["totals"] = inventory_totals(snapshot["lines"])

    return spoil


def _half_of_the_market(snapshot: Any) -> None:
    market = [line for line in snapshot["lines"] if line["scope"] == "2-market"]
    snapshot["lines"] = [line for line in snapshot["lines"] if line is not market[0]]
    snapshot["totals"] = inventory_totals(snapshot["lines"])


def _answers(**changes: Any) -> Spoil:
    """Something else is said of the category that is in."""
    return lambda snapshot: snapshot["disclosures"]["scope3"][0].update(changes)


SPOILT: Final[dict[str, tuple[Spoil, tuple[str, ...]]]] = {
    "no instruments": (_without("instruments"), ("instruments",)),
    "no uncertainty": (_without("uncertainty"), ("uncertainty-range",)),
    "a row of uncertainty without a range": (
        _with("", "uncertainty", "rows", 0, "half_range_percent"), ("uncertainty-range",)
    ),
    "uncertainty that is unquantified in part": (
        _with("7", "uncertainty", "rows", 0, "unquantified_kg"), ("uncertainty-range",)
    ),
    "uncertainty of no known basis": (_with(" ", "disclosures", "uncertainty", "basis"), ("uncertainty",)),
    "no base year": (_without("base_year"), ("base-year",)),
    "nothing to compare with": (
        _without("comparatives"), ("base-figures", "base-figures-scope-3", "prior-year")
    ),
    "earlier figures without scope 1": (
        _without("comparatives", 0, "by_scope", "1"), ("base-figures", "prior-year")
    ),
    "earlier figures without scope 3": (_without("comparatives", 0, "by_scope", "3"), ("base-figures-scope-3",)),
    "earlier figures without categories": (
        _without("comparatives", 0, "by_category"), ("base-table", "prior-table")
    ),
    "earlier figures without emission trading": (
        _without("comparatives", 0, "ets_percent"), ("base-table", "prior-table")
    ),
    "no boundary": (_without("boundary"), ("boundary", "controls")),
    "an entity that is controlled nobody knows how": (_without("boundary", "entities", 0, "control"), ("controls",)),
    "no scores of quality": (_without("quality"), ("quality-scores",)),
    "potentials of no known source": (_without("gwp"), ("gwp-set",)),
    "rows without a calculation": (_with("1001", "uncalculated"), ("all-calculated",)),
    "a ledger that was not verified": (_with(False, "ledger", "verified"), ("ledger-verified",)),
    "no factors": (_with([], "factors"), ("factor-register",)),
    "a line without its formula": (_with("", "lines", 0, "formula_text"), ("methods",)),
    "no scope 1": (_scope_gone("1"), ("scope-1",)),
    "no scope 2": (_scope_gone("2-location"), ("scope-2-location", "scope-2-market", "scope-2-both", "total-market")),
    "no market-based lines": (
        _scope_gone("2-market"), ("scope-2-market", "scope-2-both", "total-market", "intensity-market")
    ),
    "market-based lines of a part of the energy": (
        _half_of_the_market, ("scope-2-market", "scope-2-both", "total-market", "intensity-market")
    ),
    "no scope 3": (_scope_gone("3"), ("scope-3", "scope-3-figures")),
    "direct emissions of all gases in one": (
        _each_line("1", lambda line: line["gases"][0].update(gas="CO2e")), ("gases-scope-1",)
    ),
    "bought energy of all gases in one": (
        _each_line("2-location", lambda line: line["gases"][0].update(gas="CO2e")), ("gases-scope-2",)
    ),
    "a fuel without energy": (_each_line("1", lambda line: line.pop("energy")), ("energy",)),
    "electricity without energy": (
        _each_line("2-location", lambda line: line.pop("energy")), ("energy",)
    ),
    "nothing with energy": (
        lambda snapshot: [line.pop("energy", None) for line in snapshot["lines"]], ("energy", "secr-energy")
    ),
    "a line of no known country": (_each_line("1", lambda line: line.pop("country")), ("secr-split",)),
    "a line of scope 3 without a category": (
        _each_line("3", lambda line: line.pop("category")), ("scope-3-figures",)
    ),
    "a category that is in and has no method": (_answers(method=""), ("scope3-methods",)),
    "a category with emissions that is said to be out": (
        _answers(standing="excluded", reason="Not material"), ("scope3-agrees", "scope3-methods", "scope3-primary")
    ),
    "a category that is out for no reason": (
        lambda snapshot: snapshot["disclosures"]["scope3"][1].update(reason=""), ("scope3-reasons",)
    ),
}  # fmt: skip
"""What spoils a report that lacks nothing, and the evidence it takes away."""


@pytest.mark.parametrize("what", SPOILT)
def test_any_one_thing_that_is_not_in_the_record_takes_the_statement_away(what: str) -> None:
    spoil, fills = SPOILT[what]
    assert set(fills) <= set(EVIDENCE)
    less = deepcopy(complete())
    spoil(less)
    assert stated(less) == set(standards()) - asked_for(*fills)


def test_every_piece_of_evidence_that_a_standard_needs_is_taken_away_by_something() -> None:
    needed = {need for standard in standards().values() for row in standard.rows for need in row.needs}
    taken = {id_ for _, fills in SPOILT.values() for id_ in fills}
    taken |= {id_ for member in SAID for id_ in FILLS.get(member, (member,))}
    # A snapshot of another shape is refused: one without an entity, a period or totals.
    always = {"entity", "period", "total-location", "gases", "biogenic-co2", CONFORMITY}
    assert needed - taken == always


def test_a_company_without_operations_in_the_united_kingdom_states_nothing_of_secr() -> None:
    elsewhere = deepcopy(complete())
    for line in elsewhere["lines"]:
        line["country"] = "US"
    (found,) = (each for each in checklists_of(elsewhere) if each.standard.id == "secr")
    assert not found.in_force and not found.statement


def test_a_draft_states_nothing_and_says_what_it_would_state() -> None:
    for found in checklists_of(draft()):
        assert (found.would_conform, found.conforms, found.statement) == (True, False, "")
    pages = report_pages(draft())
    (section,) = (each for each in pages["sections"] if each.section.anchor == "conformity")
    notes = [block for block in section.blocks if isinstance(block, Note)]
    assert len(notes) == len(standards())
    assert all("states no conformity" in note.text for note in notes)
    (signed,) = (each for each in report_pages(complete())["sections"] if each.section.anchor == "conformity")
    assert [each.text for each in signed.blocks if isinstance(each, Note)] == [
        standard.statement for standard in standards().values()
    ]


HOLDS = st.fixed_dictionaries({id_: st.sampled_from((True, True, True, True, False, None)) for id_ in EVIDENCE})


@given(HOLDS, st.sampled_from(sorted(standards())))
@example(dict.fromkeys(EVIDENCE, None), "secr")
@example(dict.fromkeys(EVIDENCE, True), "secr")
def test_whatever_is_there_a_statement_means_that_every_row_is_filled(holds: dict[str, bool | None], id_: str) -> None:
    reading = Reading(complete())
    reading.answered.update(holds)
    found: Checklist = checklist_read(reading, standards()[id_])
    rows = [row for row in found.rows if CONFORMITY not in row.requirement.needs]
    if standards()[id_].applies_if and not holds[standards()[id_].applies_if]:
        assert not found.in_force and not found.statement
        return
    applicable = [
        row.requirement for row in rows if not row.requirement.applies_if or holds[row.requirement.applies_if]
    ]
    unneeded = {row.id for row in applicable if all(holds[need] is None for need in row.needs)}
    lacking = [
        row.id
        for row in applicable
        if any(holds[need] is False for need in row.needs) or (row.id in unneeded and row.kind is Kind.MANDATORY)
    ]
    filled = [row.id for row in applicable if any(holds[need] for need in row.needs) and row.id not in lacking]
    assert bool(found.statement) == (not lacking and bool(filled))
    assert {row.requirement.id for row in rows if row.standing is RowStanding.NOT_MET} == set(lacking)
    assert {row.requirement.id for row in rows if row.standing is RowStanding.MET} == set(filled)
