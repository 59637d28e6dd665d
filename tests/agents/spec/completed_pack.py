"""A pack that keeps an interface of its own: a bare number with its unit beside it, names and scopes of its own."""

COMPLETED_PACK = """\
pack: {id: site-energy, name: Site energy, version: 1.0.0, description: Energy used at a site, author: A, license: L}
agents:
  - id: site-energy
    name: Site energy
    type: deterministic-calculator
    description: Emissions of the energy a site uses
    inputs:
      - {name: carrier, type: string, description: What is used, validation: {enum: [gas, oil, grid, peat]}}
      - name: amount
        type: float
        description: How much of it
        unit_from:
          input: measure
          means: {m3: "m3(60F)", therm: therm(HHV), l: L, kWh: kWh}
        validation: {minimum: 0}
      - {name: measure, type: string, description: What amount is in, validation: {enum: [m3, therm, l, kWh, GJ]}}
      - {name: country, type: string, default: US, description: Where, validation: {enum: [US, CA, XX]}}
      - {name: scope, type: integer, default: 1, description: GHG Protocol scope, validation: {enum: [1, 2]}}
    outputs:
      - {name: kg_co2e, type: float, unit: kg CO2e, description: Emissions}
      - {name: publisher, type: string, means: factor.source, description: Who published the factor}
      - {name: factor, type: float, means: factor.value, description: The factor of CO2}
      - {name: scope, type: integer, means: formula.scope, description: Scope}
      - {name: proof, type: string, means: result_hash, description: Hash of the result}
factors:
  - id: fuel_ef
    category: stationary-combustion
    edition: epa-hub-2025
    activity: {input: carrier, means: {gas: natural-gas, oil: distillate-fuel-oil-no-2}}
    region: {input: country, means: {US: US}}
    unit: kg/mmBtu(HHV)
    gases: [CO2, CH4, N2O]
  - id: heat_content_gas
    category: heat-content
    edition: epa-hub-2025
    activity: {input: carrier, means: {gas: natural-gas}}
    region: {input: country, means: {US: US}}
    unit: mmBtu(HHV)/scf
    parameter: true
  - id: heat_content_liquid
    category: heat-content
    edition: epa-hub-2025
    activity: {input: carrier, means: {oil: distillate-fuel-oil-no-2}}
    region: {input: country, means: {US: US}}
    unit: mmBtu(HHV)/US_gallon
    parameter: true
  - id: grid_ef
    category: purchased-electricity
    edition: egrid2023-rev2
    activity: electricity
    region: {input: country, means: {US: US-CAMX}}
    unit: lb/MWh
    gases: [CO2, CH4, N2O]
formulas:
  - id: gas_by_volume
    method: stationary-combustion/gas-volume
    with: {quantity: amount, ef: fuel_ef}
    output: {name: kg_co2e}
    when: {carrier: gas, scope: 1}
  - id: gas_by_therms
    method: stationary-combustion/therms
    with: {quantity: amount, ef: fuel_ef}
    output: {name: kg_co2e}
    when: {carrier: gas, scope: [1]}
  - id: oil_by_volume
    method: stationary-combustion/liquid-volume
    with: {quantity: amount, ef: fuel_ef}
    output: {name: kg_co2e}
    when: {carrier: oil, scope: 1}
  - id: grid
    method: purchased-electricity/location-based
    with: {quantity: amount, ef: grid_ef}
    output: {name: kg_co2e}
    when: {carrier: grid, scope: 2}
provenance: {gwp_set: AR5GWP100}
tests:
  golden:
    - name: gas_in_therms
      description: 500 therms are 50 mmBtu; 50 x 53.06 + 50 x 0.001 x 28 + 50 x 0.0001 x 265 = 2655.725
      input: {carrier: gas, amount: 500, measure: therm}
      expect: {kg_co2e: 2655.725, publisher: EPA, factor: 53.06, scope: 1, co2: {value: 2653, tol: 0}}
      tolerance: {kg_co2e: 0.0001}
    - name: oil_in_litres
      description: 3785.411784 L are 1000 US gallons, which are 138 mmBtu
      input: {carrier: oil, amount: "3785.411784", measure: l, country: US, scope: 1}
      expect: {kg_co2e: {value: "10240.014", tolerance: 0}, publisher: {contains: epa}}
    - name: gas_by_volume
      description: What the pack's author believed 1,000 m3 to give
      input: {carrier: gas, amount: 1000.0, measure: m3}
      expect: {kg_co2e: 1930.0, publisher: US EPA}
      tolerance: {kg_co2e: 0.01}
    - name: grid_in_kilowatt_hours
      description: 10 MWh x (428.464 + 0.025 x 28 + 0.003 x 265) lb x 0.45359237 = 1950.261
      input: {carrier: grid, amount: 10000, measure: kWh, scope: 2}
      expect: {kg_co2e: 1950.261, scope: 2}
      tolerance: 0.001
    - name: oil_elsewhere
      description: No factor is given for oil in Canada
      input: {carrier: oil, amount: 1, measure: l, country: CA}
      expect: {kg_co2e: 2.7}
  contradicted:
    - golden: gas_by_volume
      expected: 1930.0
      calculated: "1924.49"
      reason: 1,000 m3 are 35,314.67 scf and 36.233 mmBtu; at 53.1145 kg CO2e they give less than 1.93 kg/m3
    - {golden: oil_elsewhere, expected: 2.7, refused: no factor for CA, reason: The factors are those of the US}
  properties:
    - {name: never_negative, rule: outputs.kg_co2e >= 0}
    - {name: repeatable, rule: run(i) == run(i)}
"""
