"""PACT's data model as its schema of version 3.0 has it: what the conformance service holds answers against."""

import re
import uuid
from datetime import datetime
from typing import Any

FOOTPRINT = {
    "id", "specVersion", "created", "status", "companyName", "companyIds", "productDescription", "productIds",
    "productNameCompany", "pcf",
}  # fmt: skip
PCF = {
    "declaredUnitOfMeasurement", "declaredUnitAmount", "productMassPerDeclaredUnit", "referencePeriodStart",
    "referencePeriodEnd", "pcfExcludingBiogenicUptake", "pcfIncludingBiogenicUptake", "fossilGhgEmissions",
    "fossilCarbonContent", "ipccCharacterizationFactors", "crossSectoralStandards", "exemptedEmissionsPercent",
}  # fmt: skip
EVENT = {"type", "specversion", "id", "source", "time", "data"}
CODES = {"BadRequest", "AccessDenied", "TokenExpired", "NotFound", "InternalError", "NotImplemented"}
DECIMAL = re.compile(r"[+-]?\d+(\.\d+)?")


def footprint_holds(document: dict[str, Any]) -> bool:
    """Whether everything that is required is there, and each in its form."""
    pcf = document["pcf"]
    assert document.keys() >= FOOTPRINT
    assert pcf.keys() >= PCF
    assert str(uuid.UUID(document["id"])) == document["id"]
    assert re.fullmatch(r"\d+\.\d+\.\d+(-\d{8})?", document["specVersion"])
    assert document["status"] in {"Active", "Deprecated"}
    for name in ("companyIds", "productIds"):
        assert document[name]
        assert all(re.match("urn:", each, re.IGNORECASE) for each in document[name])
    for moment in (document["created"], pcf["referencePeriodStart"], pcf["referencePeriodEnd"]):
        assert datetime.fromisoformat(moment).tzinfo is not None
    numbers = [name for name in PCF if name[0] != "r" and name not in _TEXTS]
    return all(DECIMAL.fullmatch(pcf[name]) for name in numbers)


_TEXTS = {"declaredUnitOfMeasurement", "ipccCharacterizationFactors", "crossSectoralStandards"}


def event_holds(document: dict[str, Any]) -> bool:
    """Whether an event says what each has to."""
    assert document["specversion"] == "1.0"
    assert datetime.fromisoformat(document["time"]).tzinfo is not None
    return document.keys() == EVENT and isinstance(document["data"], dict)


def error_holds(document: dict[str, Any]) -> bool:
    """Whether an error has PACT's form."""
    return document.keys() == {"code", "message"} and document["code"] in CODES and bool(document["message"])
