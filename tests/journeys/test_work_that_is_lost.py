"""A worker process that dies takes its job with it, says so, and the work can be begun again."""

import json
import os
import signal
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.product import PROJECT, Product

pytestmark = pytest.mark.journey


JSON = {"Content-Type": "application/json"}
YAML = {"Content-Type": "application/yaml"}


def call(product: Product, path: str, headers: dict[str, str], body: bytes | None = None) -> dict[str, Any]:
    request = urllib.request.Request(f"{product.url}/api/v1{path}", data=body, headers=headers)
    with urllib.request.urlopen(request, timeout=20) as answer:
        document = json.load(answer)
    assert isinstance(document, dict)
    return document


def pool_children(product: Product) -> list[int]:
    """The processes that the Celery worker has forked."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            environment = (entry / "environ").read_bytes().split(b"\0")
            command = (entry / "cmdline").read_bytes()
            parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            above = Path(f"/proc/{parent}/cmdline").read_bytes()
        except (OSError, ValueError):
            continue
        ours = f"GREENLANG_DATA={product.data}".encode() in environment
        if ours and b"celery" in command and b"celery" in above:
            found.append(int(entry.name))
    return found


def test_a_killed_worker_process_is_told_on_its_job_and_the_build_begins_again(product: Product) -> None:
    account = {"email": "operator@acme.demo.greenlang.example", "password": product.password}
    token = call(product, "/auth/token", JSON, json.dumps(account).encode())["access"]
    authorization = {"Authorization": f"Bearer {token}"}
    source = (PROJECT / "examples/packs/stationary-combustion/pack.yaml").read_text()

    def submit(patch: int) -> str:
        body = source.replace("version: 1.0.0", f"version: 7.7.{patch}", 1).encode()
        return str(call(product, "/builds", {**YAML, **authorization}, body)["id"])

    def wait_while(job: str, states: set[str]) -> dict[str, Any]:
        until = time.monotonic() + 60
        while (document := call(product, f"/jobs/{job}", authorization))["state"] in states:
            assert time.monotonic() < until, document
            time.sleep(0.01)  # within what a tenant may ask in a minute
        return document

    # A build takes a second: one that was over before it could be struck is begun anew under the next number.
    for patch in range(8):
        job = submit(patch)
        if wait_while(job, {"queued"})["state"] == "running":
            for child in pool_children(product):
                os.kill(child, signal.SIGKILL)
        ended = wait_while(job, {"queued", "running"})
        if ended["state"] == "failed":
            break
    assert ended["state"] == "failed", ended
    assert "worker process ended" in ended["error"]["message"]
    assert wait_while(submit(patch), {"queued", "running"})["state"] == "succeeded"
