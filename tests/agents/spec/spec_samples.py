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


def example(name: str) -> bytes:
    """The bytes of an example pack."""
    return (EXAMPLES / name / "pack.yaml").read_bytes()
