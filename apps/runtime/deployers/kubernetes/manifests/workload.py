"""The pods of an agent: what runs in them, how many there are, and how few there may be for a moment."""

from kubernetes import client

from apps.runtime.deployers.contract import Release
from apps.runtime.deployers.kubernetes.manifests.identity import metadata
from apps.runtime.deployers.kubernetes.manifests.network import PORT, PORT_NAME
from apps.runtime.deployers.kubernetes.names import Place, certificate_secret
from apps.runtime.deployers.kubernetes.options import ClusterOptions
from apps.runtime.deployers.kubernetes.wishes import Wishes
from apps.runtime.pod.mounted import (
    AGENT_VARIABLE,
    KEY_VARIABLE,
    SHA256_VARIABLE,
    VERSION_VARIABLE,
)

CONTAINER = "agent"
USER = 10001
PACK_PATH, TLS_PATH, SCRATCH_PATH = "/pack", "/tls", "/tmp"  # noqa: S108 - the container's own, in memory
KEPT_REVISIONS = 5
STARTUP_SECONDS, READY_SECONDS, ALIVE_SECONDS = 1, 2, 10
"""Periods of the probes: a pod that has come up waits for one at most until it is sent requests."""
UTILISATION = 70


def deployment(place: Place, release: Release, wishes: Wishes, options: ClusterOptions) -> client.V1Deployment:
    """The pods, exchanged one by one, and none taken away before its successor is ready.

    The number of pods is left out: it is the autoscaler's and, when paused, the operator's.
    """
    return client.V1Deployment(
        api_version="apps/v1",
        kind="Deployment",
        metadata=metadata(place),
        spec=client.V1DeploymentSpec(
            selector=client.V1LabelSelector(match_labels=dict(place.labels)),
            revision_history_limit=KEPT_REVISIONS,
            progress_deadline_seconds=max(int(options.ready_seconds), 10),
            strategy=client.V1DeploymentStrategy(
                type="RollingUpdate",
                rolling_update=client.V1RollingUpdateDeployment(max_surge=1, max_unavailable=0),
            ),
            template=client.V1PodTemplateSpec(
                metadata=client.V1ObjectMeta(labels=dict(place.labels), annotations=dict(place.annotations)),
                spec=_pod(place, release, wishes, options),
            ),
        ),
    )


def _pod(place: Place, release: Release, wishes: Wishes, options: ClusterOptions) -> client.V1PodSpec:
    return client.V1PodSpec(
        service_account_name=place.name,
        automount_service_account_token=False,
        enable_service_links=False,
        security_context=client.V1PodSecurityContext(
            run_as_non_root=True,
            run_as_user=USER,
            run_as_group=USER,
            fs_group=USER,
            seccomp_profile=client.V1SeccompProfile(type="RuntimeDefault"),
        ),
        containers=[_container(release, wishes, options)],
        volumes=_volumes(place, options),
        image_pull_secrets=[client.V1LocalObjectReference(name=options.pull_secret)] if options.pull_secret else None,
        topology_spread_constraints=[
            client.V1TopologySpreadConstraint(
                max_skew=1,
                topology_key="kubernetes.io/hostname",
                when_unsatisfiable="ScheduleAnyway",
                label_selector=client.V1LabelSelector(match_labels=dict(place.labels)),
            )
        ],
        termination_grace_period_seconds=30,
    )


