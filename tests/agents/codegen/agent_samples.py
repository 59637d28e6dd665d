"""Packs, a small hand-typed catalogue, and a way to run a generated suite as a stranger would."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from apps.agents.codegen import GeneratedAgent, factor_requests_for, generate
from apps.agents.domains import match_domain
from apps.agents.spec import read_spec
from greenlang.engine import FactorComponent, FactorRequest, InvalidFactor, ResolvedFactor, parse_number
from tests.agents.spec.completed_pack import COMPLETED_PACK

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "examples" / "packs"
RECORDS = Path(__file__).with_name("records")
PACKS = Path(__file__).with_name("packs")
"""Packs of domains that the examples leave out."""
RECORDED = ("everything", "site-energy")
"""Recorded beside the packs of the domains."""

# As printed: EPA Hub 2025, Table 1, and eGRID2023 Rev2, Summary Table 1.
PUBLISHED: Mapping[tuple[str, str, str, str], Mapping[str, tuple[str, str]]] = {
    ("stationary-combustion", "natural-gas", "US", "kg/mmBtu(HHV)"): {
        "CO2": ("53.06", "kg/mmBtu(HHV)"), "CH4": ("1.0", "g/mmBtu(HHV)"), "N2O": ("0.10", "g/mmBtu(HHV)"),
    },
    ("stationary-combustion", "distillate-fuel-oil-no-2", "US", "kg/mmBtu(HHV)"): {
        "CO2": ("73.96", "kg/mmBtu(HHV)"), "CH4": ("3.0", "g/mmBtu(HHV)"), "N2O": ("0.60", "g/mmBtu(HHV)"),
    },
    ("stationary-combustion", "bituminous", "US", "kg/mmBtu(HHV)"): {
        "CO2": ("93.28", "kg/mmBtu(HHV)"), "CH4": ("11", "g/mmBtu(HHV)"), "N2O": ("1.6", "g/mmBtu(HHV)"),
    },
    ("heat-content", "natural-gas", "US", "mmBtu(HHV)/scf"): {"heat-content": ("0.001026", "mmBtu(HHV)/scf")},
    ("heat-content", "distillate-fuel-oil-no-2", "US", "mmBtu(HHV)/US_gallon"): {
        "heat-content": ("0.138", "mmBtu(HHV)/US_gallon"),
    },
    ("heat-content", "bituminous", "US", "mmBtu(HHV)/short_ton"): {
        "heat-content": ("24.93", "mmBtu(HHV)/short_ton"),
    },
    ("purchased-electricity", "electricity", "US-CAMX", "lb/MWh"): {
        "CO2": ("428.464", "lb/MWh"), "CH4": ("0.025", "lb/MWh"), "N2O": ("0.003", "lb/MWh"),
    },
    ("purchased-electricity", "electricity", "US-NYCW", "lb/MWh"): {
        "CO2": ("864.469", "lb/MWh"), "CH4": ("0.022", "lb/MWh"), "N2O": ("0.002", "lb/MWh"),
    },
}  # fmt: skip

EVERYTHING_PACK = """\
pack:
  {id: everything, name: Everything, version: 2.1.0-rc.1, description: Uses every kind of input, author: A, license: L}
agents:
  - id: everything
    name: Everything
    type: deterministic-calculator
    description: Every kind of input, pinned and selected factors, a choice and a minimum
    inputs:
      - {name: distance, type: quantity, unit: km, description: Way, validation: {minimum: 1, maximum: 5000}}
      - {name: load, type: quantity, required: true, description: Freight}
      - {name: share, type: float, description: Share of it, validation: {minimum: 0, maximum: 1}}
      - {name: trips, type: integer, default: 2, description: Trips, validation: {minimum: 1}}
      - {name: carrier, type: string, description: Carrier, validation: {enum: [truck, rail, 3]}}
      - {name: site, type: string, default: main-1, description: Site, validation: {pattern: "^[a-z]+-[0-9]$"}}
      - {name: day, type: date, required: false, description: Day}
      - {name: return_empty, type: boolean, required: false, description: Came back empty}
    outputs: [{name: total, type: quantity, unit: t CO2e, description: Sum}]
factors:
  - id: rate
    unit: kg/tkm
    values: [{gas: CO2, value: "0.2"}, {gas: CH4, value: "0.01", unit: g/tkm}]
    source: S
    citation: C
  - {id: detour, unit: "1", value: "1.05", parameter: true, source: S, citation: C}
formulas:
  - id: freight
    version: "3"
    title: Freight
    scope: 3
    expression: max(distance, detour * distance) * load * if(trips > 1, 2 * share, share) * rate * trips^2 / abs(-trips)
    inputs: {distance: km, load: t, share: "1", trips: "1"}
    output: {name: total, unit: t CO2e}
    source: Invented for a test
    origin: combustion
