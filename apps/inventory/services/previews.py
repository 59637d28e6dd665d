"""What another edition or GWP set would do to a period, worked out in parts by a worker; the ledger is only read."""

import heapq
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import JSONField, QuerySet
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast

from apps.calculations.accounting.impact import ImpactReport, LineImpact
from apps.calculations.models import Calculation, Recipe
from apps.calculations.selectors.impact import CalculatedAgain, Change
from apps.inventory.figures.updating import figures_catch_up
from apps.inventory.models import FigureGroup, LedgerLine, LineState, ReportingPeriod
from apps.jobs.models import Job
from apps.jobs.services import Cancelled
from greenlang.errors import NotFound
from greenlang.isolation import tenant_context, tenant_scope

KIND = "restatement-preview"
PART = 1000
MOST_LINES, MOST_FACTORS, MOST_REASONS = 50, 200, 50


@dataclass
class Reasons:
    """Why lines are not as the others: how often each reason is given, and one line of it."""

    counts: dict[str, int] = field(default_factory=dict)
    examples: dict[str, str] = field(default_factory=dict)

    def take(self, by_line: dict[str, str]) -> None:
        """Count and forget the reasons of a part."""
        for line, reason in by_line.items():
            self.counts[reason] = self.counts.get(reason, 0) + 1
            self.examples.setdefault(reason, line)
        by_line.clear()

    def as_document(self) -> list[dict[str, Any]]:
        """The most frequent first."""
        ordered = sorted(self.counts.items(), key=lambda item: (-item[1], item[0]))[:MOST_REASONS]
        return [{"reason": reason, "lines": lines, "example": self.examples[reason]} for reason, lines in ordered]


@dataclass
class Preview:
    """A change's effects on lines, added up as they come; what is kept does not grow with the period."""

    report: ImpactReport = field(default_factory=ImpactReport)
    refused: Reasons = field(default_factory=Reasons)
    not_rebased: Reasons = field(default_factory=Reasons)
    largest: list[tuple[Any, str, dict[str, object]]] = field(default_factory=list)

    def add(self, lines: Iterable[LineImpact]) -> None:
        """Take a part."""
        for line in self.report.passing(lines):
            self._keep(line)
        self.refused.take(self.report.refused)
        self.not_rebased.take(self.report.not_rebased)

    def _keep(self, line: LineImpact) -> None:
        size = abs(line.effects.difference)
        if not size:
            return
        entry = (size, line.id, line.as_document())
        if len(self.largest) < MOST_LINES:
            heapq.heappush(self.largest, entry)
        else:
            heapq.heappushpop(self.largest, entry)

    def as_document(self) -> dict[str, Any]:
        """Sums, the factors and lines that move most, and reasons; in JSON's types."""
        document = self.report.as_document()
        factors: Mapping[str, Any] = document["by_factor"]  # type: ignore[assignment]
        moved = sorted(factors.items(), key=lambda item: _size(item[1]), reverse=True)
        return {
            "total": document["total"],
            "by_scope": document["by_scope"],
            "by_factor": [{"ef_cid": name, **each} for name, each in moved[:MOST_FACTORS]],
            "factors_left_out": max(0, len(moved) - MOST_FACTORS),
            "lines": [entry[2] for entry in sorted(self.largest, key=lambda entry: entry[:2], reverse=True)],
            "refused": self.refused.as_document(),
            "not_rebased": self.not_rebased.as_document(),
        }


def _size(each: Mapping[str, Any]) -> Any:
    return abs(Decimal(each["effects"]["difference"])), Decimal(each["before"])


def preview_work(job: Job, tenant: uuid.UUID) -> dict[str, Any]:
    """Make the period's lines anew under the job's change, each part in a transaction of its own.

    Raises:
        Cancelled: somebody has asked for it.
    """
    asked = job.arguments
    with tenant_context(tenant):
        figures_catch_up()
    with tenant_scope(tenant):
        again = CalculatedAgain.under(Change(asked["editions"], asked["gwp_set"]))
        ids = list(_counting(uuid.UUID(asked["period_id"])))
        job.report(done=0, total=len(ids), message="Calculating the lines anew")
    preview = Preview()
    for begin in range(0, len(ids), PART):
        with tenant_scope(tenant):
            preview.add(again.lines(_rows(ids[begin : begin + PART])))
            job.refresh_from_db(fields=["cancel_requested"])
            if job.cancel_requested:
                raise Cancelled("The preview was cancelled.")
            job.report(done=min(begin + PART, len(ids)), total=len(ids), message="Calculating the lines anew")
    return preview.as_document()


def _counting(period_id: uuid.UUID) -> Iterator[uuid.UUID]:
    lines = LedgerLine.objects.filter(period_id=period_id, state=LineState.COUNTS).order_by("sequence")
    return lines.values_list("id", flat=True).iterator(chunk_size=10_000)


def _rows(ids: Sequence[uuid.UUID]) -> list[Calculation]:
    return list(Calculation.objects.filter(id__in=ids).order_by("sequence"))


def editions_used(period: ReportingPeriod) -> list[str]:
    """Slugs of the editions whose emission factors the period's counting lines were calculated with."""
    groups = FigureGroup.objects.filter(period_id=period.id, state=LineState.COUNTS).values("recipe_id")
    factor = KeyTransform("emission_factor", Cast("document", JSONField()))
    recipes = Recipe.objects.filter(id__in=groups).annotate(version=KeyTextTransform("version", factor))
    return sorted({version for version in recipes.order_by().values_list("version", flat=True).distinct() if version})


def previews_of(period: ReportingPeriod) -> "QuerySet[Job]":
    """The previews of a period, the newest first, without their results."""
    rows = Job.objects.filter(kind=KIND, arguments__period_id=str(period.id)).order_by("-created_at")
    return rows.defer("result")


def preview_get(job_id: uuid.UUID) -> Job:
    """A preview of the present tenant. Raises `NotFound`."""
    job = Job.objects.filter(id=job_id, kind=KIND).first()
    if job is None:
        raise NotFound("There is no such preview.", where="job_id")
    return job
