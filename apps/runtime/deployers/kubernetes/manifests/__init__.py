"""An agent's objects on the cluster, as the official client's types. Pure: nothing here asks a cluster.

Text of a specification enters an object as a value of a type, and only annotations hold any of it.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeAlias

from kubernetes.client import ApiClient

from apps.runtime.deployers.contract import Release
from apps.runtime.deployers.kubernetes.manifests.configuration import pack_configuration
from apps.runtime.deployers.kubernetes.manifests.identity import namespace, service_account
from apps.runtime.deployers.kubernetes.manifests.network import agent_network, certificate, closed_network, service
from apps.runtime.deployers.kubernetes.manifests.workload import autoscaler, deployment, disruption_budget
from apps.runtime.deployers.kubernetes.names import Place
from apps.runtime.deployers.kubernetes.options import ClusterOptions
from apps.runtime.deployers.kubernetes.wishes import Wishes

Manifest: TypeAlias = dict[str, Any]


def manifests(release: Release, options: ClusterOptions) -> list[Manifest]:
    """Everything of a release as the API takes it, in the order in which it is applied.

    Raises:
        PackTooLarge: a pack that no ConfigMap holds.
    """
    place = Place.of(release, options.namespace_prefix, options.installation)
    wishes = Wishes.read(release.wishes, options)
    typed: Sequence[Any] = [
        namespace(place, release),
        closed_network(place),
        service_account(place),
        pack_configuration(place, release),
        agent_network(place, options),
        service(place),
        *([certificate(place, options)] if options.encrypted else []),
        deployment(place, release, wishes, options),
        autoscaler(place, wishes),
        disruption_budget(place),
    ]
    return [as_document(each) for each in typed]


def as_document(typed: Any) -> Manifest:
    """A typed object by the API's own names; plain data as it is."""
    if isinstance(typed, dict):
        return typed
    document: Manifest = _client().sanitize_for_serialization(typed)  # type: ignore[no-untyped-call]
    return document


@cache
def _client() -> ApiClient:
    """Knows the names; it asks nobody anything."""
    return ApiClient()