provenance: {gwp_set: AR6GWP100}
tests:
  golden:
    - name: two_trips
      description: 1.05 x 100 x 10 x (2 x 0.5) x 2 = 2100 tkm; 420 kg CO2, 0.021 kg CH4
      input:
        {distance: {value: 100, unit: km}, load: {value: 10, unit: t}, share: 0.5, carrier: truck,
         day: 2025-01-31, return_empty: true}
      expect: {total: {value: "0.420567", tolerance: 0}, co2: 420, ch4: {value: 0.021, tol: 0}}
    - name: one_trip
      description: 1.05 x 100 x 10 x 0.5 = 525 tkm; 105 kg CO2, 0.00525 kg CH4 at 28
      gwp_set: AR5
      input: {distance: {value: 100, unit: km}, load: {value: 10, unit: t}, share: 0.5, trips: 1, carrier: 3}
      expect: {total: 0.105147, n2o_or_other: {contains: x}}
      tolerance: {total: 0}
  properties:
    - {name: bounds, rule: "0 <= outputs.total < 1000000000"}
    - {name: grows, rule: outputs.total is nondecreasing in inputs.distance}
    - {name: odd, rule: outputs.total is a prime}
"""


def catalogue(request: FactorRequest) -> ResolvedFactor:
    """The published factor for a request; raises ``InvalidFactor`` for any other."""
    found = PUBLISHED.get((request.category, request.activity, request.region, request.unit))
    if found is None:
        raise InvalidFactor(f"There is no factor for {request.activity!r} in {request.region!r}.", where=request.slot)
    components = tuple(
        FactorComponent(gas=gas, ef_cid=f"ef_{request.activity}_{gas}", value=parse_number(value), unit=unit)
        for gas, (value, unit) in found.items()
    )
    return ResolvedFactor(components, source="US EPA", edition=request.edition, region=request.region)


def pack_bytes(name: str) -> bytes:
    """An example pack, the pack of every kind of input, that with an interface of its own ("site-energy"), or one
    with pinned and selected factors ("mixed").
    """
    if name == "everything":
        return EVERYTHING_PACK.encode()
    if name == "site-energy":
        return COMPLETED_PACK.encode()
    if name == "mixed":
        selected = "    category: heat-content\n    edition: epa-hub-2025\n"
        selected += "    activity: {input: fuel}\n    region: {input: region}\n    unit: mmBtu(HHV)/scf\n"
        pinned = '    value: "0.001026"\n    source: EPA Hub\n    citation: Table 1\n    unit: mmBtu(HHV)/scf\n'
        text = pack_bytes("stationary-combustion").decode()
        assert selected in text
        return text.replace(selected, pinned, 1).encode()
    folder = EXAMPLES if (EXAMPLES / name).is_dir() else PACKS
    return (folder / name / "pack.yaml").read_bytes()


def completion_bytes(name: str) -> bytes:
    """What lies beside an example pack to complete it; empty where nothing does."""
    path = EXAMPLES / name / "completion.yaml"
    return path.read_bytes() if path.is_file() else b""


def build(source: bytes) -> GeneratedAgent:
    """Read, match, pin, generate."""
    spec = read_spec(source).spec
    pinned = [(request, catalogue(request)) for request in factor_requests_for(spec)]
    return generate(spec, match_domain(spec), pinned=pinned, source=source)


def record(name: str) -> str:
    """The agent's own modules in one text, to be compared with what is recorded."""
    modules = {path: data for path, data in build(pack_bytes(name)).files.items() if path.startswith("agent/")}
    return "".join(f"==== {path}\n{data.decode()}" for path, data in modules.items())


def written(files: Mapping[str, bytes], folder: Path) -> Path:
    """The files of a pack in a folder."""
    for name, content in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return folder


def run_suite(folder: Path, *before: str) -> "subprocess.CompletedProcess[str]":
    """``python -m pytest`` in a pack's folder, with nothing of this project but the engine to import."""
    return run_python(folder, *(before or ("-m",)), "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:django")


@dataclass(frozen=True, slots=True)
class SuiteRun:
    """How a suite ended: pytest's code, what it printed, per cent of the agent's lines and branches it reached."""

    code: int
    output: str
    covered: float


def run_suites(folders: Iterable[Path]) -> dict[Path, SuiteRun]:
    """Suites of several packs, which share the time it takes to import what they need."""
    listed = list(folders)
    program = Path(__file__).with_name("suites_inside.py")
    done = run_python(listed[0].parent, str(program), *map(str, listed))
    assert done.returncode == 0, done.stderr[-3000:]
    return {Path(folder): SuiteRun(**outcome) for folder, outcome in json.loads(done.stdout).items()}


def run_python(folder: Path, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """This interpreter in a folder, with a bare environment."""
    return subprocess.run(
        [sys.executable, "-B", *arguments],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": str(folder), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
