"""The content id of an emission factor: equal where everything that gives it its meaning is equal."""

from datetime import date

from apps.calculations.catalogue.editions import Edition, FactorRow, FactorUse
from greenlang.engine.canonical_json import sha256_of
from greenlang.engine.numbers import canonical_number

SCHEMA = "greenlang.emission-factor/1"


def ef_cid(row: FactorRow, edition: Edition) -> str:
    """``"ef_"`` and 16 hex digits of the SHA-256 of the factor's canonical JSON.

    Names for people, notes, confidence and the spelling of the number ("1", "1.0") are left out: they change
    nothing about what the factor says.
    """
    return "ef_" + sha256_of(factor_document(row, edition)).removeprefix("sha256:")[:16]


def factor_document(row: FactorRow, edition: Edition) -> dict[str, object]:
    """What is hashed: source, edition, place in it, what it is of, number, unit, basis, route, validity, and,
    where there are any, the potential or set of potentials inside the number and a use other than inventories.

    A CO2e figure whose row names no set has its edition's inside.
    """
    document: dict[str, object] = {
        "schema": SCHEMA,
        "source": edition.source,
        "edition": edition.slug,
        "table": row.table,
        "category": row.category,
        "activity": row.activity,
        "region": row.region,
        "gas": row.gas,
        "value": row.canonical_value,
        "unit": row.unit,
        "basis": row.basis,
        "route": str(row.route),
        "valid_from": _iso(row.valid_from or edition.applicable_from),
        "valid_to": _iso(row.valid_to or edition.applicable_to),
    }
    if row.as_co2e_at is not None:
        document["as_co2e_at"] = canonical_number(row.as_co2e_at)
    if gwp_basis := row.embedded_gwp(edition) or row.gwp_basis:
        document["gwp_basis"] = gwp_basis
    if row.use is not FactorUse.INVENTORY:
        document["use"] = str(row.use)
    return document


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
