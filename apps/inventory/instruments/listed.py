"""An instrument as it is typed or listed: texts by column become facts, with every finding named."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from apps.calculations.accounting.scope2 import Step
from apps.calculations.accounting.scope2.instruments import INSTRUMENT_STEPS
from apps.inventory.instruments.markets import market_named
from apps.inventory.instruments.serials import SerialRange
from greenlang.engine.numbers import parse_number
from greenlang.errors import GreenLangError, InvalidInput

CRITERIA = ("conveys_emission_rate", "sole_claim", "rate_of_delivered_energy", "claims_transferred")
"""Those a person attests; market, vintage and retirement are the others."""
COLUMNS = (
    "kind", "name", "registry", "serial_first", "serial_last", "market", "vintage_start", "vintage_end", "quantity",
    "unit", "rate", "factor", "retired_on", "retirement_registry", "retired_for", "certificates_sold_separately",
    *CRITERIA, "notes",
)  # fmt: skip
REQUIRED = ("kind", "name", "market", "vintage_start", "vintage_end")
_KWH = {"kwh": 0, "mwh": 3, "gwh": 6}
_KINDS = {
    "certificate": Step.CERTIFICATES, "certificates": Step.CERTIFICATES, "go": Step.CERTIFICATES,
    "rec": Step.CERTIFICATES, "i-rec": Step.CERTIFICATES, "rego": Step.CERTIFICATES,
    "contract": Step.CONTRACTS, "ppa": Step.CONTRACTS,
    "supplier": Step.SUPPLIER_RATE, "supplier rate": Step.SUPPLIER_RATE, "tariff": Step.SUPPLIER_RATE,
}  # fmt: skip
_YES, _NO = {"yes", "y", "true", "1", "x"}, {"no", "n", "false", "0", ""}
_LONGEST = {"notes": 1000}


@dataclass(frozen=True, slots=True)
class ListedInstrument:
    """What is said of an instrument, typed; see `ContractualInstrument` for the meaning of each."""

    facts: Mapping[str, Any]


def criteria_of(kind: Step) -> tuple[str, ...]:
    """The criteria that somebody has to attest for a kind of instrument (Scope 2 Guidance, table 7.1)."""
    own = {Step.SUPPLIER_RATE: ("rate_of_delivered_energy",), Step.CONTRACTS: ("claims_transferred",)}
    return ("conveys_emission_rate", "sole_claim", *own.get(kind, ()))


def instrument_facts(texts: Mapping[str, str]) -> dict[str, Any]:
    """The facts of an instrument.

    Args:
        texts: by `COLUMNS`; what is missing is empty. A criterion's text says who attests it; empty: nobody does.

    Raises:
        InvalidInput: with every finding in ``errors``, its pointer the column.
    """
    said = {name: " ".join(texts.get(name, "").split()) for name in COLUMNS}
    findings: list[dict[str, str]] = []

    def read(name: str, reader: Callable[[str], Any], missing: Any = None) -> Any:
        if not said[name]:
            return missing
        try:
            return reader(said[name])
        except GreenLangError as error:
            findings.append(_finding(error.where if error.where in COLUMNS else name, error.message, error.mend))
        except ValueError as error:
            findings.append(_finding(name, str(error)))
        return missing

    findings += [_finding(name, "Say it.") for name in REQUIRED if not said[name]]
    for name in COLUMNS:
        if len(said[name]) > _LONGEST.get(name, 200):
            findings.append(_finding(name, f"Longer than {_LONGEST.get(name, 200)} characters."))
    kind = read("kind", _kind)
    facts = {
        "kind": kind.value if kind else "",
        "market": read("market", market_named, ""),
        "vintage_start": read("vintage_start", _day),
        "vintage_end": read("vintage_end", _day),
        "kwh": read("quantity", lambda text: _kwh(text, said["unit"])),
        "rate": read("rate", _rate),
        "factor": said["factor"],
        "retired_on": read("retired_on", _day),
        "certificates_sold_separately": read("certificates_sold_separately", _flag, missing=False),
        "attested": {name: said[name] for name in CRITERIA if said[name]},
        **{name: said[name] for name in ("name", "registry", "retirement_registry", "retired_for", "notes")},
        **{name: said[name] for name in ("serial_first", "serial_last")},
    }
    read("serial_first", lambda first: SerialRange.of(first, said["serial_last"]))
    findings += _contradictions(facts, kind, said)
    if findings:
        raise InvalidInput(findings[0]["detail"], where=findings[0]["pointer"], errors=findings)
    return facts


def _contradictions(facts: Mapping[str, Any], kind: Step | None, said: Mapping[str, str]) -> list[dict[str, str]]:
    found = []
    if facts["vintage_start"] and facts["vintage_end"] and facts["vintage_end"] < facts["vintage_start"]:
        found.append(_finding("vintage_end", "It ends before it starts."))
    if kind and kind is not Step.SUPPLIER_RATE and not said["quantity"]:
        found.append(_finding("quantity", "Say how much it covers; only a supplier’s rate covers what is delivered."))
    if kind and bool(said["rate"]) == bool(said["factor"]):
        found.append(_finding("rate", "Say the emission rate, or a factor of the library: one of the two."))
    if said["serial_last"] and not said["serial_first"]:
        found.append(_finding("serial_first", "A range has a first number."))
    if said["retired_on"] and not said["retired_for"]:
        found.append(_finding("retired_for", "Say on whose behalf it was retired."))
    return found


def _finding(column: str, detail: str, mend: str = "") -> dict[str, str]:
    return {"pointer": column, "detail": detail, "mend": mend, "code": "invalid"}


def _kind(text: str) -> Step:
    said = text.lower()
    if said in {step.value for step in INSTRUMENT_STEPS}:
        return Step(said)
    if said not in _KINDS:
        raise ValueError(f"“{text[:40]}” is no kind of instrument: say certificate, contract or supplier rate.")
    return _KINDS[said]


def _kwh(text: str, unit: str) -> Decimal:
    said = (unit or "kWh").lower()
    if said not in _KWH:
        raise InvalidInput(f"“{unit[:20]}” is no unit of electricity.", where="unit", mend="Say kWh, MWh or GWh.")
    value = parse_number(text).scaleb(_KWH[said])
    if value <= 0:
        raise ValueError("It covers nothing: give a quantity above zero.")
    return value


def _rate(text: str) -> Decimal:
    value = parse_number(text)
    if value < 0:
        raise ValueError("An emission rate is zero or more, in kg CO2e per kWh.")
    return value


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"“{text[:40]}” is no date; write it as 2025-01-31.") from None


def _flag(text: str) -> bool:
    said = text.lower()
    if said not in _YES | _NO:
        raise ValueError(f"“{text[:20]}” is neither yes nor no.")
    return said in _YES
