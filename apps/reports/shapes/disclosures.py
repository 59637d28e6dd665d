"""What the preparer says that no calculation knows; frozen with the figures, and listed as missing where not said.

Texts are the preparer's own. Numbers are exact, as typed.
"""

from typing import NotRequired, TypedDict

from apps.reports.shapes.scalars import Day, Number


class Exclusion(TypedDict):
    """Something that is left out of the inventory, and why."""

    what: str
    reason: str


class Scope3Answer(TypedDict):
    """One of the fifteen categories: ``standing`` is ``included``, ``excluded`` or ``not applicable``.

    ``primary_percent``: the part of its figures that came from suppliers or other partners.
    """

    category: str
    standing: str
    reason: str
    method: NotRequired[str]
    primary_percent: NotRequired[Number]


class Revenue(TypedDict):
    """Net revenue of the period, in a currency of ISO 4217, and how it agrees with the accounts."""

    amount: Number
    currency: str
    reconciliation: str


class Target(TypedDict):
    """A target for emissions: by how many percent below the base year by the target year."""

    name: str
    scopes: str
    base_year: str
    target_year: str
    reduction_percent: Number
    text: str


class Action(TypedDict):
    """Something that is done to reach a target."""

    what: str
    effect: str


class Assurance(TypedDict):
    """A third party's verification of this inventory."""

    provider: str
    level: str
    standard: str
    statement: str
    on: Day


class KnownUncertainty(TypedDict):
    """Half of the 95 % ranges of activity data and of factors, in percent, and how they are known."""

    activity_percent: NotRequired[Number]
    factor_percent: NotRequired[Number]
    basis: str


class PurchasedEnergy(TypedDict):
    """What bought electricity and heat were made of, in percent that add up to 100, and how that is known."""

    fossil_percent: Number
    nuclear_percent: Number
    renewable_percent: Number
    basis: str


class EnergyProduction(TypedDict):
    """Energy that the company produced in the period, in MWh."""

    renewable_mwh: Number
    other_mwh: Number


class HighImpact(TypedDict):
    """Activities in high climate impact sectors (ESRS E1-5): which, the energy they used, and their net revenue."""

    sectors: str
    energy_mwh: Number
    revenue: Number
    currency: str


class Disclosures(TypedDict):
    """Of a period. Whatever is not there was not said; a ``no_…`` says that there is none.

    ``removals_kg``: kg CO2e removed by sinks of the company, reported apart. ``credits_kg``: of carbon credits that
    were cancelled; never taken from an emission. ``ets_percent``: the part of scope 1 under an emission trading scheme.
    ``no_instruments``: no certificate or contract for energy was bought; ``instruments_text``: how those that were used
    meet the quality criteria; ``market_method_text``: why the market-based method of scope 2 does not apply.
    ``scope2_goal_method``: by which method of scope 2 targets and progress are measured: ``location`` or ``market``.
    """

    description: NotRequired[str]
    responsible: NotRequired[str]
    contact: NotRequired[str]
    purpose: NotRequired[str]
    intended_users: NotRequired[str]
    significance_criteria: NotRequired[str]
    exclusions: NotRequired[list[Exclusion]]
    no_exclusions: NotRequired[bool]
    limits_text: NotRequired[str]
    no_instruments: NotRequired[bool]
    instruments_text: NotRequired[str]
    market_method_text: NotRequired[str]
    scope3: NotRequired[list[Scope3Answer]]
    biogenic_text: NotRequired[str]
    removals_kg: NotRequired[Number]
    removals_text: NotRequired[str]
    credits_kg: NotRequired[Number]
    credits_text: NotRequired[str]
    ets_percent: NotRequired[Number]
    purchased_energy: NotRequired[PurchasedEnergy]
    energy_production: NotRequired[EnergyProduction]
    no_energy_production: NotRequired[bool]
    energy_efficiency_text: NotRequired[str]
    revenue: NotRequired[Revenue]
    high_impact: NotRequired[HighImpact]
    no_high_impact: NotRequired[bool]
    base_year_rationale: NotRequired[str]
    recalculation_policy: NotRequired[str]
    significant_changes: NotRequired[str]
    method_reasons: NotRequired[str]
    method_changes: NotRequired[str]
    gwp_text: NotRequired[str]
    scope2_goal_method: NotRequired[str]
    uncertainty: NotRequired[KnownUncertainty]
    quality_text: NotRequired[str]
    targets: NotRequired[list[Target]]
    no_targets: NotRequired[bool]
    actions: NotRequired[list[Action]]
    assurance: NotRequired[Assurance]
    no_assurance: NotRequired[bool]
