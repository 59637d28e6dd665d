"""Lines of an inventory, and the factors they use."""

from typing import NotRequired, TypedDict

from apps.reports.shapes.scalars import Count, Day, Digest, Number


class LineFactor(TypedDict):
    """The leading factor of a line (CO2, or the only one) and where it was published.

    ``gwp_basis``: the set of warming potentials that a factor in CO2e embeds, or ``as published``.
    """

    ef_cid: str
    source: str
    edition: str
    table: str
    value: Number
    unit: str
    citation: str
    licence: str
    gwp_basis: NotRequired[str]


class LineGas(TypedDict):
    """One gas of a line: ``mass`` and ``co2e`` in kg, ``gwp`` in kg CO2e/kg; co2e = mass × gwp exactly."""

    gas: str
    ef_cid: str
    value: Number
    unit: str
    mass: Number
    gwp: Number
    co2e: Number


class LineParameter(TypedDict):
    """A published value in the formula that is not an emission factor, such as a heat content."""

    name: str
    ef_cid: str
    value: Number
    unit: str


class LineInput(TypedDict):
    """What somebody entered that the formula takes by this name."""

    name: str
    value: Number
    unit: str


class LineCategory(TypedDict):
    """What kind of emissions a line is about; ``scope3``: one of the fifteen categories, 0 outside them."""

    id: str
    title: str
    scope3: Count


class LineEnergy(TypedDict):
    """Energy that a line used, and what carried it; rounded to 28 digits where it is no finite decimal.

    ``basis`` of ``mwh``: ``net`` of fuels, ``gross`` where no net energy is known, empty of electricity and heat and
    where nobody said it. ``gross_mwh``: what was measured as gross energy and ``mwh`` is the net part of; ``net_by``
    says how that is known. ``carrier``: ``coal``, ``oil``, ``natural-gas``, ``other-fossil``, ``renewable-fuel``,
    ``electricity``, ``heat``. ``contents``: published figures that turned an amount into energy where the line's own
    formula did not.
    """

    mwh: Number
    basis: str
    carrier: str
    gross_mwh: NotRequired[Number]
    net_by: NotRequired[str]
    contents: NotRequired[list[LineParameter]]


class InventoryLine(TypedDict):
    """One activity with its calculation, from source row to chain hash; ``source_row`` may be empty.

    Its figures are the whole of it. ``share``: the part that the reporting company counts, above 0 and below 1; where
    it is not there, all of it. ``country``: two letters of ISO 3166 of its site or entity, else empty. ``energy`` is
    left out where the line's quantity is none and no published heat content turns it into one. ``inputs``: all that was
    entered of what the formula takes, of which ``quantity`` is the leading one.
    """

    n: Count
    calculation_id: str
    scope: str
    site: str
    activity: str
    start: Day
    end: Day
    quantity: Number
    unit: str
    formula_id: str
    formula_text: str
    factor: LineFactor
    parameters: NotRequired[list[LineParameter]]
    inputs: NotRequired[list[LineInput]]
    gases: list[LineGas]
    co2e_kg: Number
    share: NotRequired[Number]
    input_hash: Digest
    result_hash: Digest
    chain_hash: Digest
    sequence: Count
    agent: str
    source_file: str
    source_row: str
    category: NotRequired[LineCategory]
    entity: NotRequired[str]
    country: NotRequired[str]
    energy: NotRequired[LineEnergy]
    is_estimated: NotRequired[bool]


class RegisteredFactor(TypedDict):
    """A row of the factor register: one published value, by its content id."""

    ef_cid: str
    gas: str
    value: Number
    unit: str
    activity: str
    region: str
    source: str
    edition: str
    table: str
    data_year: str
    basis: str
    citation: str
    licence: str
