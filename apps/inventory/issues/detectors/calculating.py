"""Rows that are not in the numbers: no factor was chosen, the agent refuses them, or none has run."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from apps.inventory.issues.findings import Evidence, Finding, IssueKind
from apps.inventory.issues.survey import ROUNDING, Source, Survey, Uncalculated
from greenlang.engine.numbers import exact_sum

MOST_SHOWN = 20


def no_factor(survey: Survey) -> Iterator[Finding]:
    """Groups of the mapping queue that wait."""
    for group in survey.waiting:
        yield Finding(
            kind=IssueKind.NO_FACTOR,
            about=group.group,
            title=f"“{group.text}”: no factor chosen for {_rows(group.rows)}",
            how="What the best candidate of the mapping queue would give."
            if group.kilograms is not None
            else "No candidate is known.",
            kilograms=group.kilograms,
            evidence=(Evidence(f"{_rows(group.rows)} in the mapping queue"),),
        )


def refused(survey: Survey) -> Iterator[Finding]:
    """Rows that an agent was asked to calculate and refused, by source."""
    by_source: dict[str, list[Uncalculated]] = defaultdict(list)
    for each in survey.uncalculated:
        if each.reason:
            by_source[each.source].append(each)
    for key, found in by_source.items():
        source, rows = survey.sources[key], sum(each.rows for each in found)
        yield _of_source(source, found, rows)


def not_calculated(survey: Survey) -> Iterator[Finding]:
    """Rows that no agent was asked to calculate, all together: one run mends them."""
    found = [each for each in survey.uncalculated if not each.reason]
    if not found:
        return
    rows = sum(each.rows for each in found)
    stakes = [_stake(survey.sources[each.source], each) for each in found]
    known = [stake for stake in stakes if stake is not None]
    yield Finding(
        kind=IssueKind.NOT_CALCULATED,
        about="period",
        title=f"{_rows(rows)} of {len({each.source for each in found}):,} sources are not calculated yet",
        how="Their quantity times what the calculated rows of the same sources come to for a unit."
        + ("" if len(known) == len(stakes) else " Sources of which nothing is calculated are not in it.")
        if known
        else "Nothing of these sources is calculated, so nothing is known of them.",
        kilograms=exact_sum(known) if known else None,
        evidence=tuple(shown for each in found for shown in each.shown)[:MOST_SHOWN],
        more=max(0, rows - MOST_SHOWN),
    )


def _of_source(source: Source, found: Sequence[Uncalculated], rows: int) -> Finding:
    stakes = [_stake(source, each) for each in found]
    known = [stake for stake in stakes if stake is not None]
    shown = tuple(Evidence(each.reason, e.file, e.row, e.upload) for each in found for e in each.shown)
    return Finding(
        kind=IssueKind.REFUSED,
        about=source.key,
        title=f"{source.name}: {_rows(rows)} refused",
        how="Their quantity times what the calculated rows of the source come to for a unit."
        if known
        else "Nothing of this source is calculated in these units, so nothing is known of it.",
        kilograms=exact_sum(known) if known else None,
        site=source.site,
        site_id=source.site_id,
        evidence=shown[:MOST_SHOWN],
        more=max(0, rows - len(shown[:MOST_SHOWN])),
    )


def _stake(source: Source, each: Uncalculated) -> Decimal | None:
    """Quantity times kg CO2e for a unit of the calculated rows of the same kind; None where there are none."""
    same = next((amount for amount in source.amounts if amount.kind == each.kind), None)
    if same is None or each.base is None or not source.calculated or not same.kilograms:
        return None
    done = ROUNDING.subtract(same.base, each.base)
    return ROUNDING.divide(ROUNDING.multiply(same.kilograms, each.base), done) if done > 0 else None


def _rows(rows: int) -> str:
    return f"{rows:,} row{'' if rows == 1 else 's'}"
