"""A product footprint as PACT's data model version 3.0 has it: read strictly, decimals as strings. Pure."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any, Final, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from greenlang.errors import InvalidInput

SPEC_VERSION: Final = "3.0.0"
LONGEST_TEXT: Final = 10_000
MOST: Final = 100
"""Values of a list."""
_DECIMAL = re.compile(r"[+-]?[0-9]{1,40}(?:\.[0-9]{1,40})?(?:[eE][+-]?[0-9]{1,2})?")
LONGEST_NUMBER: Final = 82
"""Characters of a decimal as it is kept."""
YEARS_VALID: Final = 3
"""After the end of the reference period, at most, and where nothing else is said."""
_URN = re.compile(r"[uU][rR][nN]:[a-zA-Z0-9][a-zA-Z0-9-]{0,31}:\S{1,400}")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?(?:Z|[+-][0-9]{2}:[0-9]{2})"
)
REGIONS: Final = (
    "Africa", "Americas", "Asia", "Europe", "Oceania", "Australia and New Zealand", "Central Asia", "Eastern Asia",
    "Eastern Europe", "Latin America and the Caribbean", "Melanesia", "Micronesia", "Northern Africa",
    "Northern America", "Northern Europe", "Polynesia", "South-eastern Asia", "Southern Asia", "Southern Europe",
    "Sub-Saharan Africa", "Western Asia", "Western Europe",
)  # fmt: skip
UNITS: Final = (
    "liter", "kilogram", "cubic meter", "kilowatt hour", "megajoule", "ton kilometer", "square meter", "piece", "hour",
    "megabit second",
)  # fmt: skip


FIRST_YEAR, LAST_YEAR = 1900, 9000


def moment_of(text: str) -> datetime:
    """A moment with its offset from UTC, as RFC 3339 writes it. Raises ``ValueError``."""
    if not _MOMENT.fullmatch(text):
        raise ValueError("must be a moment such as 2025-12-31T00:00:00Z")
    found = datetime.fromisoformat(text)
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError(f"must lie in a year from {FIRST_YEAR} to {LAST_YEAR}")
    return found.astimezone(UTC)


def plain_numbers(value: Any, where: str = "") -> Any:
    """A document that is not ours, with its numbers as every reader of JSON has them, who all take them for doubles.

    Raises:
        ValueError: a number has more digits than that; with its place.
    """
    if isinstance(value, Decimal):
        number = float(value)
        if Decimal(repr(number)) != value:
            raise ValueError(
                f"{where or '/'}: the number has more digits than readers of JSON keep; write it as a text"
            )
        return number
    if isinstance(value, Mapping):
        return {name: plain_numbers(each, f"{where}/{name}") for name, each in value.items()}
    if isinstance(value, list):
        return [plain_numbers(each, f"{where}/{place}") for place, each in enumerate(value)]
    return value


def _moment(text: str) -> str:
    return moment_of(text).isoformat(timespec="seconds").replace("+00:00", "Z")


def _decimal(text: str) -> str:
    if not _DECIMAL.fullmatch(text):
        raise ValueError("must be a decimal as text, such as “2.56”")
    # An exponent may be written, but PACT's own schema knows none: what is kept and sent is the same number without.
    number = Decimal(text)
    plain = f"{number if number else abs(number):f}"
    if len(plain) > LONGEST_NUMBER:
        raise ValueError(f"has more than {LONGEST_NUMBER} characters when it is written without an exponent")
    return plain


def _above_zero(text: str) -> str:
    if Decimal(text) <= 0:
        raise ValueError("must be above zero")
    return text


def _not_below_zero(text: str) -> str:
    if Decimal(text) < 0:
        raise ValueError("must be zero or above")
    return text


def _not_above_zero(text: str) -> str:
    if Decimal(text) > 0:
        raise ValueError("must be zero or below")
    return text


def _percent(text: str) -> str:
    if not 0 <= Decimal(text) <= 100:
        raise ValueError("must be from 0 to 100")
    return text


def _rating(text: str) -> str:
    if not 1 <= Decimal(text) <= 5:
        raise ValueError("must be from 1 to 5")
    return text


def _urn(text: str) -> str:
    if not _URN.fullmatch(text):
        raise ValueError("must be a URN, such as urn:gtin:4712345060507")
    return text


def _once(values: list[str]) -> list[str]:
    if len({value.casefold() for value in values}) != len(values):
        raise ValueError("names something twice")
    return values


Text = Annotated[str, Field(max_length=LONGEST_TEXT)]
Filled = Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]
Moment = Annotated[str, AfterValidator(_moment)]
AnyDecimal = Annotated[str, AfterValidator(_decimal)]
AboveZero = Annotated[AnyDecimal, AfterValidator(_above_zero)]
NotBelowZero = Annotated[AnyDecimal, AfterValidator(_not_below_zero)]
NotAboveZero = Annotated[AnyDecimal, AfterValidator(_not_above_zero)]
Percent = Annotated[AnyDecimal, AfterValidator(_percent)]
Rating = Annotated[AnyDecimal, AfterValidator(_rating)]
Urn = Annotated[str, AfterValidator(_urn)]
Urns = Annotated[list[Urn], Field(min_length=1, max_length=MOST), AfterValidator(_once)]
Names = Annotated[list[Filled], Field(min_length=1, max_length=MOST), AfterValidator(_once)]
Report = Annotated[str, Field(pattern=r"^AR[0-9]{1,2}$")]


class _Part(BaseModel):
    """Of a document: what is not in the data model is refused, not passed over."""

    model_config = ConfigDict(extra="forbid", strict=True)


class SpecificRule(_Part):
    """Rules of a product or sector, by whoever publishes them."""

    operator: Literal["PEF", "EPD International", "Other"]
    ruleNames: Names  # noqa: N815 - PACT's own names, here and below
    otherOperatorName: Filled | None = None  # noqa: N815

    @model_validator(mode="after")
    def _named(self) -> Self:
        if (self.operator == "Other") != (self.otherOperatorName is not None):
            raise ValueError("otherOperatorName belongs to the operator “Other”, and to no other")
        return self


class FactorSource(_Part):
    """A database of emission factors."""

    name: Filled
    version: Filled


class DataQuality(_Part):
    """Ratings, 1 best to 5."""

    technologicalDQR: Rating  # noqa: N815
    geographicalDQR: Rating  # noqa: N815
    temporalDQR: Rating  # noqa: N815


class Verification(_Part):
    """By a third party."""

    coverage: Literal["PCF calculation model", "PCF program", "product level"] | None = None
    providerName: Filled | None = None  # noqa: N815
    completedAt: Moment | None = None  # noqa: N815
    standardName: Filled | None = None  # noqa: N815
    comments: Text | None = None


class CarbonFootprint(_Part):
    """Masses in kg CO2e per declared unit, which is ``declaredUnitAmount`` times ``declaredUnitOfMeasurement``."""

    declaredUnitOfMeasurement: Annotated[str, Field(json_schema_extra={"enum": list(UNITS)})]  # noqa: N815
    declaredUnitAmount: AboveZero  # noqa: N815
    productMassPerDeclaredUnit: NotBelowZero  # noqa: N815
    referencePeriodStart: Moment  # noqa: N815
    referencePeriodEnd: Moment  # noqa: N815
    geographyRegionOrSubregion: str | None = None  # noqa: N815
    geographyCountry: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None  # noqa: N815
    geographyCountrySubdivision: Annotated[str, Field(pattern=r"^[A-Z]{2}-[A-Z0-9]{1,3}$")] | None = None  # noqa: N815
    boundaryProcessesDescription: Text | None = None  # noqa: N815
    pcfExcludingBiogenicUptake: AnyDecimal  # noqa: N815
    pcfIncludingBiogenicUptake: AnyDecimal  # noqa: N815
    fossilCarbonContent: NotBelowZero  # noqa: N815
    biogenicCarbonContent: NotBelowZero | None = None  # noqa: N815
    recycledCarbonContent: NotBelowZero | None = None  # noqa: N815
    fossilGhgEmissions: NotBelowZero  # noqa: N815
    landUseChangeGhgEmissions: NotBelowZero | None = None  # noqa: N815
    landCarbonLeakage: NotBelowZero | None = None  # noqa: N815
    landManagementFossilGhgEmissions: NotBelowZero | None = None  # noqa: N815
    landManagementBiogenicCO2Emissions: NotBelowZero | None = None  # noqa: N815
    landManagementBiogenicCO2Removals: NotAboveZero | None = None  # noqa: N815
    biogenicCO2Uptake: NotAboveZero | None = None  # noqa: N815
    biogenicNonCO2Emissions: NotBelowZero | None = None  # noqa: N815
    landAreaOccupation: NotBelowZero | None = None  # noqa: N815
    aircraftGhgEmissions: NotBelowZero | None = None  # noqa: N815
    packagingEmissionsIncluded: bool | None = None  # noqa: N815
    packagingGhgEmissions: NotBelowZero | None = None  # noqa: N815
    packagingBiogenicCarbonContent: NotBelowZero | None = None  # noqa: N815
    outboundLogisticsGhgEmissions: NotBelowZero | None = None  # noqa: N815
    ccsTechnologicalCO2CaptureIncluded: bool | None = None  # noqa: N815
    ccsTechnologicalCO2Capture: NotAboveZero | None = None  # noqa: N815
    technologicalCO2CaptureOrigin: Text | None = None  # noqa: N815
    technologicalCO2Removals: NotAboveZero | None = None  # noqa: N815
    ccuCarbonContent: NotBelowZero | None = None  # noqa: N815
    ccuCalculationApproach: Literal["Cut-off", "Credit"] | None = None  # noqa: N815
    ccuCreditCertification: Annotated[str, Field(pattern=r"^https?://\S{1,500}$")] | None = None  # noqa: N815
    ipccCharacterizationFactors: Annotated[  # noqa: N815
        list[Report], Field(min_length=1, max_length=MOST), AfterValidator(_once)
    ]
    crossSectoralStandards: Names  # noqa: N815
    productOrSectorSpecificRules: Annotated[list[SpecificRule], Field(max_length=MOST)] | None = None  # noqa: N815
    exemptedEmissionsPercent: Percent  # noqa: N815
    exemptedEmissionsDescription: Text | None = None  # noqa: N815
    allocationRulesDescription: Text | None = None  # noqa: N815
    secondaryEmissionFactorSources: (  # noqa: N815
        Annotated[list[FactorSource], Field(min_length=1, max_length=MOST)] | None
    ) = None
    primaryDataShare: Percent | None = None  # noqa: N815
    dqi: DataQuality | None = None
    verification: Verification | None = None

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        if self.declaredUnitOfMeasurement not in UNITS:
            raise ValueError(f"declaredUnitOfMeasurement is one of {', '.join(UNITS)}")
        region = self.geographyRegionOrSubregion
        if region is not None and region not in REGIONS:
            raise ValueError("geographyRegionOrSubregion is a region or subregion of the UN, such as “Western Europe”")
        if sum(each is not None for each in self.geographies) > 1:
            raise ValueError("say one of region, country and subdivision; none where it is for the whole world")
        if moment_of(self.referencePeriodStart) >= moment_of(self.referencePeriodEnd):
            raise ValueError("referencePeriodStart lies before referencePeriodEnd")
        if self.packagingGhgEmissions is not None and self.packagingEmissionsIncluded is False:
            raise ValueError("packagingGhgEmissions is said only where packagingEmissionsIncluded is true")
        captured = (self.ccsTechnologicalCO2Capture, self.technologicalCO2Removals, self.technologicalCO2CaptureOrigin)
        if self.ccsTechnologicalCO2CaptureIncluded is False and any(each is not None for each in captured):
            raise ValueError("what is captured is said only where ccsTechnologicalCO2CaptureIncluded is true")
        return self

    @property
    def geographies(self) -> tuple[str | None, str | None, str | None]:
        """Region, country, subdivision: at most one is said."""
        return self.geographyRegionOrSubregion, self.geographyCountry, self.geographyCountrySubdivision


class Extension(_Part):
    """A data model extension; its schema is named and never fetched."""

    specVersion: Filled  # noqa: N815
    dataSchema: Annotated[str, Field(pattern=r"^https?://\S{1,500}$")]  # noqa: N815
    documentation: Annotated[str, Field(pattern=r"^https?://\S{1,500}$")] | None = None
    data: Annotated[dict[str, Any], AfterValidator(plain_numbers)]


class FootprintDocument(_Part):
    """What people say of a product's footprint; its id, status and history are given to it."""

    companyName: Filled  # noqa: N815
    companyIds: Urns  # noqa: N815
    productDescription: Text  # noqa: N815
    productIds: Urns  # noqa: N815
    productClassifications: Urns | None = None  # noqa: N815
    productNameCompany: Filled  # noqa: N815
    comment: Text | None = None
    validityPeriodStart: Moment | None = None  # noqa: N815
    validityPeriodEnd: Moment | None = None  # noqa: N815
    pcf: CarbonFootprint
    extensions: Annotated[list[Extension], Field(min_length=1, max_length=MOST)] | None = None

    @model_validator(mode="after")
    def _valid_for_a_while(self) -> Self:
        if (self.validityPeriodStart is None) != (self.validityPeriodEnd is None):
            raise ValueError("a validity period has a start and an end")
        if self.validityPeriodStart is None:
            return self
        if self.valid_from > self.valid_to:
            raise ValueError("validityPeriodStart lies before validityPeriodEnd")
        if self.valid_from < moment_of(self.pcf.referencePeriodEnd):
            raise ValueError("validityPeriodStart does not lie before referencePeriodEnd")
        if self.valid_to > self._last_valid:
            last = self._last_valid.isoformat().replace("+00:00", "Z")
            raise ValueError(f"validityPeriodEnd lies at most {YEARS_VALID} years after referencePeriodEnd, at {last}")
        return self

    @property
    def valid_from(self) -> datetime:
        """Where nothing else is said, from the end of the reference period."""
        return moment_of(self.validityPeriodStart or self.pcf.referencePeriodEnd)

    @property
    def valid_to(self) -> datetime:
        """Where nothing else is said, three years after the end of the reference period."""
        if self.validityPeriodEnd is not None:
            return moment_of(self.validityPeriodEnd)
        return self._last_valid

    @property
    def _last_valid(self) -> datetime:
        end = moment_of(self.pcf.referencePeriodEnd)
        if (end.month, end.day) == (2, 29):
            return end.replace(year=end.year + YEARS_VALID, month=3, day=1)
        return end.replace(year=end.year + YEARS_VALID)

    def as_document(self) -> dict[str, Any]:
        """As it is kept and sent: what was not said is not there."""
        return self.model_dump(mode="json", exclude_none=True)


