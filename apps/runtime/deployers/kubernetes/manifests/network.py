"""Who may reach an agent's pods, and how: the gateway, over a service, with a certificate."""

from typing import Any

from kubernetes import client

from apps.runtime.deployers.kubernetes.manifests.identity import metadata
from apps.runtime.deployers.kubernetes.names import Place, certificate_secret
from apps.runtime.deployers.kubernetes.options import ClusterOptions

PORT, PORT_NAME = 8443, "agent"
CLOSED = "closed"


def service(place: Place) -> client.V1Service:
    """The agent's name inside the cluster; its port is the pods' own."""
    return client.V1Service(
        api_version="v1",
        kind="Service",
        metadata=metadata(place),
        spec=client.V1ServiceSpec(
            type="ClusterIP",
            selector=dict(place.labels),
            ports=[client.V1ServicePort(name=PORT_NAME, port=PORT, protocol="TCP", target_port=PORT_NAME)],
        ),
    )


def agent_network(place: Place, options: ClusterOptions) -> client.V1NetworkPolicy:
    """Only the gateway comes in, on one port; nothing goes out, not even for a name."""
    gateway = client.V1NetworkPolicyPeer(
        namespace_selector=client.V1LabelSelector(
            match_labels={"kubernetes.io/metadata.name": options.gateway_namespace}
        ),
        pod_selector=client.V1LabelSelector(match_labels=dict(options.gateway_labels)),
    )
    port = client.V1NetworkPolicyPort(port=PORT, protocol="TCP")
    return _policy(
        metadata(place),
        client.V1LabelSelector(match_labels=dict(place.labels)),
        # By the API's own name: the types drop a member they do not know, and a rule without peers admits everybody.
        [client.V1NetworkPolicyIngressRule.model_validate({"from": [gateway], "ports": [port]})],
    )


def closed_network(place: Place) -> client.V1NetworkPolicy:
    """Whatever else comes to be in the tenant's namespace: nothing in, nothing out."""
    own = client.V1ObjectMeta(name=CLOSED, namespace=place.namespace, labels=dict(place.marks))
    return _policy(own, client.V1LabelSelector(), [])


def _policy(
    about: client.V1ObjectMeta, pods: client.V1LabelSelector, ingress: list[client.V1NetworkPolicyIngressRule]
) -> client.V1NetworkPolicy:
    return client.V1NetworkPolicy(
        api_version="networking.k8s.io/v1",
        kind="NetworkPolicy",
        metadata=about,
        spec=client.V1NetworkPolicySpec(
            pod_selector=pods, policy_types=["Ingress", "Egress"], ingress=ingress, egress=[]
        ),
    )


def certificate(place: Place, options: ClusterOptions) -> dict[str, Any]:
    """cert-manager's custom resource: a key of its own for each agent, renewed by itself within 90 days."""
    about = metadata(place)
    return {
        "apiVersion": "cert-manager.io/v1",
        "kind": "Certificate",
        "metadata": {
            "name": about.name,
            "namespace": about.namespace,
            "labels": {**place.labels, **place.marks},
            "annotations": dict(place.annotations),
        },
        "spec": {
            "secretName": certificate_secret(place.name),
            "commonName": place.name,
            "dnsNames": [place.host, f"{place.host}.cluster.local"],
            "duration": "2160h",
            "renewBefore": "720h",
            "privateKey": {"algorithm": "ECDSA", "size": 256, "rotationPolicy": "Always"},
            "usages": ["digital signature", "server auth"],
            "issuerRef": {"group": "cert-manager.io", "kind": options.issuer_kind, "name": options.issuer},
        },
    }
