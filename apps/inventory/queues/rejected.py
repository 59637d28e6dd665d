"""Rows of files that were not accepted, as they are listed."""

import uuid
from collections.abc import Sequence

from django.db.models import QuerySet

from apps.inventory.models import ActivityUpload, RejectedRow
from greenlang.errors import NotFound


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
