"""The deployer of the cluster that the settings name."""

from django.conf import settings

from apps.runtime.deployers.kubernetes.cluster import cluster_connect
from apps.runtime.deployers.kubernetes.deployer import KubernetesDeployer
from apps.runtime.deployers.kubernetes.options import ClusterOptions


def kubernetes_deployer() -> KubernetesDeployer:
    """Connected when it is first used.

    Raises:
        ClusterUnavailable: no cluster is known here.
        Refused: a setting says no such thing.
    """
    options = ClusterOptions.from_environment(settings.KUBERNETES)
    return KubernetesDeployer(cluster_connect(settings.KUBERNETES.get("GREENLANG_KUBECONFIG", "")), options)
