"""A report as JSON: the snapshot as it was hashed."""

from collections.abc import Mapping

from apps.reports.snapshot import verify_snapshot
from greenlang.engine.canonical_json import canonical_json


def write_snapshot(snapshot: Mapping[str, object]) -> bytes:
    """The canonical JSON whose SHA-256, taken without ``snapshot_hash``, is ``snapshot_hash``.

    Raises:
        SnapshotInvalid: the snapshot is not what it says.
    """
    return canonical_json(verify_snapshot(snapshot))
