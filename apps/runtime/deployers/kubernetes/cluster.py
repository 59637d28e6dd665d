"""The way to a cluster's API: apply, read, scale, remove and watch, each safe to do again.

What the API answers for a moment only (too many requests, a conflict, a time-out, a broken connection) is tried again,
after as long as it asks for; what it refuses is an error with its own words.
"""

import json
import logging
import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

import urllib3
from kubernetes import config
from kubernetes.client import ApiClient, Configuration
from kubernetes.client.exceptions import ApiException
from kubernetes.config import ConfigException
from kubernetes.watch.watch import iter_resp_lines

from apps.runtime.deployers.kubernetes.manifests import Manifest
from apps.runtime.deployers.kubernetes.names import MANAGER
from greenlang.errors import Refused, Unavailable

log = logging.getLogger(__name__)

JSON, NAMES_ONLY = "application/json", "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1"
APPLY, MERGE, JSON_PATCH = "application/apply-patch+yaml", "application/merge-patch+json", "application/json-patch+json"
ATTEMPTS = 6
LONGEST_WAIT = 30.0
CONNECT_SECONDS, READ_SECONDS = 5.0, 20.0
# 410: a watch from a version that the API has forgotten; whoever watches reads the object again.
FOR_A_MOMENT = frozenset({409, 410, 429, 500, 502, 503, 504})

NOT_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


class ClusterRefuses(Refused):
    """The cluster's API does not allow or understand a request; the message is its own."""

    code = "cluster-refuses"


class ClusterUnavailable(Unavailable):
    """The cluster's API does not answer, or answers for a moment only, too often."""

    code = "cluster-unavailable"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of object: its place below the API's root, its name in the plural, and whether a namespace holds it."""

    root: str
    plural: str
    namespaced: bool = True

    def path(self, namespace: str, name: str = "") -> str:
        """Of one object, or of all in a namespace."""
        within = f"/namespaces/{quote(namespace, safe='')}" if self.namespaced else ""
        return f"{self.root}{within}/{self.plural}" + (f"/{quote(name, safe='')}" if name else "")


KINDS: Mapping[str, Kind] = {
    "Namespace": Kind("/api/v1", "namespaces", namespaced=False),
    "ServiceAccount": Kind("/api/v1", "serviceaccounts"),
    "ConfigMap": Kind("/api/v1", "configmaps"),
    "Secret": Kind("/api/v1", "secrets"),
    "Service": Kind("/api/v1", "services"),
    "Pod": Kind("/api/v1", "pods"),
    "Deployment": Kind("/apis/apps/v1", "deployments"),
    "ReplicaSet": Kind("/apis/apps/v1", "replicasets"),
    "NetworkPolicy": Kind("/apis/networking.k8s.io/v1", "networkpolicies"),
    "HorizontalPodAutoscaler": Kind("/apis/autoscaling/v2", "horizontalpodautoscalers"),
    "PodDisruptionBudget": Kind("/apis/policy/v1", "poddisruptionbudgets"),
    "Certificate": Kind("/apis/cert-manager.io/v1", "certificates"),
}


class _Momentary(Exception):
    """Worth another try, after a time where the API says one."""

    def __init__(self, reason: str, after: float | None = None) -> None:
        super().__init__(reason)
        self.after = after


