"""The example agent for stationary combustion as the factory generates it, its factors, and rows of activity data."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from django.conf import settings

from apps.agents.codegen import factor_requests_for, generate
from apps.agents.domains import match_domain
from apps.agents.spec import read_spec
from apps.calculations.services.batch import BatchRow
from apps.runtime.loading import agent_load
from greenlang.engine import (
    BUILTIN_GWP,
    FactorComponent,
    FactorRequest,
    GwpSet,
    InvalidFactor,
    ResolvedFactor,
    parse_number,
)
from greenlang.engine.batch import BatchCalculator
from greenlang.engine.contract import AgentContract

PACK_SHA256 = "b" * 64
AGENT_DOCUMENT = {"id": "stationary-combustion", "version": "1.0.0", "pack_sha256": PACK_SHA256}
GWP: GwpSet = BUILTIN_GWP["AR5"]
# As printed: EPA Emission Factors Hub 2025, Table 1.
_PER_ENERGY = {
    "natural-gas": ("53.06", "1.0", "0.10"),
    "distillate-fuel-oil-no-2": ("73.96", "3.0", "0.60"),
    "bituminous": ("93.28", "11", "1.6"),
    "propane": ("62.87", "3.0", "0.60"),
}
_HEAT = {
    ("natural-gas", "mmBtu(HHV)/scf"): "0.001026",
    ("distillate-fuel-oil-no-2", "mmBtu(HHV)/US_gallon"): "0.138",
    ("bituminous", "mmBtu(HHV)/short_ton"): "24.93",
    ("propane", "mmBtu(HHV)/US_gallon"): "0.091",
}
_KINDS: tuple[tuple[str, str, str], ...] = (
    ("natural-gas", "mmBtu", "gross"),
    ("natural-gas", "scf", ""),
    ("natural-gas", "kWh", "gross"),
    ("distillate-fuel-oil-no-2", "US_gallon", ""),
    ("bituminous", "short_ton", ""),
    ("propane", "L", ""),
)


def resolve(request: FactorRequest) -> ResolvedFactor:
    """The published factor for a request."""
    about = {"edition": request.edition, "region": request.region, "activity": request.activity, "table": "Table 1",
             "basis": "HHV", "licence": "US government work", "data_year": "2025",
             "citation": "US EPA Center for Corporate Climate Leadership, Emission Factors Hub, January 2025",
             "steps": (f"{request.activity} in {request.region}: exactly one row.",)}  # fmt: skip
    gases = _PER_ENERGY.get(request.activity)
    if request.category == "stationary-combustion" and gases:
        units = ("kg/mmBtu(HHV)", "g/mmBtu(HHV)", "g/mmBtu(HHV)")
        parts = zip(("CO2", "CH4", "N2O"), gases, units, strict=True)
        components = [FactorComponent(gas, f"ef_{gas}", parse_number(value), unit) for gas, value, unit in parts]
        return ResolvedFactor(tuple(components), source="US EPA", **about)  # type: ignore[arg-type]
    heat = _HEAT.get((request.activity, request.unit))
    if heat is None:
        raise InvalidFactor(f"There is no factor for {request.activity}.", where=request.slot)
    component = FactorComponent("heat-content", "ef_heat", parse_number(heat), request.unit)
    return ResolvedFactor((component,), source="US EPA", **about)  # type: ignore[arg-type]


@cache
def files() -> Mapping[str, bytes]:
    """Every file of its pack, generated as the product does it."""
    source = (Path(settings.BASE_DIR) / "examples" / "packs" / "stationary-combustion" / "pack.yaml").read_bytes()
    spec = read_spec(source).spec
    pinned = [(request, resolve(request)) for request in factor_requests_for(spec)]
    return generate(spec, match_domain(spec), pinned=pinned, source=source).files


@cache
def agent() -> AgentContract:
    """Loaded as the product does it."""
    return agent_load(PACK_SHA256, files)


def calculator() -> BatchCalculator:
    """For the agent, with its factors and AR5."""
    return BatchCalculator(agent(), resolve, GWP, AGENT_DOCUMENT)


def documents(count: int, start: int = 0) -> Iterator[dict[str, object]]:
    """Inputs, each with a number of its own, in six kinds."""
    for index in range(start, start + count):
        fuel, unit, basis = _KINDS[index % len(_KINDS)]
        quantity = {"value": f"{index % 9973 + 1}.{index % 997:03d}", "unit": unit}
        if basis:
            quantity["basis"] = basis
        yield {"fuel": fuel, "quantity": quantity}


def batch_rows(count: int, start: int = 0) -> Iterator[BatchRow]:
    """The documents with what a run knows of each row of an uploaded file."""
    for index, document in enumerate(documents(count, start), start):
        month = index % 12 + 1
        source = {
            "site": f"Plant {index % 40}",
            "start": f"2025-{month:02d}-01",
            "end": f"2025-{month:02d}-28",
            "file": "fuel-2025.csv",
            "file_sha256": "5f2b7c1d" * 8,
            "row": str(index + 2),
        }
        yield BatchRow(document, source, f"{index:08x}-0000-7000-8000-00000000000a")
