"""Agents on a cluster: applied, watched until they are ready or there is a reason, scaled, removed."""

import time
import uuid
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from apps.runtime.deployers.contract import Deployer, NotReady, Release, Standing, Stray, Survey, Tell
from apps.runtime.deployers.kubernetes import surveying
from apps.runtime.deployers.kubernetes.cluster import Cluster
from apps.runtime.deployers.kubernetes.manifests import Manifest, manifests
from apps.runtime.deployers.kubernetes.manifests.network import PORT
from apps.runtime.deployers.kubernetes.names import Place, certificate_secret, marks_of, namespace_of
from apps.runtime.deployers.kubernetes.options import ClusterOptions
from apps.runtime.deployers.kubernetes.standing import has_failed, standing_of, trouble_of
from apps.runtime.deployers.kubernetes.wishes import Wishes

REVISION = "deployment.kubernetes.io/revision"
WATCH_SECONDS = 5.0


class KubernetesDeployer(Deployer):
    """One Deployment for each version, so that versions run beside each other.

    Args:
        cluster: where.
        options: how agents are placed there.
        clock: seconds, never going back.
    """

    name: ClassVar[str] = "kubernetes"

    def __init__(self, cluster: Cluster, options: ClusterOptions, clock: Callable[[], float] = time.monotonic) -> None:
        self.cluster = cluster
        self.options = options
        self.clock = clock

    def deploy(self, release: Release, tell: Tell) -> str:
        """Apply everything, wait for the pods; what does not come up gives way to what was there before."""
        place, stood = self._place(release), self.standing(release).present
        self._apply(release, tell)
        try:
            self._scaled_up(release, tell)
        except NotReady:
            if not self.roll_back(release, tell) and not stood:
                tell("It was the first of its kind: removed again.")
                self.retire(release, lambda said: None)
            raise
        return f"{'https' if self.options.encrypted else 'http'}://{place.host}:{PORT}"

    def start(self, release: Release, tell: Tell) -> None:
        """As deploying: what is on the cluster becomes what this installation would put there, and is ready."""
        self.deploy(release, tell)

    def pause(self, release: Release, tell: Tell) -> None:
        """No pods; everything else stays."""
        place = self._place(release)
        tell("No pods from here on." if self.cluster.scale(place.namespace, place.name, 0) else "Nothing was there.")

    def resume(self, release: Release, tell: Tell) -> None:
        """Apply, scale up and wait; what does not come up stays paused."""
        self._apply(release, tell)
        try:
            self._scaled_up(release, tell)
        except NotReady:
            self.pause(release, tell)
            raise

    def retire(self, release: Release, tell: Tell) -> None:
        """Remove its objects, the last applied first; the tenant's namespace stays, closed."""
        place = self._place(release)
        removed = 0
        for manifest in reversed(self._own(release)):
            removed += self.cluster.delete(manifest["kind"], place.namespace, manifest["metadata"]["name"])
        if self.options.encrypted:
            # cert-manager leaves the key behind.
            removed += self.cluster.delete("Secret", place.namespace, certificate_secret(place.name))
        tell(f"{removed} objects removed.")

    def roll_back(self, release: Release, tell: Tell) -> bool:
        """The pods of the Deployment's revision before: another image, or other resources."""
        place = self._place(release)
        before = self._template_before(place)
        if before is not None:
            tell("The revision before goes on.")
            self.cluster.exchange_template(place.namespace, place.name, before)
        return before is not None

    def standing(self, release: Release) -> Standing:
        """As the cluster says."""
        place = self._place(release)
        return standing_of(self.cluster.get("Deployment", place.namespace, place.name))

    def survey(self, tenant_id: uuid.UUID, releases: Sequence[Release]) -> Survey:
        """A list of each kind in the tenant's namespace; pods only of what does not answer."""
        return surveying.survey(self.cluster, self.options, tenant_id, releases)

    def mend(self, release: Release, tell: Tell) -> None:
        """Apply everything, and pods where none are wanted."""
        self._apply(release, tell)
        self._pods_wanted(release)

    def clear(self, tenant_id: uuid.UUID, stray: Stray, tell: Tell) -> None:
        """Remove its objects, the last applied first, and the key that cert-manager leaves behind."""
        namespace = namespace_of(tenant_id, self.options.namespace_prefix)
        for kind in reversed(stray.kinds):
            tell(f"{kind} {stray.name}")
            self.cluster.delete(kind, namespace, stray.name)
        if "Certificate" in stray.kinds:
            self.cluster.delete("Secret", namespace, certificate_secret(stray.name))

    def tenants(self) -> frozenset[uuid.UUID]:
        """By the labels of their namespaces."""
        return surveying.tenants(self.cluster, self.options)

    def forget(self, tenant_id: uuid.UUID, tell: Tell) -> None:
        """Remove the namespace with everything in it, if this installation made it."""
        name = namespace_of(tenant_id, self.options.namespace_prefix)
        found = self.cluster.get("Namespace", "", name)
        labels = found["metadata"].get("labels", {}) if found else {}
        if marks_of(self.options.installation).items() <= labels.items():
            tell(f"Namespace {name}")
            self.cluster.delete("Namespace", "", name)

    def _place(self, release: Release) -> Place:
        return Place.of(release, self.options.namespace_prefix, self.options.installation)

    def _own(self, release: Release) -> list[Manifest]:
        name = self._place(release).name
        return [each for each in manifests(release, self.options) if each["metadata"]["name"] == name]

    def _apply(self, release: Release, tell: Tell) -> None:
        wanted = manifests(release, self.options)
        if refused := Wishes.read(release.wishes, self.options).refused:
            tell(f"Left at this installation's default: {', '.join(refused)}.")
        for number, manifest in enumerate(wanted, 1):
            tell(f"{manifest['kind']}, {number} of {len(wanted)}")
            self.cluster.apply(manifest)

    def _scaled_up(self, release: Release, tell: Tell) -> None:
        """Pods where there are none, and go on when all are ready.

        Raises:
            NotReady: with the reason.
        """
        place = self._place(release)
        self._pods_wanted(release)
        until = self.clock() + self.options.ready_seconds
        reason = "Nothing was heard of it."
        while (left := until - self.clock()) > 0:
            found = self.cluster.get("Deployment", place.namespace, place.name)
            standing = standing_of(found)
            if standing.answers:
                tell(f"{standing.ready} of {standing.wanted} pods are ready.")
                return
            trouble, hopeless = trouble_of(self.cluster.list("Pod", place.namespace, place.labels))
            reason = trouble or standing.reason
            tell(reason)
            if found is None or hopeless or has_failed(found):
                break
            self._wait_change(place, found, min(left, WATCH_SECONDS))
        raise NotReady(
            f"{release} is not ready: {reason}",
            where=f"{place.namespace}/{place.name}",
            mend="Mend that, and try again.",
        )

    def _pods_wanted(self, release: Release) -> None:
        """The least number of pods where none is wanted; the autoscaler keeps off of none."""
        place = self._place(release)
        if not self.standing(release).wanted:
            least = Wishes.read(release.wishes, self.options).least
            self.cluster.scale(place.namespace, place.name, least)

    def _wait_change(self, place: Place, found: Manifest, seconds: float) -> None:
        """Until the Deployment changes; its pods may tell more without it, so never for long."""
        since, until = str(found["metadata"].get("resourceVersion", "")), self.clock() + seconds
        for changed in self.cluster.watch("Deployment", place.namespace, place.name, since, seconds):
            if changed.get("status") != found.get("status"):
                return
        if self.clock() < until:
            # The watch ended at once: do not ask in a tight loop.
            self.cluster.sleep(min(0.5, seconds))

    def _template_before(self, place: Place) -> dict[str, Any] | None:
        sets = self.cluster.list("ReplicaSet", place.namespace, place.labels)
        numbered = sorted(sets, key=lambda each: int(each["metadata"].get("annotations", {}).get(REVISION, 0)))
        if len(numbered) < 2:
            return None
        template: dict[str, Any] = json_copy(numbered[-2]["spec"]["template"])
        template.get("metadata", {}).get("labels", {}).pop("pod-template-hash", None)
        return template


def json_copy(document: Manifest) -> Manifest:
    """A copy that can be changed."""
    return {key: json_copy(value) if isinstance(value, dict) else value for key, value in document.items()}