class Cluster:
    """One cluster.

    Args:
        api: the official client.
        sleep: waits between attempts.
    """

    def __init__(self, api: ApiClient, sleep: Callable[[float], None] = time.sleep) -> None:
        self.api = api
        self.sleep = sleep
        # Attempts are counted in one place, here: the client's pool adds none of its own.
        api.rest_client.pool_manager.connection_pool_kw["retries"] = False

    def apply(self, manifest: Manifest) -> Manifest:
        """Server-side apply: what the manifest says becomes so, what it leaves out stays somebody else's."""
        about = manifest["metadata"]
        path = KINDS[manifest["kind"]].path(about.get("namespace", ""), about["name"])
        query = {"fieldManager": MANAGER, "force": "true", "fieldValidation": "Strict"}
        applied = self._asked("PATCH", path, query, body=manifest, content_type=APPLY)
        if applied is None:
            mend = "Install what defines that kind, or create the namespace."
            raise ClusterRefuses(f"The cluster has no place for this {manifest['kind']}.", where=path, mend=mend)
        return applied

    def get(self, kind: str, namespace: str, name: str) -> Manifest | None:
        """The object as it is, or None."""
        return self._asked("GET", KINDS[kind].path(namespace, name))

    def list(self, kind: str, namespace: str, labels: Mapping[str, str], *, names_only: bool = False) -> list[Manifest]:
        """Objects with these labels; of a kind that the cluster does not know, none.

        Args:
            names_only: their ``metadata`` alone, as the API itself leaves the rest out: packs are large.
        """
        selector = {"labelSelector": ",".join(f"{name}={value}" for name, value in labels.items())}
        accept = NAMES_ONLY if names_only else JSON
        answer = self._asked("GET", KINDS[kind].path(namespace), selector, accept=accept)
        found: list[Manifest] = (answer or {}).get("items", [])
        return found

    def scale(self, namespace: str, name: str, replicas: int) -> bool:
        """How many pods a Deployment wants; whether there is one."""
        path = KINDS["Deployment"].path(namespace, name) + "/scale"
        body = {"spec": {"replicas": replicas}}
        query = {"fieldManager": f"{MANAGER}-operator"}
        return self._asked("PATCH", path, query, body=body, content_type=MERGE) is not None

    def exchange_template(self, namespace: str, name: str, template: Mapping[str, Any]) -> None:
        """Give a Deployment the pods of an earlier revision."""
        path = KINDS["Deployment"].path(namespace, name)
        body = [{"op": "replace", "path": "/spec/template", "value": template}]
        self._asked("PATCH", path, {"fieldManager": MANAGER}, body=body, content_type=JSON_PATCH)

    def delete(self, kind: str, namespace: str, name: str) -> bool:
        """Remove an object and what it owns; whether there was one."""
        body = {"propagationPolicy": "Background"}
        return self._asked("DELETE", KINDS[kind].path(namespace, name), body=body) is not None

    def watch(self, kind: str, namespace: str, name: str, since: str, seconds: float) -> Iterator[Manifest]:
        """Each change of one object after a resource version, until the time is up or the API ends the watch."""
        query = {
            "fieldSelector": f"metadata.name={name}",
            "resourceVersion": since,
            "timeoutSeconds": str(max(1, int(seconds))),
            "watch": "true",
        }
        try:
            response = self._response("GET", KINDS[kind].path(namespace), query, read_seconds=seconds)
            for line in iter_resp_lines(response):  # type: ignore[no-untyped-call]
                event: dict[str, Any] = json.loads(line) if line else {"type": "BOOKMARK"}
                if event["type"] == "ERROR":
                    return
                if event["type"] in {"ADDED", "MODIFIED"}:
                    yield event["object"]
                if event["type"] == "DELETED":
                    return
        except (_Momentary, urllib3.exceptions.HTTPError, ValueError) as error:
            # Whoever watches reads the object again and goes on.
            log.info("the watch of %s %s ended: %s", kind, name, error)

    def _asked(
        self,
        method: str,
        path: str,
        query: Mapping[str, str] | None = None,
        *,
        body: Any = None,
        content_type: str = "",
        accept: str = JSON,
    ) -> Manifest | None:
        """The answer's object, after as many attempts as it takes; None where there is no such object."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                response = self._response(
                    method, path, query or {}, body=body, content_type=content_type, accept=accept
                )
                return None if response.status == 404 else _document(response)
            except _Momentary as moment:
                if attempt == ATTEMPTS:
                    raise ClusterUnavailable(
                        f"The cluster did not do it in {ATTEMPTS} attempts: {moment}.",
                        where=path,
                        mend="Try again; nothing has to be undone.",
                    ) from moment
                self.sleep(min(LONGEST_WAIT, 0.2 * 2**attempt if moment.after is None else moment.after))
        raise ClusterUnavailable("Never asked.", where=path)

    def _response(  # noqa: PLR0917 - a request in the order it is written
        self,
        method: str,
        path: str,
        query: Mapping[str, str],
        body: Any = None,
        content_type: str = "",
        accept: str = JSON,
        read_seconds: float = 0.0,
    ) -> Any:
        """One attempt; 404 comes back as it is.

        Raises:
            _Momentary: worth another attempt.
            ClusterRefuses: not worth one.
        """
        headers = {"Accept": accept}
        if body is not None:
            headers["Content-Type"] = content_type or JSON
        self.api.update_params_for_auth(headers, [], ["BearerToken"], path, method, body)
        url = self.api.configuration.host + path + (f"?{urlencode(query)}" if query else "")
        text = wire_bytes(body) if body is not None else None
        try:
            response = self.api.rest_client.pool_manager.request(
                method,
                url,
                body=text,
                headers=headers,
                timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=read_seconds or READ_SECONDS),
                preload_content="watch" not in query,
                retries=False,
            )
        except (urllib3.exceptions.HTTPError, ApiException) as error:
            raise _Momentary(f"{type(error).__name__}") from error
        if response.status in FOR_A_MOMENT:
            raise _Momentary(f"{response.status} {_said(response)}", _retry_after(response))
        if response.status == 404 or 200 <= response.status < 300:
            return response
        raise ClusterRefuses(f"The cluster answers {response.status}: {_said(response)}", where=path)


def wire_bytes(document: Any) -> bytes:
    """A document as JSON that is the same document to a reader of YAML, which is what the API takes an apply for.

    YAML knows no halves of a pair (``\\ud83d``), so characters stand for themselves, but for those it takes for none.
    """
    text = json.dumps(document, ensure_ascii=False)
    return NOT_YAML.sub(lambda found: f"\\u{ord(found[0]):04x}", text).encode()


def _document(response: Any) -> Manifest:
    try:
        document = json.loads(response.data)
    except ValueError as error:
        raise _Momentary("its answer is cut off") from error
    return document if isinstance(document, dict) else {}


def _said(response: Any) -> str:
    """The API's own words."""
    try:
        return str(json.loads(response.data)["message"])[:600]
    except (ValueError, KeyError, TypeError, urllib3.exceptions.HTTPError):
        return str(response.reason or "without a word")


def _retry_after(response: Any) -> float | None:
    text = response.headers.get("Retry-After", "")
    return float(text) if text.isascii() and text.isdecimal() and len(text) < 6 else None


def cluster_connect(kubeconfig: str = "") -> Cluster:
    """The cluster this process runs on, or the one a kubeconfig file names.

    Raises:
        ClusterUnavailable: neither is there.
    """
    configuration = Configuration()
    try:
        if kubeconfig:
            config.load_kube_config(  # type: ignore[no-untyped-call]
                config_file=kubeconfig, client_configuration=configuration
            )
        else:
            config.load_incluster_config(client_configuration=configuration)  # type: ignore[no-untyped-call]
    except (ConfigException, OSError) as error:
        mend = "Run on a cluster, or name a kubeconfig file."
        raise ClusterUnavailable(f"No cluster is known: {error}.", where="GREENLANG_KUBECONFIG", mend=mend) from error
    return Cluster(ApiClient(configuration))
