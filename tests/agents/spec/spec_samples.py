"""Small specifications the tests of this room change to taste."""

from pathlib import Path

EXAMPLES = Path(__file__).parents[3] / "examples" / "packs"

FACTORY_PACK = """\
schema_version: "2.0.0"
pack:
  id: burner
  name: Burner
  version: 1.0
  author: {name: A Team, email: team@example.org}
  license: {name: Apache-2.0}
  description: |
    Two lines,
    of which this is the second.
agents:
  - id: burner
    name: Burner
    type: deterministic-calculator
    inputs:
      - name: fuel
        type: string
        validation: {enum: [natural_gas, 1, "1", NO]}
      - name: quantity
        type: float
        validation: {minimum: 0.0}
    outputs:
      - {name: emissions_kgco2e, type: float}
    tools: [lookup]
tools:
  - {id: lookup, name: Lookup, cache_ttl: 60}
dependencies: [numpy>=1.20, {name: sdk, version: ">=0.1"}]
metadata: {regulatory: {scopes: [1]}}
tests:
  golden:
    - name: sibling
      input: {fuel: natural_gas, quantity: 1000.0}
      expect: {emissions_kgco2e: 1930.0, source: EPA}
      tolerance: {emissions_kgco2e: 0.01}
    - name: inner
      input: {quantity: 1}
      expect: {a: {value: 1.5, tolerance: 0.1}, b: {value: 2, tol: 1}, c: {contains: EPA}, d: {e: {f: true}}}
"""


def wild(name: str) -> bytes:
    """The bytes of one of the packs as they are found in the wild."""
    return (Path(__file__).parent / "packs" / f"{name}.yaml").read_bytes()


def example(name: str) -> bytes:
    """The bytes of an example pack."""
    return (EXAMPLES / name / "pack.yaml").read_bytes()


def by_methods(pack: str) -> str:
    """The stationary example with a method of the library in place of each formula it writes out."""
    methods = {
        "by_energy": "stationary-combustion/energy",
        "by_gas_volume": "stationary-combustion/gas-volume@1",
        "by_liquid_volume": "stationary-combustion/liquid-volume",
        "by_mass": "stationary-combustion/mass",
    }
    formulas = "".join(f"  - id: {name}\n    method: {method}\n" for name, method in methods.items())
    before, after = pack.index("formulas:\n"), pack.index("provenance:\n")
    return f"{pack[:before]}formulas:\n{formulas}\n{pack[after:]}"
