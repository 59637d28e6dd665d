"""Emission factors and parameters as a calculation receives them: values, units, and where they are from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal

from greenlang.engine.errors import InvalidFactor
from greenlang.engine.gases import gas_name, gas_order
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
    """

    gas: str
    ef_cid: str
    value: Decimal
    unit: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "value", parse_number(self.value, where=f"factor {self.ef_cid or self.gas}"))

    def as_document(self) -> dict[str, str]:
        """``{"gas", "ef_cid", "value", "unit"}``, the number canonical."""
        return {
            "gas": self.gas,
            "ef_cid": self.ef_cid,
            "value": canonical_number(self.value),
            "unit": self.unit,
        }

    @classmethod
    def from_document(cls, document: object, *, where: str = "") -> "FactorComponent":
        """Read what `as_document` wrote."""
        texts = read_texts(document, ("gas", "ef_cid", "value", "unit"), required=("value", "unit"), where=where)
        value = parse_number(texts.pop("value"), where=f"{where}.value")
        parse_unit(texts["unit"], where=f"{where}.unit")
        return cls(value=value, **texts)


@dataclass(frozen=True)
class ResolvedFactor:
    """A factor as it was found: one value per gas, or the one value of a parameter, and its provenance.

    ``steps`` tells how it was found, one sentence each.
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

    def __post_init__(self) -> None:
        object.__setattr__(self, "components", tuple(self.components))
        object.__setattr__(self, "steps", tuple(self.steps))
        if not self.components:
            raise InvalidFactor("A factor without values.", where=self.activity, mend="Give at least one component.")

    def as_document(self) -> dict[str, object]:
        """Every field by name; components as documents, texts as they are."""
        document: dict[str, object] = {name: getattr(self, name) for name in _TEXTS}
        document["components"] = [component.as_document() for component in self.components]
        document["steps"] = list(self.steps)
        return document

    @classmethod
    def from_document(cls, document: object, *, where: str = "factor") -> "ResolvedFactor":
        """Read what `as_document` wrote; raises `InvalidFactor` or `InvalidNumber` naming the member."""
        if not isinstance(document, Mapping):
            raise InvalidFactor("A factor is an object.", where=where)
        components = read_list(document, "components", where)
        steps = read_list(document, "steps", where)
        texts = read_texts(
            {key: value for key, value in document.items() if key not in {"components", "steps"}},
            _TEXTS,
            required=("source",),
            where=where,
        )
        read = [
            FactorComponent.from_document(item, where=f"{where}.components[{index}]")
            for index, item in enumerate(components)
        ]
        return cls(components=tuple(read), steps=tuple(str(step) for step in steps), **texts)


_TEXTS = tuple(f.name for f in fields(ResolvedFactor) if f.name not in {"components", "steps"})


def sorted_by_gas(components: Sequence[FactorComponent], *, where: str = "") -> list[FactorComponent]:
    """A factor's components in the order of `gas_order`; each gas once, and not both CO2e and its parts."""
    by_gas: dict[str, FactorComponent] = {}
    for component in components:
        gas = gas_name(component.gas, where=where)
        if gas in by_gas:
            raise InvalidFactor(f"The factor has two values for {gas}.", where=where, mend="Give one per gas.")
        by_gas[gas] = component
    if "CO2e" in by_gas and set(by_gas) - {"CO2e", "CO2_biogenic"}:
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