def footprint_read(document: object, *, where: str = "") -> FootprintDocument:
    """A footprint as it was typed or imported.

    Raises:
        InvalidInput: with everything that is wrong, by pointer.
    """
    if not isinstance(document, Mapping):
        raise InvalidInput("A footprint is a JSON object.", where=where or "/")
    given = {name: value for name, value in document.items() if name not in _GIVEN_BY_US}
    named = sorted(set(document) & _GIVEN_BY_US)
    if named:
        mend = "Leave them out; a new version is entered as one of the footprint it replaces."
        raise InvalidInput(f"{', '.join(named)}: these are given to a footprint here.", where=where or "/", mend=mend)
    try:
        return FootprintDocument.model_validate(given)
    except ValidationError as error:
        raise _refused(error, where) from None


_GIVEN_BY_US = frozenset({"id", "specVersion", "created", "status", "precedingPfIds", "version", "updated"})


def pointer_step(name: object) -> str:
    """A member or place as one step of a pointer (RFC 6901), cut where it is very long."""
    return str(name)[:_LONGEST_STEP].replace("~", "~0").replace("/", "~1")


_LONGEST_STEP = 60


def _refused(error: ValidationError, where: str) -> InvalidInput:
    errors = [
        {
            "pointer": "/".join([where, *(pointer_step(step) for step in found["loc"])]) or "/",
            "detail": found["msg"].removeprefix("Value error, ").rstrip(".") + ".",
            "code": found["type"].replace("_", "-"),
        }
        for found in error.errors(include_url=False, include_input=False, include_context=False)[:MOST]
    ]
    first, more = errors[0], len(errors) - 1
    message = f"{first['pointer']}: {first['detail']}" + (f" And {more} more." if more else "")
    return InvalidInput(message, where=first["pointer"], mend="Mend the members that are named.", errors=errors)
