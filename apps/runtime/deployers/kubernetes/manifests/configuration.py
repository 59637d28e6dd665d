"""The pack and its signature as a pod mounts them."""

from base64 import b64encode

from kubernetes import client

from apps.runtime.deployers.contract import Release
from apps.runtime.deployers.kubernetes.manifests.identity import metadata
from apps.runtime.deployers.kubernetes.names import Place
from apps.runtime.pod.mounted import PACK_FILE, SIGNATURE_FILE
from greenlang.engine.canonical_json import canonical_json
from greenlang.errors import Refused

MOST_BYTES = 1_000_000
"""A ConfigMap holds 1 MiB; the signature and the names take some of it."""


class PackTooLarge(Refused):
    """No ConfigMap holds the pack."""

    code = "pack-too-large"


def pack_configuration(place: Place, release: Release) -> client.V1ConfigMap:
    """Never changed: another pack is another version and another name.

    Raises:
        PackTooLarge: it cannot be mounted this way.
    """
    if len(release.pack) > MOST_BYTES:
        raise PackTooLarge(
            f"The pack has {len(release.pack):,} bytes; the cluster mounts {MOST_BYTES:,} at most.",
            where=str(release),
            mend="Deploy it locally, or leave large files out of the pack.",
        )
    return client.V1ConfigMap(
        api_version="v1",
        kind="ConfigMap",
        metadata=metadata(place),
        immutable=True,
        binary_data={PACK_FILE: b64encode(release.pack).decode()},
        data={SIGNATURE_FILE: canonical_json(dict(release.signature)).decode()},
    )
