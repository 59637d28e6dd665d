"""Which rows wait to be mapped: meant for no agent, and not calculated."""

import json
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, Max, Min, OuterRef, QuerySet, Sum
from django.db.models.functions import Cast

from apps.calculations.models.ledger import ExactNumeric
from apps.inventory.mapping.grouping import Writing
from apps.inventory.models import ActivityData, LedgerLine, LineState, ReportingPeriod

# jsonb as text: one array for each column, however many ways of writing there are.
_JOIN_SQL = """
UPDATE inventory_activitydata a SET mapping_group = w.group_id
FROM inventory_site s, unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::uuid[])
    AS w(description, attributes, unit, basis, country, region, group_id)
WHERE a.tenant_id = s.tenant_id AND a.site_id = s.id AND a.description = w.description
    AND a.attributes = w.attributes::jsonb AND a.unit = w.unit AND a.basis = w.basis
    AND s.country = w.country AND s.region = w.region AND a.mapping_group IS DISTINCT FROM w.group_id
    AND a.id IN ({waiting})
"""


def rows_waiting(period: ReportingPeriod) -> "QuerySet[ActivityData]":
    """Of a period, whose figures are up to date."""
    done = LedgerLine.objects.filter(period_id=period.id, activity_id=OuterRef("id"), state=LineState.COUNTS)
    return ActivityData.objects.filter(period=period, agent="", mapped={}).exclude(Exists(done)).order_by()


def writings_waiting(period: ReportingPeriod) -> list[Writing]:
    """Each way in which they are written, summed by the database."""
    found = (
        rows_waiting(period)
        .values("description", "attributes", "unit", "basis", "site__country", "site__region")
        .annotate(
            rows=Count("id"),
            total=Sum(Cast("quantity", ExactNumeric()), output_field=ExactNumeric()),
            first=Min("start"),
            last=Max("end"),
        )
    )
    return [
        Writing(
            description=row["description"],
            attributes=row["attributes"],
            unit=row["unit"],
            basis=row["basis"],
            country=row["site__country"],
            region=row["site__region"],
            rows=row["rows"],
            quantity=row["total"],
            start=row["first"],
            end=row["last"],
        )
        for row in found
    ]


def rows_join(period: ReportingPeriod, joined: Sequence[tuple[Writing, uuid.UUID]]) -> None:
    """Note in the waiting rows which group they are in."""
    if not joined:
        return
    waiting, parameters = rows_waiting(period).values("id").query.sql_with_params()
    writings = [writing for writing, _ in joined]
    columns: list[list[Any]] = [
        [writing.description for writing in writings],
        [json.dumps(writing.attributes) for writing in writings],
        [writing.unit for writing in writings],
        [writing.basis for writing in writings],
        [writing.country for writing in writings],
        [writing.region for writing in writings],
        [group for _, group in joined],
    ]
    with connection.cursor() as cursor:
        # The planner takes arrays for short, and loops over them take minutes.
        cursor.execute("SET LOCAL enable_nestloop = off")
        cursor.execute(_JOIN_SQL.format(waiting=waiting), [*columns, *parameters])
        cursor.execute("SET LOCAL enable_nestloop = on")
