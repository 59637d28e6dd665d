"""Everything of a tenant's on the cluster at one look: a list of each kind, by the labels of this installation."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from apps.runtime.deployers.contract import Release, Standing, Stray, Survey
from apps.runtime.deployers.kubernetes.cluster import Cluster
from apps.runtime.deployers.kubernetes.manifests import Manifest, as_document
from apps.runtime.deployers.kubernetes.manifests.network import CLOSED, agent_network, closed_network
from apps.runtime.deployers.kubernetes.names import AGENT, TENANT, VERSION, Place, marks_of, namespace_of
from apps.runtime.deployers.kubernetes.options import ClusterOptions
from apps.runtime.deployers.kubernetes.standing import health_of

# In the order in which they are applied.
OWN = (
    "ServiceAccount", "ConfigMap", "NetworkPolicy", "Service", "Certificate", "Deployment", "HorizontalPodAutoscaler",
    "PodDisruptionBudget",
)  # fmt: skip
# The others' contents are not needed, and packs are large.
READ_WHOLE = frozenset({"Deployment", "NetworkPolicy"})

Found = Mapping[str, Mapping[str, Manifest]]
"""Objects by kind and name."""


def survey(cluster: Cluster, options: ClusterOptions, tenant_id: uuid.UUID, releases: Sequence[Release]) -> Survey:
    """How the releases stand there, and what of this installation stands besides."""
    namespace, marks = namespace_of(tenant_id, options.namespace_prefix), marks_of(options.installation)
    found = {
        kind: {
            each["metadata"]["name"]: each
            for each in cluster.list(kind, namespace, marks, names_only=kind not in READ_WHOLE)
        }
        for kind in OWN
    }
    places = [Place.of(release, options.namespace_prefix, options.installation) for release in releases]
    standings = tuple(_standing(cluster, options, place, found) for place in places)
    return Survey(standings, tuple(_strays(found, {place.name for place in places} | {CLOSED})))


def tenants(cluster: Cluster, options: ClusterOptions) -> frozenset[uuid.UUID]:
    """Whose namespaces this installation has made there."""
    labelled = cluster.list("Namespace", "", marks_of(options.installation), names_only=True)
    told = {each["metadata"]["name"]: each["metadata"]["labels"].get(TENANT, "") for each in labelled}
    return frozenset(
        uuid.UUID(text) for name, text in told.items() if name == _namespace_told(text, options.namespace_prefix)
    )


def _namespace_told(text: str, prefix: str) -> str:
    """The namespace of the tenant that a label names; empty where it names none."""
    try:
        return namespace_of(uuid.UUID(text), prefix)
    except ValueError:
        return ""


def _standing(cluster: Cluster, options: ClusterOptions, place: Place, found: Found) -> Standing:
    deployment = found["Deployment"].get(place.name)
    standing = health_of(deployment, ())
    if standing.ready < standing.wanted:
        standing = health_of(deployment, cluster.list("Pod", place.namespace, place.labels))
    lacking = tuple(_lacking(options, place, found))
    return replace(standing, lacking=lacking)


def _lacking(options: ClusterOptions, place: Place, found: Found) -> Iterator[str]:
    for kind in OWN:
        if place.name not in found[kind] and (options.encrypted or kind != "Certificate"):
            yield kind
    # Who may reach the pods hangs on these alone, so what they say is looked at too.
    policies = {CLOSED: closed_network(place), place.name: agent_network(place, options)}
    for name, policy in policies.items():
        there = found["NetworkPolicy"].get(name)
        if there is None and name == CLOSED:
            yield f"NetworkPolicy {CLOSED}"
        elif there is not None and not _says(there.get("spec", {}), as_document(policy)["spec"]):
            yield f"NetworkPolicy {name}, which was changed"


def _says(there: Any, wanted: Any) -> bool:
    """Whether a document says what is wanted; the API leaves empty lists out, and adds nothing to these."""
    if isinstance(wanted, Mapping):
        known = there if isinstance(there, Mapping) else {}
        return all(_says(known.get(name), each) for name, each in wanted.items()) and set(known) <= set(wanted)
    if isinstance(wanted, list):
        listed = there or []
        return len(listed) == len(wanted) and all(map(_says, listed, wanted))
    return bool(there == wanted)


def _strays(found: Found, known: set[str]) -> Iterator[Stray]:
    for name in sorted({name for objects in found.values() for name in objects} - known):
        kinds = tuple(kind for kind in OWN if name in found[kind])
        told = found[kinds[0]][name]["metadata"].get("annotations", {})
        yield Stray(name, str(told.get(AGENT, "")), str(told.get(VERSION, "")), kinds)
