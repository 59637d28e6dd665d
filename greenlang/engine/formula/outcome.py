"""What a formula gives: each gas's mass and CO2e, the result, and the parameters that were used."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from greenlang.engine.errors import InvalidNumber
from greenlang.engine.formula.factors import read_list, read_texts
from greenlang.engine.gases import CO2E, GwpSet, is_memo
from greenlang.engine.numbers import canonical_number, exact_product, exact_sum
from greenlang.errors import InvalidInput


@dataclass(frozen=True)
class GasResult:
    """One gas: the factor used, its mass (rounded once, to 28 significant digits) and its CO2e in kg.

    ``ef_value`` and ``ef_unit`` are the factor as published; ``as_co2e_at`` is set where that is the CO2e of the
    gas, made with this potential. The line ``CO2e_rounding`` has the published total's value and, as its mass,
    what the total exceeds its parts by (below zero where it is less).
    """

    gas: str
    ef_cid: str
    ef_value: Decimal
    ef_unit: str
    mass: Decimal
    mass_unit: str
    gwp: Decimal
    co2e: Decimal
    as_co2e_at: Decimal | None = None

    def as_document(self) -> dict[str, str]:
        """``{"gas", "ef_cid", "value", "unit", "mass", "mass_unit", "gwp", "co2e"}``, canonical numbers.

        ``"as_co2e_at"`` besides, only where it is set.
        """
        document = {
            "gas": self.gas,
            "ef_cid": self.ef_cid,
            "value": canonical_number(self.ef_value),
            "unit": self.ef_unit,
            "mass": canonical_number(self.mass),
            "mass_unit": self.mass_unit,
            "gwp": canonical_number(self.gwp),
            "co2e": canonical_number(self.co2e),
        }
        if self.as_co2e_at is not None:
            document["as_co2e_at"] = canonical_number(self.as_co2e_at)
        return document


@dataclass(frozen=True)
class MemoGas:
    """A gas outside the scopes: its mass in kg, and its CO2e in kg by the set's own figure where it has one."""

    gas: str
    mass: Decimal
    gwp: Decimal | None
    co2e: Decimal | None

    def as_document(self) -> dict[str, str]:
        """``{"gas", "mass"}``, and ``"gwp", "co2e"`` where the set has a figure; canonical numbers."""
        document = {"gas": self.gas, "mass": canonical_number(self.mass)}
        if self.gwp is not None and self.co2e is not None:
            document |= {"gwp": canonical_number(self.gwp), "co2e": canonical_number(self.co2e)}
        return document


@dataclass(frozen=True)
class ParameterUsed:
    """A factor that is no emission factor: a heat content, a loss, an efficiency."""

    name: str
    ef_cid: str
    value: Decimal
    unit: str

    def as_document(self) -> dict[str, str]:
        """``{"name", "ef_cid", "value", "unit"}``, canonical number."""
        return {
            "name": self.name,
            "ef_cid": self.ef_cid,
            "value": canonical_number(self.value),
            "unit": self.unit,
        }


