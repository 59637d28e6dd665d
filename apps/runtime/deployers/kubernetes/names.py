"""What an agent's objects are called on the cluster. Pure.

Names are made of the agent's id and a hash over tenant, id and version, so that no two versions share one and none is
longer than the 63 characters of a DNS label, whatever the id and the version are.
"""

import re
import uuid
from dataclasses import dataclass
from hashlib import sha256

from apps.runtime.deployers.contract import Release

MANAGER = "greenlang"
MANAGED_BY, INSTALLATION, TENANT = "app.kubernetes.io/managed-by", "greenlang/installation", "greenlang/tenant"
AGENT, VERSION, PACK = "greenlang/agent", "greenlang/version", "greenlang/pack-sha256"
MOST = 40


@dataclass(frozen=True, slots=True)
class Place:
    """Where a release is on the cluster.

    Args:
        namespace: its tenant's.
        name: of each of its objects.
        labels: what selects its pods; of a Deployment they never change.
        marks: which installation put the objects there.
        annotations: whose they are, in full: text that nothing on the cluster reads.
    """

    namespace: str
    name: str
    labels: dict[str, str]
    marks: dict[str, str]
    annotations: dict[str, str]

    @classmethod
    def of(cls, release: Release, prefix: str, installation: str = MANAGER) -> "Place":
        """The same release is always at the same place."""
        told = f"{release.tenant_id}\n{release.agent}\n{release.version}"
        slug = re.sub(r"[^a-z0-9]+", "-", release.agent.lower())[:MOST].strip("-") or "agent"
        name = f"a-{slug}-{sha256(told.encode()).hexdigest()[:16]}"
        return cls(
            namespace=namespace_of(release.tenant_id, prefix),
            name=name,
            labels={"app.kubernetes.io/name": name, MANAGED_BY: MANAGER},
            marks=marks_of(installation),
            annotations={AGENT: release.agent, VERSION: release.version, PACK: release.pack_sha256},
        )

    @property
    def host(self) -> str:
        """The name its service has inside the cluster."""
        return f"{self.name}.{self.namespace}.svc"


def namespace_of(tenant_id: uuid.UUID, prefix: str) -> str:
    """The namespace of a tenant, which keeps its name when the tenant is called otherwise."""
    return f"{prefix[:20]}-{tenant_id}"


def marks_of(installation: str) -> dict[str, str]:
    """The labels of everything that an installation puts on a cluster, and by which it knows its own again."""
    return {MANAGED_BY: MANAGER, INSTALLATION: installation}


def certificate_secret(name: str) -> str:
    """The secret that holds the key and the certificate of the agent of this name."""
    return f"{name[:55]}-tls"
