"""Rows of files that were not accepted, as they are listed."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Final

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

from apps.inventory.models import ActivityUpload, RejectedRow
from greenlang.errors import NotFound

MOST_TOLD: Final = 50
"""Rows that the account of a file tells by themselves."""


def first_of(uploads: Sequence[ActivityUpload]) -> Mapping[uuid.UUID, Sequence[RejectedRow]]:
    """The first rows of each file that were not accepted, in its order, `MOST_TOLD` at most; by the file's id."""
    found: dict[uuid.UUID, list[RejectedRow]] = {}
    place = Window(RowNumber(), partition_by=F("upload_id"), order_by=[F("row"), F("id")])
    rows = RejectedRow.objects.filter(upload__in=uploads).annotate(place=place).filter(place__lte=MOST_TOLD)
    for row in rows.order_by("upload_id", "place"):
        found.setdefault(row.upload_id, []).append(row)
    return found


def others_listed(upload: ActivityUpload, *, duplicate: bool) -> "QuerySet[RejectedRow]":
    """The rejected rows of a file, or its duplicates, in its order."""
    return RejectedRow.objects.filter(upload=upload, is_duplicate=duplicate).order_by("row", "id")


def rejected_named(upload: ActivityUpload, row_ids: Sequence[uuid.UUID]) -> Sequence[uuid.UUID]:
    """The same ids, each of a rejected row of the upload.

    Raises:
        NotFound: one is not, told with its place.
    """
    known = set(
        RejectedRow.objects.filter(upload=upload, is_duplicate=False, id__in=row_ids).values_list("id", flat=True)
    )
    for at, each in enumerate(row_ids):
        if each not in known:
            raise NotFound("The upload has no such rejected row.", where=f"/rows/{at}")
    return row_ids