def _container(release: Release, wishes: Wishes, options: ClusterOptions) -> client.V1Container:
    tls = ["--certificate", f"{TLS_PATH}/tls.crt", "--key", f"{TLS_PATH}/tls.key"] if options.encrypted else []
    return client.V1Container(
        name=CONTAINER,
        image=options.image,
        command=["python", "-m", "apps.runtime.pod"],
        args=["--pack", PACK_PATH, "--host", "0.0.0.0", "--port", str(PORT), *tls],  # noqa: S104 - of its own network
        env=[
            client.V1EnvVar(name=AGENT_VARIABLE, value=_literal(release.agent)),
            client.V1EnvVar(name=VERSION_VARIABLE, value=_literal(release.version)),
            client.V1EnvVar(name=SHA256_VARIABLE, value=_literal(release.pack_sha256)),
            client.V1EnvVar(name=KEY_VARIABLE, value=_literal(release.public_key)),
        ],
        ports=[client.V1ContainerPort(name=PORT_NAME, container_port=PORT, protocol="TCP")],
        resources=client.V1ResourceRequirements(
            requests={"cpu": f"{wishes.cpu}m", "memory": f"{wishes.memory}Mi"},
            limits={"cpu": f"{wishes.cpu_limit}m", "memory": f"{wishes.memory_limit}Mi"},
        ),
        startup_probe=_probe(options, period=STARTUP_SECONDS, failures=60),
        readiness_probe=_probe(options, period=READY_SECONDS, failures=5),
        liveness_probe=_probe(options, period=ALIVE_SECONDS, failures=3),
        security_context=client.V1SecurityContext(
            allow_privilege_escalation=False,
            privileged=False,
            read_only_root_filesystem=True,
            run_as_non_root=True,
            capabilities=client.V1Capabilities(drop=["ALL"]),
            seccomp_profile=client.V1SeccompProfile(type="RuntimeDefault"),
        ),
        volume_mounts=_mounts(options),
    )


def _literal(text: str) -> str:
    """Text that the cluster hands on as it is: it puts other variables in the place of ``$(NAME)``."""
    return text.replace("$", "$$")


def _probe(options: ClusterOptions, *, period: int, failures: int) -> client.V1Probe:
    return client.V1Probe(
        http_get=client.V1HTTPGetAction(
            path="/health", port=PORT_NAME, scheme="HTTPS" if options.encrypted else "HTTP"
        ),
        period_seconds=period,
        failure_threshold=failures,
        timeout_seconds=5,
    )


def _volumes(place: Place, options: ClusterOptions) -> list[client.V1Volume]:
    volumes = [
        client.V1Volume(name="pack", config_map=client.V1ConfigMapVolumeSource(name=place.name, default_mode=0o444)),
        client.V1Volume(name="scratch", empty_dir=client.V1EmptyDirVolumeSource(medium="Memory", size_limit="16Mi")),
    ]
    if options.encrypted:
        secret = client.V1SecretVolumeSource(secret_name=certificate_secret(place.name), default_mode=0o440)
        volumes.append(client.V1Volume(name="tls", secret=secret))
    return volumes


def _mounts(options: ClusterOptions) -> list[client.V1VolumeMount]:
    mounts = [
        client.V1VolumeMount(name="pack", mount_path=PACK_PATH, read_only=True),
        client.V1VolumeMount(name="scratch", mount_path=SCRATCH_PATH),
    ]
    if options.encrypted:
        mounts.append(client.V1VolumeMount(name="tls", mount_path=TLS_PATH, read_only=True))
    return mounts


def autoscaler(place: Place, wishes: Wishes) -> client.V2HorizontalPodAutoscaler:
    """How many pods there are follows the load; of a paused agent, which has none, it keeps off."""
    return client.V2HorizontalPodAutoscaler(
        api_version="autoscaling/v2",
        kind="HorizontalPodAutoscaler",
        metadata=metadata(place),
        spec=client.V2HorizontalPodAutoscalerSpec(
            scale_target_ref=client.V2CrossVersionObjectReference(
                api_version="apps/v1", kind="Deployment", name=place.name
            ),
            min_replicas=wishes.least,
            max_replicas=wishes.most,
            metrics=[
                client.V2MetricSpec(
                    type="Resource",
                    resource=client.V2ResourceMetricSource(
                        name="cpu",
                        target=client.V2MetricTarget(type="Utilization", average_utilization=UTILISATION),
                    ),
                )
            ],
        ),
    )


def disruption_budget(place: Place) -> client.V1PodDisruptionBudget:
    """A node that is emptied takes one pod at a time."""
    return client.V1PodDisruptionBudget(
        api_version="policy/v1",
        kind="PodDisruptionBudget",
        metadata=metadata(place),
        spec=client.V1PodDisruptionBudgetSpec(
            max_unavailable=1, selector=client.V1LabelSelector(match_labels=dict(place.labels))
        ),
    )
