"""A tenant's own factor, as it is proposed: checked by the catalogue's rules, typed, and identified by content."""

import uuid
from collections.abc import Mapping
from datetime import date

from apps.calculations.catalogue.columns import FACTOR_COLUMNS, OPTIONAL_COLUMNS, Findings, factor_row
from apps.calculations.catalogue.content_id import factor_document
from apps.calculations.catalogue.editions import NOT_AVAILABLE, Edition, EditionKind, FactorRow, FactorUse
from apps.calculations.catalogue.fallback import PRIVATE
from greenlang.engine.canonical_json import sha256_of
from greenlang.engine.gases import CO2E
from greenlang.engine.numbers import canonical_number
from greenlang.engine.units import parse_unit
from greenlang.engine.units.dimension import Dimension
from greenlang.errors import Conflict, InvalidInput, Refused

SCHEMA = "greenlang.private-factor/1"
TABLE = "Own factors"
LICENCE = "LicenseRef-Private"
COLUMNS = (
    "category", "activity", "activity_name", "region", "region_name", "gas", "value", "unit", "basis", "valid_from",
    "valid_to", "notes", "as_co2e_at", "gwp_basis",
)  # fmt: skip
"""What is said of an own factor, each as text; those of a catalogue row that it has a use for."""


class InvalidPrivateFactor(InvalidInput):
    """A proposed factor breaks the catalogue's rules; every finding is named."""

    code = "invalid-private-factor"
    title = "The factor cannot be proposed"


class PrivateFactorConflict(Conflict):
    """The proposal's present state, or another approved factor, does not allow this."""

    code = "private-factor-conflict"


class OwnReview(Refused):
    """A proposal is reviewed by somebody else than who made it."""

    code = "own-review"


class NotOwnProposal(Refused):
    """A proposal is withdrawn by who made it."""

    code = "not-own-proposal"


def private_edition(*, source: str, citation: str, year: int) -> Edition:
    """The edition that an own factor stands in for one of: named "private", as a request names it."""
    return Edition(
        slug=PRIVATE,
        kind=EditionKind.FACTORS,
        publisher=source,
        title="own factor",
        edition=str(year),
        publication_year=year,
        published_on=None,
        data_year="",
        applicable_from=None,
        applicable_to=None,
        applicability_note="As each factor says.",
        licence=LICENCE,
        citation=citation,
        gwp_basis="",
        set_name="",
        known_as=(PRIVATE, source),
        tables={TABLE: "A tenant's own factors"},
    )


def private_row(texts: Mapping[str, str]) -> FactorRow:
    """The typed row of a proposal.

    Args:
        texts: of `COLUMNS`; what is missing is empty.

    Raises:
        InvalidPrivateFactor: with every finding.
    """
    record = dict.fromkeys((*FACTOR_COLUMNS, *OPTIONAL_COLUMNS), "")
    record |= {column: texts.get(column, "") for column in COLUMNS}
    record |= {"table": TABLE, "published_unit": record["unit"] or "none", "confidence": "verified-1"}
    record["activity_name"] = record["activity_name"] or record["activity"]
    record["region_name"] = record["region_name"] or record["region"]
    findings = Findings("factor")
    row = factor_row(record, private_edition(source="", citation="", year=1), findings)
    if record["value"] == NOT_AVAILABLE:
        findings.add("value NA is for publishers; an own factor says a number.", "value")
    if record["gas"] == CO2E and not record["gwp_basis"]:
        findings.add("gwp_basis is missing: a CO2e figure says which set of potentials is in it.", "missing")
    if row is None or findings.found:
        errors = [{**finding, "pointer": _pointer(finding["detail"])} for finding in findings.found]
        message = " ".join(error["detail"] for error in errors)[:1000]
        raise InvalidPrivateFactor(message, where=errors[0]["pointer"], errors=errors)
    return row


def private_ef_cid(
    row: FactorRow, *, tenant_id: uuid.UUID, source: str, citation: str, overrides: str, evidence_sha256: str
) -> str:
    """``"ef_"`` and 16 hex digits over the tenant and everything that gives the factor its meaning and its proof."""
    document = {
        **factor_document(row, private_edition(source=source, citation=citation, year=1)),
        "schema": SCHEMA,
        "tenant": str(tenant_id),
        "citation": citation,
        "overrides": overrides,
        "evidence": evidence_sha256,
    }
    return "ef_" + sha256_of(document).removeprefix("sha256:")[:16]


def overlaps(first: FactorRow, second: FactorRow) -> bool:
    """Whether two rows are of the same thing at the same time: which of them answers could not be told."""
    same = all(getattr(first, name) == getattr(second, name) for name in _IDENTITY)
    return same and _starts(first) <= _ends(second) and _starts(second) <= _ends(first)


def texts_of(row: FactorRow, edition: Edition) -> dict[str, str]:
    """The texts of a published row, as a proposal that overrides it repeats them; value and validity are its own."""
    kept = {name: str(getattr(row, name)) for name in COLUMNS if name not in _OWN}
    potential = "" if row.as_co2e_at is None else canonical_number(row.as_co2e_at)
    return kept | {"as_co2e_at": potential, "gwp_basis": row.embedded_gwp(edition)}


_IDENTITY = ("category", "activity", "region", "gas", "basis", "denominator", "route")
_OWN = ("value", "valid_from", "valid_to", "notes", "as_co2e_at", "gwp_basis")


def override_row(texts: Mapping[str, str], row: FactorRow, edition: Edition) -> FactorRow:
    """The typed row of a proposal that overrides a published figure: the same thing, in a convertible unit.

    What is not said is the published figure's. Raises `InvalidPrivateFactor`.
    """
    if row.value is None:
        mend = "Propose a factor of your own and request it with the source “private”."
        message = "What is published as not available is not overridden."
        raise InvalidPrivateFactor(message, where="/overrides", mend=mend)
    if row.use is not FactorUse.INVENTORY:
        raise InvalidPrivateFactor(f"The figure is published as {row.use} and never used.", where="/overrides")
    said = {name: text for name, text in texts.items() if text}
    base = texts_of(row, edition)
    if "unit" in said:
        base["as_co2e_at"] = ""
    own = private_row(base | said)
    errors = [
        {"pointer": f"/{name}", "detail": f"{name} is {mine!r}, the published figure's is {theirs!r}.", "code": "other"}
        for name in _SAME
        if (mine := getattr(own, name)) != (theirs := getattr(row, name))
    ]
    if _per(own) != _per(row):
        detail = f"unit {own.unit} is not convertible to {row.unit}."
        errors.append({"pointer": "/unit", "detail": detail, "code": "unit"})
    if errors:
        raise InvalidPrivateFactor(errors[0]["detail"], where=errors[0]["pointer"], errors=errors)
    return own


_SAME = ("category", "activity", "region", "gas", "basis")


def _per(row: FactorRow) -> Dimension:
    """What the figure is per; whose mass it is, the gas says."""
    return parse_unit(row.unit.replace(f"({row.gas})", "").replace(f"({CO2E})", "")).dimension


def _starts(row: FactorRow) -> date:
    return row.valid_from or date.min


def _ends(row: FactorRow) -> date:
    return row.valid_to or date.max


def _pointer(detail: str) -> str:
    """The column a finding begins with."""
    name = detail.partition(" ")[0].rstrip(":")
    return f"/{name}" if name in COLUMNS else "/"
