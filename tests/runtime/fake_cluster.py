"""A small API server of a cluster, over HTTP: it validates what it is sent, keeps it, and lets pods come up or not.

It does what the API of a cluster is documented to do: server-side apply, merge and JSON patches, lists by label,
watches, deletion; a Deployment makes a ReplicaSet for each template, and pods that become ready after a while.
"""

import copy
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from jsonschema import Draft202012Validator, ValidationError
from kubernetes.client import ApiClient, Configuration

from apps.runtime.deployers.kubernetes.cluster import KINDS, Cluster
from tests.runtime import cluster_schemas
from tests.runtime.certificate_schema import CERTIFICATE

Json = dict[str, Any]
REVISION = "deployment.kubernetes.io/revision"
PLURALS = {kind.plural: name for name, kind in KINDS.items()}


@dataclass
class Fault:
    """An answer in the place of the true one: for the next ``times`` requests that it is meant for."""

    status: int
    times: int = 1
    method: str = ""
    holds: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    after: bool = False
    """The request is done, and its answer lost."""
    hangs: float = 0.0
    """Seconds until anything comes."""

    def meant(self, method: str, path: str) -> bool:
        return self.times > 0 and self.method in {"", method} and self.holds in path


class FakeCluster:
    """Objects by path, and what is done to them.

    Args:
        trouble: gives the state a pod of an image waits in for ever ("CrashLoopBackOff"); empty: it becomes ready.
        when_watched: pods become ready once somebody watches, and not before.
    """

    def __init__(self, trouble: Callable[[str], str] = lambda image: "", when_watched: bool = False) -> None:
        self.objects: dict[str, Json] = {}
        self.trouble = trouble
        self.when_watched = when_watched
        self.version = "1.37"
        self.faults: list[Fault] = []
        self.requests: list[tuple[str, str]] = []
        self.changed = threading.Condition()
        self.counter = 0

    def of_kind(self, kind: str) -> list[Json]:
        with self.changed:
            return [copy.deepcopy(each) for each in self.objects.values() if each["kind"] == kind]

    def vanish(self, kind: str, name: str = "") -> None:
        """Somebody else removes what begins with that name."""
        with self.changed:
            paths = [p for p, o in self.objects.items() if o["kind"] == kind and o["metadata"]["name"].startswith(name)]
            for path in paths:
                self._deleted(path)

    def break_pods(self, reason: str, ready: int = 0) -> None:
        """Pods that were ready are not any more, but for some."""
        with self.changed:
            for each in self.objects.values():
                if each["kind"] == "Deployment":
                    each["status"]["availableReplicas"] = ready
                if each["kind"] == "Pod" and not each["metadata"]["name"].endswith(
                    tuple(f"-{n}" for n in range(ready))
                ):
                    waiting = {"waiting": {"reason": reason, "message": "back-off"}}
                    each["status"]["containerStatuses"] = [{"ready": False, "state": waiting, "lastState": {}}]

    def answer(
        self, method: str, target: str, content_type: str, body: Json | list[Json] | None, accept: str = ""
    ) -> tuple[int, Json]:
        """What the API answers to one request."""
        parts = urlsplit(target)
        path, query = parts.path, {name: values[0] for name, values in parse_qs(parts.query).items()}
        with self.changed:
            if method == "GET":
                return self._read(path, query, accept)
            if method == "DELETE":
                return self._deleted(path)
            if path.endswith("/scale"):
                return self._scaled(path.removesuffix("/scale"), body)
            if content_type == "application/apply-patch+yaml":
                return self._applied(path, query, body)
            if content_type == "application/json-patch+json":
                return self._patched(path, body)
        return status(415, "the media type is not supported")

    def _read(self, path: str, query: Json, accept: str) -> tuple[int, Json]:
        if path in self.objects:
            return 200, copy.deepcopy(self.objects[path])
        kind = PLURALS.get(path.rsplit("/", 1)[-1])
        if kind is None:
            return status(404, "not found")
        wanted = dict(pair.split("=") for pair in query.get("labelSelector", "").split(",") if pair)
        items = [
            {"metadata": copy.deepcopy(each["metadata"])} if "as=Partial" in accept else copy.deepcopy(each)
            for place, each in self.objects.items()
            if each["kind"] == kind
            and place.startswith(path + "/")
            and wanted.items() <= each["metadata"].get("labels", {}).items()
        ]
        return 200, {"kind": "List", "apiVersion": "v1", "metadata": {}, "items": items}

    def _applied(self, path: str, query: Json, body: Any) -> tuple[int, Json]:
        if not query.get("fieldManager"):
            return status(422, "fieldManager is required for apply patch")
        if fault := self._fault_of(path, body):
            return fault
        old = self.objects.get(path)
        new = copy.deepcopy(body)
        if old is not None and old["kind"] == "ConfigMap" and old.get("immutable"):
            changed = [name for name in ("data", "binaryData") if old.get(name) != new.get(name)]
            if changed:
                return status(422, f"{changed[0]}: Forbidden: field is immutable when `immutable` is set")
        if new["kind"] == "Deployment":
            new["spec"].setdefault("replicas", old["spec"]["replicas"] if old else 1)
        self._kept(path, new)
        return (200 if old else 201), copy.deepcopy(self.objects[path])

    def _fault_of(self, path: str, body: Any) -> tuple[int, Json] | None:
        if not isinstance(body, dict) or PLURALS.get(path.split("/")[-2]) != body.get("kind"):
            return status(400, "the object is not of the kind of its path")
        namespace = body["metadata"].get("namespace")
        if namespace and f"/api/v1/namespaces/{namespace}" not in self.objects:
            return status(404, f'namespaces "{namespace}" not found')
        found = invalid(json.dumps(body, sort_keys=True), self.version)
        return status(400, found) if found else None

    def _kept(self, path: str, new: Json) -> None:
        old = self.objects.get(path)
        self.counter += 1
        about = new["metadata"]
        generation = old["metadata"]["generation"] if old else 0
        about["generation"] = generation + (1 if old is None or old.get("spec") != new.get("spec") else 0)
        about["resourceVersion"] = str(self.counter)
        if old is not None and "status" in old:
            new.setdefault("status", old["status"])
        self.objects[path] = new
        if new["kind"] == "Deployment" and about["generation"] != generation:
            self._roll_out(path)
        self.changed.notify_all()

    def _scaled(self, path: str, body: Any) -> tuple[int, Json]:
        if path not in self.objects:
            return status(404, "not found")
        new = copy.deepcopy(self.objects[path])
        new["spec"]["replicas"] = body["spec"]["replicas"]
        self._kept(path, new)
        return 200, {"kind": "Scale", "apiVersion": "autoscaling/v1", "metadata": {}, "spec": body["spec"]}

    def _patched(self, path: str, body: Any) -> tuple[int, Json]:
        if path not in self.objects:
            return status(404, "not found")
        new = copy.deepcopy(self.objects[path])
        (operation,) = body
        assert (operation["op"], operation["path"]) == ("replace", "/spec/template")
        new["spec"]["template"] = operation["value"]
        self._kept(path, new)
        return 200, copy.deepcopy(self.objects[path])

    def _deleted(self, path: str) -> tuple[int, Json]:
        if path not in self.objects:
            return status(404, "not found")
        gone = self.objects.pop(path)
        if gone["kind"] == "Deployment":
            for owned in [p for p, o in self.objects.items() if o.get("owner") == path]:
                del self.objects[owned]
        if gone["kind"] == "Namespace":
            inside = f"/namespaces/{gone['metadata']['name']}/"
            self.objects = {p: o for p, o in self.objects.items() if inside not in p}
        self.counter += 1
        self.changed.notify_all()
        return status(200, "")

    def _roll_out(self, path: str) -> None:
        """The controllers' part: a ReplicaSet for the template, and pods that come up after a while."""
        deployment = self.objects[path]
        about, spec = deployment["metadata"], deployment["spec"]
        self._replica_set(path, spec["template"])
        image = spec["template"]["spec"]["containers"][0]["image"]
        trouble = self.trouble(image)
        earlier = deployment.get("status", {}).get("availableReplicas", 0)
        deployment["status"] = {
            "observedGeneration": about["generation"],
            "replicas": earlier + spec["replicas"] if trouble else spec["replicas"],
            "updatedReplicas": spec["replicas"] if trouble else 0,
            "availableReplicas": earlier,
        }
        self._pods(path, spec, trouble)
        generation = about["generation"]
        if not trouble and not self.when_watched:
            self._ready(path, generation)

    def _ready(self, path: str, generation: int) -> None:
        with self.changed:
            deployment = self.objects.get(path)
            if deployment is None or deployment["metadata"]["generation"] != generation:
                return
            count = deployment["spec"]["replicas"]
            deployment["status"] = {
                "observedGeneration": generation,
                "replicas": count,
                "updatedReplicas": count,
                "availableReplicas": count,
            }
            self.counter += 1
            deployment["metadata"]["resourceVersion"] = str(self.counter)
            self.changed.notify_all()

    def _replica_set(self, path: str, template: Json) -> None:
        mine = {p: o for p, o in self.objects.items() if o.get("owner") == path and o["kind"] == "ReplicaSet"}
        number = 1 + max((int(o["metadata"]["annotations"][REVISION]) for o in mine.values()), default=0)
        same = next((p for p, o in mine.items() if o["made_of"] == template), "")
        namespace, name = path.split("/")[-3], path.rsplit("/", maxsplit=1)[-1]
        place = same or f"/apis/apps/v1/namespaces/{namespace}/replicasets/{name}-{number}"
        labels = {**template["metadata"]["labels"], "pod-template-hash": str(number)}
        shown = copy.deepcopy(template)
        shown["metadata"]["labels"] = labels
        self.objects[place] = {
            "kind": "ReplicaSet",
            "owner": path,
            "made_of": copy.deepcopy(template),
            "metadata": {"name": place.rsplit("/", 1)[-1], "labels": labels, "annotations": {REVISION: str(number)}},
            "spec": {"template": shown},
        }

    def _pods(self, path: str, spec: Json, trouble: str) -> None:
        for owned in [p for p, o in self.objects.items() if o.get("owner") == path and o["kind"] == "Pod"]:
            del self.objects[owned]
        namespace, name = path.split("/")[-3], path.rsplit("/", maxsplit=1)[-1]
        waiting = {"waiting": {"reason": trouble, "message": "back-off"}} if trouble else {"running": {}}
        ended = {"terminated": {"message": "The mounted pack is another agent's."}} if trouble else {}
        for number in range(spec["replicas"]):
            self.objects[f"/api/v1/namespaces/{namespace}/pods/{name}-{number}"] = {
                "kind": "Pod",
                "owner": path,
                "metadata": {"name": f"{name}-{number}", "labels": dict(spec["template"]["metadata"]["labels"])},
                "status": {"containerStatuses": [{"ready": not trouble, "state": waiting, "lastState": ended}]},
            }

    def watched(self, path: str, query: Json) -> Iterator[Json]:
        """The changes of one object from here on, until the time of the watch is up."""
        name = query["fieldSelector"].removeprefix("metadata.name=")
        seen, until = query.get("resourceVersion", "0"), time.monotonic() + float(query["timeoutSeconds"])
        place = f"{path}/{name}"
        with self.changed:
            if self.when_watched and place in self.objects:
                self._ready(place, self.objects[place]["metadata"]["generation"])
        while (left := until - time.monotonic()) > 0:
            with self.changed:
                found = copy.deepcopy(self.objects.get(place))
                if found is not None and found["metadata"]["resourceVersion"] == seen:
                    self.changed.wait(left)
                    continue
            yield {"type": "DELETED" if found is None else "MODIFIED", "object": found or {}}
            if found is None:
                return
            seen = found["metadata"]["resourceVersion"]


