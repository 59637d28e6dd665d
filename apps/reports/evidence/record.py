"""Evidence in the record: who reports, within what boundary, compared with what, and how it can be traced."""

from collections import Counter
from collections.abc import Callable
from typing import Final

from apps.reports.evidence.reading import Evidence, Place, Reading
from apps.reports.shapes import InventorySnapshot

_SIGN: Final = "Submit the period with its report; somebody else signs it off."


def _role(reading: Reading, role: str) -> bool:
    return any(role in each["role"] for each in reading.snapshot.get("comparatives", []))


def _prior(reading: Reading) -> bool | None:
    """A first period has none: where the base year is another one, there was an earlier period."""
    if _role(reading, "prior"):
        return _compares(reading, "prior", "1", "2-location")
    base = reading.snapshot.get("base_year", {}).get("period")
    return False if base and base != reading.snapshot["period"]["name"] else None


def _base_year(reading: Reading) -> bool:
    return bool(reading.snapshot.get("base_year", {}).get("period"))


def _is_base_year(reading: Reading) -> bool:
    """A base year's own report is its own base."""
    base = reading.snapshot.get("base_year", {}).get("period")
    return bool(base) and base == reading.snapshot["period"]["name"]


def _compares(reading: Reading, role: str, *scopes: str) -> bool:
    """Whether an earlier period has figures of those of the scopes that this one has."""
    wanted = {scope for scope in scopes if reading.has_scope(scope)}
    found = [each for each in reading.snapshot.get("comparatives", []) if role in each["role"].split(" and ")]
    return any(wanted <= each["by_scope"].keys() for each in found)


def _base_figures(reading: Reading) -> bool:
    return _is_base_year(reading) or _compares(reading, "base", "1", "2-location")


def _base_figures_scope_3(reading: Reading) -> bool | None:
    if not reading.has_scope("3"):
        return None
    return _is_base_year(reading) or _compares(reading, "base", "3")


def _told_beside(role: str) -> Callable[[Reading], bool | None]:
    """Of an earlier period, its categories of scope 3 and the part under emission trading, where this one has them."""

    def holds(reading: Reading) -> bool | None:
        found = [each for each in reading.snapshot.get("comparatives", []) if role in each["role"].split(" and ")]
        if not found:
            return None
        return all(
            ("3" not in each["by_scope"] or bool(each.get("by_category")))
            and ("1" not in each["by_scope"] or "ets_percent" in each)
            for each in found
        )

    return holds


def rows_uncalculated(snapshot: InventorySnapshot) -> int:
    """Accepted rows of activity data without a calculation; of an earlier snapshot by files and rows of its lines."""
    if "uncalculated" in snapshot:
        return int(snapshot["uncalculated"])
    accepted: Counter[str] = Counter()
    for entry in snapshot["inputs"]:
        accepted[entry["file"]] += int(entry["accepted"])
    pairs = {(line["source_file"], line["source_row"]) for line in snapshot["lines"]}
    calculated = Counter(file for file, _ in pairs)
    outside = int(snapshot["boundary"]["outside"]) if "boundary" in snapshot else 0
    missing = sum(max(0, rows - calculated[file]) for file, rows in accepted.items())
    return max(0, missing - outside)


def _uncertainty_known(reading: Reading) -> bool:
    """Of every scope and total with emissions a range, and nothing in it of which none is known."""
    rows = reading.snapshot.get("uncertainty", {}).get("rows", [])
    known = [row for row in rows if row["half_range_percent"] and row["unquantified_kg"] == "0"]
    return bool(known) and all(row in known or row["total_kg"] == "0" for row in rows)


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
    Evidence(
        "base-figures-scope-3",
        "Scope 3 emissions of the base year",
        "Calculate scope 3 of the base year, or choose a base year that has it.",
        Place.CHANGE,
        _base_figures_scope_3,
    ),
    Evidence(
        "base-table",
        "Scope 3 categories and emission trading share of the base year",
        "Say in the disclosures of the base year which part was under emission trading, and prepare a new report.",
        Place.CHANGE,
        _told_beside("base"),
    ),
    Evidence(
        "prior-table",
        "Scope 3 categories and emission trading share of the prior period",
        "Say in the disclosures of the prior period which part was under emission trading, and prepare a new report.",
        Place.CHANGE,
        _told_beside("prior"),
    ),
    Evidence("base-year", "Base year", "Choose the base year.", Place.CHANGE, _base_year),
    Evidence("restatement", "What a restatement changed, and why", "Restate.", Place.SIGN_OFF, _recalculated),
    Evidence(
        "gwp-set",
        "Global warming potentials and where they are published",
        "Prepare a new report; earlier ones do not say where the potentials are published.",
        Place.DATA,
        lambda reading: bool(reading.snapshot.get("gwp", {}).get("source")),
    ),
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
        "Say the half ranges of activity data and of factors, how they are known, and prepare a new report.",
        Place.UNCERTAINTY,
        _uncertainty_known,
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
        "all-calculated",
        "A calculation of every accepted row",
        "Run an agent over the rows that have no calculation, or take them back.",
        Place.DATA,
        lambda reading: rows_uncalculated(reading.snapshot) == 0,
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
