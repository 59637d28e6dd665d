"""What this installation says of its cluster. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from greenlang.errors import Refused

LABEL = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?\Z")
IMAGE = re.compile(r"[a-z0-9]+([._/:@-][A-Za-z0-9_.-]+)*\Z")


@dataclass(frozen=True, slots=True)
class ClusterOptions:
    """How agents are placed on the cluster.

    Args:
        image: the product's own image; a pod runs it with another command.
        namespace_prefix: of the namespace of each tenant.
        gateway_namespace, gateway_labels: the pods that may reach an agent.
        issuer, issuer_kind: cert-manager's issuer of the pods' certificates; without one pods speak plain HTTP.
        least, most: bounds of the number of pods of an agent, whatever its publisher wishes.
        ready_seconds: how long a pod may take to become ready.
        installation: which product these agents are of, where several share the cluster: a label's value.
        pull_secret: name of the registry's secret in each tenant's namespace; empty where none is needed.
    """

    image: str = "greenlang:latest"
    namespace_prefix: str = "greenlang"
    gateway_namespace: str = "greenlang"
    gateway_labels: tuple[tuple[str, str], ...] = (("greenlang/calls-agents", "yes"),)
    issuer: str = ""
    issuer_kind: str = "ClusterIssuer"
    least: int = 1
    most: int = 10
    ready_seconds: float = 30.0
    pull_secret: str = ""
    installation: str = "greenlang"

    def __post_init__(self) -> None:
        if not IMAGE.match(self.image):
            raise Refused(f"“{self.image[:80]}” is no image.", where="GREENLANG_AGENT_IMAGE")
        if not LABEL.match(self.installation):
            mend = "Letters, digits, “-”, “_” and “.”, 63 at most."
            raise Refused(f"“{self.installation[:80]}” is no label.", where="GREENLANG_AGENT_INSTALLATION", mend=mend)
        if not 1 <= self.least <= self.most:
            raise Refused("The least number of pods is 1, and not above the most.", where="GREENLANG_AGENT_PODS")

    @property
    def encrypted(self) -> bool:
        """Pods have certificates."""
        return bool(self.issuer)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "ClusterOptions":
        """As the variables ``GREENLANG_AGENT_…`` and ``GREENLANG_GATEWAY_…`` say; what they leave out is the default.

        Raises:
            Refused: a variable that says no such thing.
        """
        texts = {
            "image": "GREENLANG_AGENT_IMAGE",
            "namespace_prefix": "GREENLANG_AGENT_NAMESPACES",
            "gateway_namespace": "GREENLANG_GATEWAY_NAMESPACE",
            "issuer": "GREENLANG_AGENT_ISSUER",
            "issuer_kind": "GREENLANG_AGENT_ISSUER_KIND",
            "pull_secret": "GREENLANG_AGENT_PULL_SECRET",
        }
        installation = environment.get("GREENLANG_AGENT_INSTALLATION") or environment.get("GREENLANG_GATEWAY_NAMESPACE")
        given = {field: environment[name] for field, name in texts.items() if environment.get(name)}
        given |= {"installation": installation} if installation else {}
        least, most = _bounds(environment.get("GREENLANG_AGENT_PODS", "1-10"))
        return cls(**given, least=least, most=most, ready_seconds=_seconds(environment))  # type: ignore[arg-type]


def _bounds(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"([0-9]{1,4})-([0-9]{1,4})", text)
    if not found:
        raise Refused(f"“{text[:40]}” is no range.", where="GREENLANG_AGENT_PODS", mend="Write it like 1-10.")
    return int(found[1]), int(found[2])


def _seconds(environment: Mapping[str, str]) -> float:
    text = environment.get("GREENLANG_AGENT_READY_SECONDS", "30")
    if not re.fullmatch(r"[1-9][0-9]{0,3}", text):
        raise Refused("It is a number of seconds.", where="GREENLANG_AGENT_READY_SECONDS", mend="30, for instance.")
    return float(text)
