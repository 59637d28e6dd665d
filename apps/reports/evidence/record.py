"""Evidence in the record: who reports, within what boundary, compared with what, and how it can be traced."""

from typing import Final

from apps.reports.evidence.reading import Evidence, Place, Reading

_SIGN: Final = "Submit the period with its report; somebody else signs it off."


def _role(reading: Reading, role: str) -> bool:
    return any(role in each["role"] for each in reading.snapshot.get("comparatives", []))


def _prior(reading: Reading) -> bool | None:
    """A first period has none: where the base year is another one, there was an earlier period."""
    if _role(reading, "prior"):
        return True
    base = reading.snapshot.get("base_year", {}).get("period")
    return False if base and base != reading.snapshot["period"]["name"] else None


def _base_year(reading: Reading) -> bool:
    return bool(reading.snapshot.get("base_year", {}).get("period"))


def _base_figures(reading: Reading) -> bool:
    """A base year's own report is its own base."""
    base = reading.snapshot.get("base_year", {}).get("period")
    return _role(reading, "base") or (bool(base) and base == reading.snapshot["period"]["name"])


def _recalculated(reading: Reading) -> bool | None:
    return None if "restates" not in reading.snapshot.get("sign_off", {}) else True


RECORD: Final = (
    Evidence("entity", "Reporting entity", "Name it.", Place.ORGANISATION, lambda _: True),
    Evidence(
        "lei",
        "Legal entity identifier (LEI)",
        "Enter the LEI of the organisation, if it has one.",
        Place.ORGANISATION,
        lambda reading: bool(reading.snapshot["organisation"].get("lei")),
    ),
    Evidence("period", "Reporting period", "Name it.", Place.ORGANISATION, lambda _: True),
    Evidence(
        "signed",
        "Preparer and approver",
        _SIGN,
        Place.SIGN_OFF,
        lambda reading: "sign_off" in reading.snapshot,
    ),
    Evidence(
        "boundary",
        "Organisational boundary and consolidation approach",
        "Choose the consolidation approach and prepare a new report.",
        Place.ORGANISATION,
        lambda reading: "boundary" in reading.snapshot,
    ),
    Evidence(
        "prior-year",
        "Figures of the prior period",
        "Make the period before this one and calculate it; the first period has none.",
        Place.ORGANISATION,
        _prior,
    ),
    Evidence(
        "base-figures",
        "Figures of the base year",
        "Choose the base year and calculate it.",
        Place.CHANGE,
        _base_figures,
    ),
    Evidence("base-year", "Base year", "Choose the base year.", Place.CHANGE, _base_year),
    Evidence("restatement", "What a restatement changed, and why", "Restate.", Place.SIGN_OFF, _recalculated),
    Evidence("gwp-set", "Global warming potentials and where they are published", "", Place.DATA, lambda _: True),
    Evidence(
        "methods",
        "Formulas of every line",
        "",
        Place.DATA,
        lambda reading: all(line["formula_text"] for line in reading.snapshot["lines"]),
    ),
    Evidence(
        "factor-register",
        "Every factor with its source and edition",
        "",
        Place.MAPPING,
        lambda reading: bool(reading.snapshot["factors"]),
    ),
    Evidence(
        "uncertainty-range",
        "Uncertainty of the figures",
        "Say the half ranges of activity data and of factors, and how they are known.",
        Place.UNCERTAINTY,
        lambda reading: bool(reading.snapshot.get("uncertainty", {}).get("rows")),
    ),
    Evidence(
        "quality-scores",
        "Scores of data quality",
        "Prepare a new report; lines that were calculated long ago have none.",
        Place.DATA,
        lambda reading: bool(reading.snapshot.get("quality")),
    ),
    Evidence("limits", "What is known to be lacking", "", Place.SIGN_OFF, lambda _: True),
    Evidence(
        "every-line",
        "Every line with its quantity, factor and warming potential",
        "Calculate the period.",
        Place.DATA,
        lambda reading: bool(reading.snapshot["lines"]),
    ),
    Evidence(
        "inputs",
        "Input files with their hashes",
        "Upload the activity data as files; lines of single executions name no file.",
        Place.DATA,
        lambda reading: bool(reading.snapshot["inputs"]),
    ),
    Evidence(
        "ledger-verified",
        "A ledger whose chain verified",
        "Verify the ledger and prepare a new report.",
        Place.LEDGER,
        lambda reading: reading.snapshot["ledger"]["verified"],
    ),
    Evidence(
        "conformity",
        "A statement of conformity",
        "Fill the rows of a standard’s checklist.",
        Place.CHECKLIST,
        # Checklists rest on evidence: whether they are filled is said where they are read.
        lambda _: None,
    ),
    Evidence("datapoints", "The index of datapoints", "", Place.DATA, lambda reading: bool(reading.points)),
)
