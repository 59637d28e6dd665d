"""A tenant's namespace, and who an agent's pods are: nobody."""

from kubernetes import client

from apps.runtime.deployers.contract import Release
from apps.runtime.deployers.kubernetes.names import TENANT, Place

STANDARD = "restricted"


def namespace(place: Place, release: Release) -> client.V1Namespace:
    """The tenant's own; it admits no pod beyond the *restricted* Pod Security Standard."""
    labels = {**place.marks, TENANT: str(release.tenant_id)}
    for mode in ("enforce", "audit", "warn"):
        labels |= {
            f"pod-security.kubernetes.io/{mode}": STANDARD,
            f"pod-security.kubernetes.io/{mode}-version": "latest",
        }
    return client.V1Namespace(
        api_version="v1", kind="Namespace", metadata=client.V1ObjectMeta(name=place.namespace, labels=labels)
    )


def service_account(place: Place) -> client.V1ServiceAccount:
    """One for each agent, without a token: nothing in a pod may ask the API."""
    return client.V1ServiceAccount(
        api_version="v1", kind="ServiceAccount", metadata=metadata(place), automount_service_account_token=False
    )


def metadata(place: Place) -> client.V1ObjectMeta:
    """Name and labels of an object of an agent, and whose it is in full."""
    return client.V1ObjectMeta(
        name=place.name,
        namespace=place.namespace,
        labels={**place.labels, **place.marks},
        annotations=dict(place.annotations),
    )
