"""What stands behind one line: an equation to read, the row with its own cells, evidence, figures not taken."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from apps.calculations.models import Calculation
from apps.inventory.lines_behind import PassedOver, Standing, reversal_reason
from apps.inventory.models import ActivityData, EvidenceFile, FactorMapping, LineState
from apps.portal.presenters.mapping import decision_row
from apps.portal.presenters.numbers import shown, size
from apps.portal.presenters.words import gas_words, words

_SUMS = set("+-/")


def equation(page: Mapping[str, Any]) -> str:
    """The line as one product, such as "50 mmBtu × (53.06 kg(CO2)/mmBtu × 1 + …) = 2,655.7 kg CO2e".

    Empty where the formula is more than a product of quantity, conversions and factor: then it stands for itself.

    Args:
        page: the context of a calculation's page.
    """
    expression = str(page["formula"]["expression"]).split("=")[-1]
    gases = [gas for gas in page["gases"] if gas["counted"]]
    if not gases or _SUMS & set(expression) or len(page["quantities"]) != 1:
        return ""
    calculation = page["calculation"]
    taken = f"{calculation['quantity']} {calculation['quantity_unit']}".strip()
    steps = [f"{one['value']} {one['unit']}".strip() for one in page["conversions"]]
    parts = [f"{gas['ef_value']} {gas['ef_unit']} × {gas['gwp']}" for gas in gases]
    factor = f"({' + '.join(parts)})" if len(parts) > 1 else parts[0]
    return f"{' × '.join([taken, *steps, factor])} = {calculation['value']} {calculation['unit']}"


def row_cells(activity: ActivityData, *, leads_on: bool) -> dict[str, Any]:
    """``source``: the row as it came, cell by cell, and where it stands; the page of its file where one may see it."""
    cells = [
        ("Site", activity.site.name),
        ("From", f"{activity.start:%-d %B %Y}"),
        ("To", f"{activity.end:%-d %B %Y}"),
        ("Quantity", f"{shown(activity.quantity)} {activity.unit} {activity.basis}".strip()),
        ("Description", activity.description),
        ("Reference", activity.reference),
        *((name.replace("_", " ").capitalize(), str(value)) for name, value in sorted(activity.attributes.items())),
        *(_mapped(name, value) for name, value in sorted(activity.mapped.items())),
        ("Measured or estimated", "Estimated" if activity.is_estimated else "Actual"),
    ]
    return {
        "cells": [{"name": name, "value": value} for name, value in cells if value],
        "file": activity.upload.filename,
        "url": reverse("portal:file", args=[activity.upload_id]) if leads_on else "",
        "row": f"{activity.row:,}",
        "sha256": activity.upload.sha256,
    }


def _mapped(name: str, value: str | None) -> tuple[str, str]:
    """A value that was chosen, or a column of the file that the choice takes into account."""
    told = name.replace("_", " ").capitalize()
    return (f"{told}, mapped", value) if value is not None else (f"{told}, column", "taken into account by the mapping")


def mapping_cells(decision: FactorMapping | None, *, leads_on: bool) -> dict[str, Any] | None:
    """``mapping``: who chose the factor, when and why, and what the choice takes for granted."""
    if decision is None:
        return None
    told = decision_row(decision)
    kept = ("title", "how", "edition", "region", "granted", "reason", "by", "at", "rows")
    url = reverse("portal:mapping_group", args=[decision.group_id]) if leads_on else ""
    return {"text": decision.group.text, "url": url} | {name: told[name] for name in kept}


def evidence_rows(found: Sequence[EvidenceFile]) -> list[dict[str, Any]]:
    """``evidence``: files that stand behind the row."""
    return [
        {
            "name": one.filename,
            "url": reverse("portal:evidence", args=[one.id]),
            "sha256": one.sha256,
            "size": size(one.size),
        }
        for one in found
    ]


def passed_over_rows(found: PassedOver) -> dict[str, Any]:
    """``passed_over``: figures for the same activity that were not taken, each with the reason."""
    rows = [
        {
            "name": words(factor.activity),
            "edition": factor.edition.slug,
            "region": factor.region_name or factor.region,
            "value": shown(factor.value) if factor.is_available else "not available",
            "unit": factor.unit if factor.is_available else "",
            "why": why,
        }
        for factor, why in found.factors
    ]
    return {
        "rows": rows,
        "more": f"{found.more:,}" if found.more else "",
        "category": words(found.category),
        "activity": words(found.activity),
        "gas": gas_words(found.gas),
        "library_url": f"{reverse('portal:factors')}?{urlencode({'q': words(found.activity)})}",
    }


def reversal_link(row: Calculation | None) -> dict[str, Any] | None:
    """The other entry of a pair, with the reason it gives."""
    if row is None:
        return None
    return {"calculation_id": str(row), "sequence": row.sequence, "reason": reversal_reason(row)}


def standing_rows(found: Standing) -> dict[str, Any]:
    """``standing``: what counts in the line's place, or what the line stands in the place of."""
    counts = found.counts
    return {
        "state": found.state,
        "counts": {"calculation_id": f"calc_{counts.id.hex}", "sequence": counts.sequence} if counts else None,
        "before": [
            {
                "calculation_id": f"calc_{line.id.hex}",
                "sequence": line.sequence,
                "taken_back": line.state == LineState.REVERSED,
                "reason": reason,
            }
            for line, reason in found.before
        ],
        "more": found.more,
    }
