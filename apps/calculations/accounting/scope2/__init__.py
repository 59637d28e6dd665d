"""Scope 2: contractual instruments allocated kWh by kWh, the location-based method beside, and grid losses."""

from apps.calculations.accounting.scope2.allocation import Allocation, Electricity, PassedOver, Why, allocated
from apps.calculations.accounting.scope2.instruments import (
    Available,
    Consumption,
    FactorHint,
    GridFactors,
    Instrument,
    QualityCriteria,
    Step,
    Unavailable,
    VintageRule,
)
from apps.calculations.accounting.scope2.losses import GRID_LOSS_CATEGORY, GRID_LOSS_METHOD, lost_kwh

__all__ = [
    "GRID_LOSS_CATEGORY",
    "GRID_LOSS_METHOD",
    "Allocation",
    "Available",
    "Consumption",
    "Electricity",
    "FactorHint",
    "GridFactors",
    "Instrument",
    "PassedOver",
    "QualityCriteria",
    "Step",
    "Unavailable",
    "VintageRule",
    "Why",
    "allocated",
    "lost_kwh",
]
