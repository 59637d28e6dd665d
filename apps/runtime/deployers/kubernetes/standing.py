"""How a Deployment stands, read from what the API says of it and of its pods. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

from apps.runtime.deployers.contract import Standing

# States that waiting does not mend: the same image and pack come up the same way again.
HOPELESS = frozenset({"CrashLoopBackOff", "InvalidImageName", "CreateContainerError", "RunContainerError"})
DEADLINE = "ProgressDeadlineExceeded"


def standing_of(deployment: Mapping[str, Any] | None) -> Standing:
    """Wanted, ready, and what the Deployment itself gives as a reason; pods of an earlier revision do not count."""
    if deployment is None:
        return Standing(present=False, reason="It is not on the cluster.")
    status, wanted = deployment.get("status", {}), int(deployment.get("spec", {}).get("replicas", 1))
    if int(status.get("observedGeneration", 0)) < int(deployment["metadata"].get("generation", 1)):
        return Standing(True, wanted, 0, "The cluster has not begun with it.")
    updated, ready = int(status.get("updatedReplicas", 0)), int(status.get("availableReplicas", 0))
    earlier = int(status.get("replicas", 0)) - updated
    ready = min(updated, max(0, ready - earlier))
    if ready >= wanted and earlier <= 0:
        return Standing(True, wanted, ready)
    return Standing(True, wanted, ready, _said(status) or f"{ready} of {wanted} pods are ready.")


def has_failed(deployment: Mapping[str, Any]) -> bool:
    """The cluster itself has given up waiting for it."""
    conditions = deployment.get("status", {}).get("conditions", [])
    return any(each.get("reason") == DEADLINE for each in conditions)


def health_of(deployment: Mapping[str, Any] | None, pods: Iterable[Mapping[str, Any]]) -> Standing:
    """How it does while nobody deploys: pods of any revision answer, and too few are no trouble unless they say why."""
    if deployment is None:
        return standing_of(None)
    status, wanted = deployment.get("status", {}), int(deployment.get("spec", {}).get("replicas", 1))
    ready = int(status.get("availableReplicas", 0))
    reason = trouble_of(pods)[0] or _said(status) if ready < wanted else ""
    if wanted and not ready:
        reason = reason or standing_of(deployment).reason
    return Standing(True, wanted, ready, reason)


def _said(status: Mapping[str, Any]) -> str:
    for condition in status.get("conditions", []):
        failing = condition.get("type") == "ReplicaFailure" and condition.get("status") == "True"
        if failing or condition.get("reason") == DEADLINE:
            return str(condition.get("message", ""))[:600]
    return ""


def trouble_of(pods: Iterable[Mapping[str, Any]]) -> tuple[str, bool]:
    """What keeps pods from being ready, in the cluster's words, and whether waiting cannot mend it."""
    found = ""
    for pod in pods:
        status = pod.get("status", {})
        for container in status.get("containerStatuses", []):
            reason, text = _container_trouble(container)
            if reason in HOPELESS:
                return text, True
            found = found or text
        for condition in status.get("conditions", []):
            if condition.get("type") == "PodScheduled" and condition.get("status") == "False":
                found = found or f"{condition.get('reason', '')}: {condition.get('message', '')}"[:600]
    return found, False


def _container_trouble(container: Mapping[str, Any]) -> tuple[str, str]:
    waiting = container.get("state", {}).get("waiting") or {}
    ended = (container.get("lastState", {}).get("terminated") or {}).get("message", "")
    reason = str(waiting.get("reason", ""))
    if not reason or reason in {"ContainerCreating", "PodInitializing"}:
        return "", ""
    said = " ".join(text.strip() for text in (str(waiting.get("message", "")), str(ended)) if text)
    return reason, f"{reason}: {said}"[:600].rstrip(": ")
