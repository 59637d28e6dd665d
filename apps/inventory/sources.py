"""Where the number of a row of activity data came from."""

from apps.calculations.sources import Source
from apps.inventory.models import ActivityData

BASIS = "basis"
"""The input that says which heating value energy is measured on."""


def source_of(activity: ActivityData) -> Source:
    """Its row and file; its unit with the heating value it was calculated on, said or chosen."""
    basis = activity.mapped.get(BASIS) or activity.basis
    return Source(
        site=activity.site.name,
        start=activity.start.isoformat(),
        end=activity.end.isoformat(),
        quantity=activity.quantity,
        unit=f"{activity.unit} {basis}".strip(),
        file=activity.upload.filename,
        file_sha256=activity.upload.sha256,
        row=str(activity.row),
        reference=activity.reference,
        period_id=activity.period_id,
        activity_id=activity.id,
    )