@dataclass(frozen=True)
class Outcome:
    """The result of one evaluation.

    Args:
        gases: in the order CO2e, CO2, biogenic CO2, CH4, N2O, others; last, where a published total wins over
            its parts, the difference.
        result: exact sum in ``result_unit`` (as published, "kg CO2e").
        co2_biogenic: kg of biogenic CO2, outside the result.
        parameters: factors that are no emission factors.
        memo: CFCs, HCFCs and halons, outside the scopes; among ``gases`` they count 0.
    """

    gases: tuple[GasResult, ...]
    result: Decimal
    result_unit: str
    co2_biogenic: Decimal
    parameters: tuple[ParameterUsed, ...] = ()
    memo: tuple[MemoGas, ...] = ()

    def of(self, gas: str) -> GasResult:
        """The result of one gas; `KeyError` where the factor has none."""
        for found in self.gases:
            if found.gas == gas:
                return found
        raise KeyError(gas)

    @property
    def co2e(self) -> Decimal:
        """kg CO2e over all gases, exact."""
        return exact_sum(gas.co2e for gas in self.gases)

    @property
    def separable(self) -> bool:
        """Whether every gas is known, so that another GWP set can be applied to the masses."""
        return all(gas.gas != CO2E for gas in self.gases)

    def as_document(self) -> dict[str, object]:
        """Every field in canonical JSON's types; ``"memo"`` only where there is one."""
        document: dict[str, object] = {
            "gases": [gas.as_document() for gas in self.gases],
            "result": canonical_number(self.result),
            "result_unit": self.result_unit,
            "co2_biogenic": canonical_number(self.co2_biogenic),
            "parameters": [parameter.as_document() for parameter in self.parameters],
        }
        if self.memo:
            document["memo"] = [gas.as_document() for gas in self.memo]
        return document

    @classmethod
    def from_document(cls, document: object, *, where: str = "outcome") -> "Outcome":
        """Read what `as_document` wrote; members beside the outcome's own are passed over.

        Raises:
            InvalidInput, InvalidNumber, InvalidFactor: naming the member that is none.
        """
        if not isinstance(document, Mapping):
            raise InvalidInput("An outcome is an object.", where=where)
        lists = {name: _members(document, name, where) for name in ("gases", "parameters", "memo")}
        return cls(
            gases=tuple(_gas_read(item, place) for item, place in lists["gases"]),
            result=_exact(document.get("result"), where=f"{where}.result"),
            result_unit=str(document.get("result_unit", "")),
            co2_biogenic=_exact(document.get("co2_biogenic"), where=f"{where}.co2_biogenic"),
            parameters=tuple(_parameter_read(item, place) for item, place in lists["parameters"]),
            memo=tuple(_memo_read(item, place) for item, place in lists["memo"]),
        )


def _members(document: Mapping[str, object], name: str, where: str) -> list[tuple[object, str]]:
    items = read_list(document, name, where)
    return [(item, f"{where}.{name}[{index}]") for index, item in enumerate(items)]


def _exact(text: object, *, where: str) -> Decimal:
    """A number exactly as it was written: a sum of rounded outputs may have more digits than an input may."""
    try:
        number = Decimal(text) if isinstance(text, str) else None
        if number is not None and canonical_number(number) == text:
            return number
    except (InvalidOperation, ValueError):
        pass
    raise InvalidNumber(f"{str(text)[:40]!r} is no canonical number.", where=where, mend="Write it as it was given.")


def _gas_read(document: object, where: str) -> GasResult:
    required = ("gas", "ef_cid", "value", "unit", "mass", "mass_unit", "gwp", "co2e")
    texts = read_texts(document, (*required, "as_co2e_at"), required=required, where=where)
    number = {
        name: _exact(texts[name], where=f"{where}.{name}")
        for name in ("value", "mass", "gwp", "co2e", "as_co2e_at")
        if name in texts
    }
    return GasResult(
        gas=texts["gas"],
        ef_cid=texts["ef_cid"],
        ef_value=number["value"],
        ef_unit=texts["unit"],
        mass=number["mass"],
        mass_unit=texts["mass_unit"],
        gwp=number["gwp"],
        co2e=number["co2e"],
        as_co2e_at=number.get("as_co2e_at"),
    )


def _parameter_read(document: object, where: str) -> ParameterUsed:
    names = ("name", "ef_cid", "value", "unit")
    texts = read_texts(document, names, required=names, where=where)
    value = _exact(texts["value"], where=f"{where}.value")
    return ParameterUsed(texts["name"], texts["ef_cid"], value, texts["unit"])


def _memo_read(document: object, where: str) -> MemoGas:
    texts = read_texts(document, ("gas", "mass", "gwp", "co2e"), required=("gas", "mass"), where=where)
    number = {name: _exact(texts[name], where=f"{where}.{name}") for name in texts if name != "gas"}
    return MemoGas(texts["gas"], number["mass"], number.get("gwp"), number.get("co2e"))


def memo_of(gases: Iterable[GasResult], gwp: GwpSet) -> tuple[MemoGas, ...]:
    """The gases outside the scopes, which count 0 among the others, by the set's own figures."""
    found = []
    for gas in gases:
        if not gas.gwp and is_memo(gas.gas):
            potential = gwp.published(gas.gas)
            co2e = None if potential is None else exact_product(gas.mass, potential)
            found.append(MemoGas(gas.gas, gas.mass, potential, co2e))
    return tuple(found)
