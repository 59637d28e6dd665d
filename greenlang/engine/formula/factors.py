"""Emission factors and parameters as a calculation receives them: values, units, and where they are from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal

from greenlang.engine.errors import InvalidFactor
from greenlang.engine.gases import CO2, CO2_BIOGENIC, CO2E, CO2E_ROUNDING, gas_name, gas_order
from greenlang.engine.numbers import canonical_number, parse_number
from greenlang.engine.units import parse_unit


@dataclass(frozen=True)
class FactorComponent:
    """One value of a factor.

    Args:
        gas: whose mass it is ("CO2", "CH4", "CO2e", ...); what it is ("heat-content") for a parameter.
        ef_cid: content id of the catalogue's row.
        value: as published; text and whole numbers are read, floats refused.
        unit: "kg(CO2)/mmBtu(HHV)"; without a gas ("kg/mmBtu(HHV)") it is the mass of ``gas``.
        as_co2e_at: set where the value is published as the CO2e of this gas (DESNZ "kg CO2e of CH4"): the
            potential it was made with. The gas's mass is value / as_co2e_at, exactly; the unit's mass is then
            CO2e, or unsaid.
    """

    gas: str
    ef_cid: str
    value: Decimal
    unit: str
    as_co2e_at: Decimal | None = None

    def __post_init__(self) -> None:
        where = f"factor {self.ef_cid or self.gas}"
        object.__setattr__(self, "value", parse_number(self.value, where=where))
        if self.as_co2e_at is not None:
            object.__setattr__(self, "as_co2e_at", _potential(self.gas, self.as_co2e_at, where))

    def as_document(self) -> dict[str, str]:
        """``{"gas", "ef_cid", "value", "unit"}``, numbers canonical; ``"as_co2e_at"`` only where it is set."""
        document = {
            "gas": self.gas,
            "ef_cid": self.ef_cid,
            "value": canonical_number(self.value),
            "unit": self.unit,
        }
        if self.as_co2e_at is not None:
            document["as_co2e_at"] = canonical_number(self.as_co2e_at)
        return document

    @classmethod
    def from_document(cls, document: object, *, where: str = "") -> "FactorComponent":
        """Read what `as_document` wrote."""
        names = ("gas", "ef_cid", "value", "unit", "as_co2e_at")
        texts = read_texts(document, names, required=("value", "unit"), where=where)
        value = parse_number(texts["value"], where=f"{where}.value")
        parse_unit(texts["unit"], where=f"{where}.unit")
        potential = texts.get("as_co2e_at")
        return cls(
            gas=texts.get("gas", ""),
            ef_cid=texts.get("ef_cid", ""),
            value=value,
            unit=texts["unit"],
            as_co2e_at=None if potential is None else parse_number(potential, where=f"{where}.as_co2e_at"),
        )


@dataclass(frozen=True)
class ResolvedFactor:
    """A factor as it was found: one value per gas, or the one value of a parameter, and its provenance.

    Args:
        components: one value per gas, or the one value of a parameter.
        steps: how it was found, one sentence each.
        gwp_basis: the GWP set embedded in a factor given as CO2e only, "AR4" or "as published"; else empty.
        published_total: the CO2e of the whole, where the source prints it beside the gases; at the source's
            own potentials it wins over the sum of the rounded parts.
        source, edition, region, activity, citation, licence, basis, data_year, table: where it is from.
    """

    components: tuple[FactorComponent, ...]
    source: str
    edition: str = ""
    region: str = ""
    activity: str = ""
    citation: str = ""
    licence: str = ""
    basis: str = ""
    data_year: str = ""
    table: str = ""
    steps: tuple[str, ...] = ()
    gwp_basis: str = ""
    published_total: FactorComponent | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "components", tuple(self.components))
        object.__setattr__(self, "steps", tuple(self.steps))
        if not self.components:
            raise InvalidFactor("A factor without values.", where=self.activity, mend="Give at least one component.")
        total = self.published_total
        if total is not None and (total.gas != CO2E or total.as_co2e_at is not None):
            raise InvalidFactor("A published total is CO2e.", where=self.activity, mend=f"Give it with gas {CO2E}.")

    def as_document(self) -> dict[str, object]:
        """Every field by name; components as documents, texts as they are.

        ``gwp_basis`` and ``published_total`` stand there only where they are set: a document of a factor that
        has neither is what it always was.
        """
        document: dict[str, object] = {name: getattr(self, name) for name in _TEXTS}
        document["components"] = [component.as_document() for component in self.components]
        document["steps"] = list(self.steps)
        if self.gwp_basis:
            document["gwp_basis"] = self.gwp_basis
        if self.published_total is not None:
            document["published_total"] = self.published_total.as_document()
        return document

    @classmethod
    def from_document(cls, document: object, *, where: str = "factor") -> "ResolvedFactor":
        """Read what `as_document` wrote; raises `InvalidFactor` or `InvalidNumber` naming the member."""
        if not isinstance(document, Mapping):
            raise InvalidFactor("A factor is an object.", where=where)
        components = read_list(document, "components", where)
        steps = read_list(document, "steps", where)
        texts = read_texts(
            {key: value for key, value in document.items() if key not in {"components", "steps", "published_total"}},
            (*_TEXTS, "gwp_basis"),
            required=("source",),
            where=where,
        )
        read = [
            FactorComponent.from_document(item, where=f"{where}.components[{index}]")
            for index, item in enumerate(components)
        ]
        total = None
        if "published_total" in document:
            total = FactorComponent.from_document(document["published_total"], where=f"{where}.published_total")
        steps_read = tuple(str(step) for step in steps)
        return cls(components=tuple(read), steps=steps_read, published_total=total, **texts)


_OPTIONAL = {"components", "steps", "gwp_basis", "published_total"}
_TEXTS = tuple(f.name for f in fields(ResolvedFactor) if f.name not in _OPTIONAL)


def _potential(gas: str, given: Decimal, where: str) -> Decimal:
    potential = parse_number(given, where=f"{where}, as_co2e_at")
    if potential <= 0 or (gas in {CO2, CO2_BIOGENIC, CO2E} and potential != 1):
        mend = "Give the potential the publisher multiplied the gas by, 1 for CO2."
        raise InvalidFactor(f"{gas} cannot count {canonical_number(potential)}.", where=where, mend=mend)
    return potential


def sorted_by_gas(components: Sequence[FactorComponent], *, where: str = "") -> list[FactorComponent]:
    """A factor's components in the order of `gas_order`; each gas once, and not both CO2e and its parts."""
    by_gas: dict[str, FactorComponent] = {}
    for component in components:
        gas = gas_name(component.gas, where=where)
        if gas == CO2E_ROUNDING:
            mend = "Give the published total beside the parts; the line follows from the two."
            raise InvalidFactor(f"{gas} is a line of a result and no gas.", where=where, mend=mend)
        if gas in by_gas:
            raise InvalidFactor(f"The factor has two values for {gas}.", where=where, mend="Give one per gas.")
        by_gas[gas] = component
    if CO2E in by_gas and set(by_gas) - {CO2E, CO2_BIOGENIC}:
        mend = "Give CO2e alone, or the gases."
        raise InvalidFactor("The factor has CO2e and single gases: they would count twice.", where=where, mend=mend)
    return [by_gas[gas] for gas in sorted(by_gas, key=gas_order)]


def read_texts(
    document: object, names: Sequence[str], *, required: Sequence[str] = (), where: str = ""
) -> dict[str, str]:
    """The text members of a document; unknown and missing ones are refused."""
    if not isinstance(document, Mapping):
        raise InvalidFactor("An object is needed.", where=where)
    for key in document:
        if key not in names:
            raise InvalidFactor(
                f"There is no member {str(key)[:40]!r}.", where=where, mend=f"Known: {', '.join(names)}."
            )
    for name in required:
        if name not in document:
            raise InvalidFactor(f"The member {name} is missing.", where=where)
    for name, value in document.items():
        if not isinstance(value, str):
            raise InvalidFactor(f"{name} is not text.", where=f"{where}.{name}", mend="Write values as text.")
    return {str(name): str(value) for name, value in document.items()}


def read_list(document: Mapping[str, object], name: str, where: str) -> list[object]:
    """A list member of a document, empty if absent."""
    value = document.get(name, [])
    if not isinstance(value, list | tuple):
        raise InvalidFactor(f"{name} is not a list.", where=f"{where}.{name}")
    return list(value)
