"""What a restatement can be previewed with, and the previews there are."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import JSONField
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast

from apps.calculations.models import Calculation, EmissionFactor, FactorEdition, GwpSetEdition, Recipe
from apps.inventory.models import FigureGroup, LineState, ReportingPeriod
from apps.inventory.services.previews import KIND
from apps.jobs.models import Job
from greenlang.errors import NotFound

SHOWN = 10


def editions_used(period: ReportingPeriod) -> list[str]:
    """Slugs of the editions whose emission factors the period's counting lines were calculated with."""
    groups = FigureGroup.objects.filter(period_id=period.id, state=LineState.COUNTS).values("recipe_id")
    factor = KeyTransform("emission_factor", Cast("document", JSONField()))
    recipes = Recipe.objects.filter(id__in=groups).annotate(version=KeyTextTransform("version", factor))
    return sorted({version for version in recipes.order_by().values_list("version", flat=True).distinct() if version})


def editions_known() -> list[FactorEdition]:
    """Every edition of factors, by publisher and year."""
    return list(FactorEdition.objects.order_by("publisher", "title", "publication_year", "slug"))


def gwp_sets() -> list[GwpSetEdition]:
    """Every set of warming potentials, the earliest first."""
    return list(GwpSetEdition.objects.order_by("publication_year", "slug"))


def previews_of(period: ReportingPeriod) -> list[Job]:
    """The last previews of a period."""
    rows = Job.objects.filter(kind=KIND, arguments__period_id=str(period.id)).order_by("-created_at")
    return list(rows.defer("result")[:SHOWN])


def preview_get(job_id: uuid.UUID) -> Job:
    """A preview of the present tenant. Raises `NotFound`."""
    job = Job.objects.filter(id=job_id, kind=KIND).first()
    if job is None:
        raise NotFound("There is no such preview.", where="job_id")
    return job


def lines_named(result: Mapping[str, Any]) -> dict[str, Calculation]:
    """The lines that a finished preview names, by ``calc_…``, with their recipes."""
    named = [line["id"] for line in result["lines"]]
    named += [each["example"] for each in (*result["refused"], *result["not_rebased"])]
    ids = {uuid.UUID(hex=name.removeprefix("calc_")) for name in named if name}
    return {str(row): row for row in Calculation.objects.select_related("recipe").filter(id__in=ids)}


def factors_named(ef_cids: Iterable[str]) -> dict[str, EmissionFactor]:
    """Published figures, by content id."""
    rows = EmissionFactor.objects.select_related("edition").filter(ef_cid__in=set(ef_cids))
    return {row.ef_cid: row for row in rows}