@lru_cache(maxsize=512)
def invalid(text: str, version: str) -> str:
    """Why an object is not valid for a version of the API; empty where it is."""
    body = json.loads(text)
    try:
        if body["kind"] == "Certificate":
            Draft202012Validator(CERTIFICATE).validate(body)
        else:
            cluster_schemas.valid(body, version)
    except (ValidationError, cluster_schemas.ValidationError) as error:
        return str(error)[:300]
    return ""


def status(code: int, message: str) -> tuple[int, Json]:
    """The API's own answer of that kind."""
    outcome = "Success" if code < 400 else "Failure"
    return code, {"kind": "Status", "apiVersion": "v1", "status": outcome, "message": message, "code": code}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # an answer is one packet: two would wait for each other
    disable_nagle_algorithm = True
    fake: FakeCluster

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Quiet."""

    def _serve(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        body = json.loads(self.rfile.read(length)) if length else None
        target, accept = unquote(self.path), self.headers.get("Accept", "")
        self.fake.requests.append((self.command, target))
        fault = next((each for each in self.fake.faults if each.meant(self.command, target)), None)
        if fault is not None:
            fault.times -= 1
            time.sleep(fault.hangs)
            if fault.after:
                self.fake.answer(self.command, target, self.headers.get("Content-Type", ""), body)
            if not fault.status:
                self.close_connection = True
                return
            self._send(*status(fault.status, "try again"), fault.headers)
            return
        parts = urlsplit(target)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if query.get("watch") == "true":
            self._stream(parts.path, query)
            return
        self._send(*self.fake.answer(self.command, target, self.headers.get("Content-Type", ""), body, accept), {})

    do_GET = do_PATCH = do_DELETE = _serve  # noqa: N815 - the base class's names

    def _send(self, code: int, document: Json, headers: dict[str, str]) -> None:
        data = json.dumps(document).encode()
        self.send_response(code)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(data)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def _stream(self, path: str, query: Json) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Transfer-Encoding", "chunked")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        try:
            for event in self.fake.watched(path, query):
                line = json.dumps(event).encode() + b"\n"
                self.wfile.write(b"%x\r\n%s\r\n" % (len(line), line))
                self.wfile.flush()
            self.wfile.write(b"0\r\n\r\n")
        except OSError:
            return


@contextmanager
def served(fake: FakeCluster) -> Iterator[str]:
    """The API over HTTP on this machine; gives its address."""
    handler = type("Handler", (_Handler,), {"fake": fake})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)


def connected(url: str, sleep: Callable[[float], None] = time.sleep) -> Cluster:
    """The product's way to it."""
    configuration = Configuration()
    configuration.host = url
    return Cluster(ApiClient(configuration), sleep)
