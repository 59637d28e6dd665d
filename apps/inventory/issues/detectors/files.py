"""Rows that were rejected and have not come again."""

from collections.abc import Iterator
from decimal import Decimal

from apps.inventory.issues.findings import Finding, IssueKind
from apps.inventory.issues.survey import ROUNDING, Survey


def rejected_rows(survey: Survey) -> Iterator[Finding]:
    """By file."""
    for file in survey.files:
        average = ROUNDING.divide(file.kilograms, Decimal(file.calculated)) if file.calculated else None
        yield Finding(
            kind=IssueKind.REJECTED,
            about=file.upload,
            title=f"{file.filename}: {file.rejected:,} row{'' if file.rejected == 1 else 's'} rejected",
            how="The rejected rows times the average of the file's calculated rows."
            if average is not None
            else "No row of the file is calculated, so nothing is known of the others.",
            kilograms=None if average is None else ROUNDING.multiply(average, Decimal(file.rejected)),
            evidence=file.shown,
            more=file.rejected - len(file.shown),
        )
