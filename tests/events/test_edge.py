"""The HTTP edge, through a real Varnish before the real product."""

import http.client
import json
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from apps.events.edge import ban
from apps.events.services import platform_event_record
from apps.tenants.models import Role
from apps.tenants.services import api_key_issue, tenant_create
from tests.embedded.processes import wait_for
from tests.events.surroundings import PROJECT, Surroundings
from tests.journeys.product import free_port

VARNISH = shutil.which("varnishd") or shutil.which("varnishd", path="/usr/sbin:/usr/local/sbin")

pytestmark = pytest.mark.skipif(VARNISH is None, reason="Varnish is missing: apt-get install varnish")

Keep = Callable[["subprocess.Popen[str]"], "subprocess.Popen[str]"]


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def cache(self) -> str:
        """HIT or MISS."""
        return self.headers.get("x-cache", "")


def fetch(port: int, path: str, *, method: str = "GET", **headers: str) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    found = Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
    connection.close()
    return found


def answers(port: int) -> bool:
    try:
        return fetch(port, "/health").status == 200
    except OSError:
        return False


@dataclass(frozen=True)
class Edge:
    """The product behind Varnish."""

    product: int
    port: int
    surroundings: Surroundings

    def get(self, path: str, **headers: str) -> Answer:
        """Through Varnish."""
        return fetch(self.port, path, **headers)

    @property
    def address(self) -> str:
        """Of Varnish."""
        return f"http://127.0.0.1:{self.port}"


@pytest.fixture
def edge(surroundings: Surroundings, processes: Keep, tmp_path: Path) -> Iterator[Edge]:
    assert VARNISH is not None
    found = Edge(free_port(), free_port(), surroundings)
    processes(
        surroundings.start(
            *("-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(found.product)),
            *("--workers", "1", "--blocking-threads", "2", "--no-ws", "greenlang.wsgi:application"),
        )
    )
    (tmp_path / "backend.vcl").write_text(f'backend default {{ .host = "127.0.0.1"; .port = "{found.product}"; }}\n')
    folder = PROJECT / "deploy" / "varnish"
    arguments = [VARNISH, "-F", "-j", "none", "-n", str(tmp_path / "varnish"), "-a", f"127.0.0.1:{found.port}"]
    arguments += ["-f", str(folder / "catalogue.vcl"), "-p", f"vcl_path={tmp_path}:{folder}", "-s", "malloc,32m"]
    processes(subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True))
    assert wait_for(lambda: answers(found.product), 60)
    assert wait_for(lambda: answers(found.port), 30)
    yield found


def some_factors(edge: Edge, count: int) -> list[dict[str, Any]]:
    page = json.loads(fetch(edge.product, "/api/v1/factors").body)
    return list(page["results"][:count])


def test_the_edge_keeps_the_catalogue_never_a_tenants_data_and_forgets_what_it_is_told_to(edge: Edge) -> None:
    first, second = edge.get("/api/v1/editions"), edge.get("/api/v1/editions")
    assert [first.status, first.cache, second.cache] == [200, "MISS", "HIT"]
    assert first.body == second.body
    assert json.loads(first.body)
    assert first.headers["cache-control"] == "public, max-age=300, s-maxage=86400"
    assert first.headers["surrogate-key"] == "catalogue"

    # Who asks changes nothing, and leaves nothing.
    signed = edge.get("/api/v1/editions", Authorization="Bearer nonsense", Cookie="sessionid=x")
    assert (signed.status, signed.cache, signed.body) == (200, "HIT", first.body)

    # Who has it already is told so, by the edge and by the product.
    etag = first.headers["etag"]
    # What is compressed on its way is the same, not byte for byte.
    same = etag.removeprefix("W/")
    assert same.startswith('"')
    for port in (edge.port, edge.product):
        unchanged = fetch(port, "/api/v1/editions", If_None_Match=etag)
        assert (unchanged.status, unchanged.body) == (304, b"")
        assert unchanged.headers["etag"].removeprefix("W/") == same
        assert fetch(port, "/api/v1/editions", If_None_Match='"other"').status == 200
    several = f'"other", W/{etag}'
    assert fetch(edge.product, "/api/v1/editions", If_None_Match=several).status == 304
    head = fetch(edge.port, "/api/v1/editions", method="HEAD")
    assert (head.status, head.body, head.headers["etag"]) == (200, b"", etag)

    # One figure is forgotten by its key, the other stays.
    one, other = (factor["ef_cid"] for factor in some_factors(edge, 2))
    for cid in (one, other):
        assert [edge.get(f"/api/v1/factors/{cid}").cache for _ in range(2)] == ["MISS", "HIT"]
    assert edge.get(f"/api/v1/factors/{one}").headers["surrogate-key"] == f"catalogue {one}"
    assert ban(edge.address, one)
    assert edge.get(f"/api/v1/factors/{one}").cache == "MISS"
    assert edge.get(f"/api/v1/factors/{other}").cache == "HIT"
    assert not ban(edge.address, ".*")
    assert edge.get(f"/api/v1/factors/{other}").cache == "HIT"

    # Refusals are fetched each time.
    for _ in range(2):
        unknown = edge.get("/api/v1/factors/ef_0000000000000000")
        assert (unknown.status, unknown.cache, unknown.headers["cache-control"]) == (404, "MISS", "private, no-store")

    # A tenant's data pass through.
    keys = [
        api_key_issue(tenant=tenant_create(slug=slug, name=slug), name=f"key of {slug}", role=Role.ADMIN)
        for slug in ("alpha", "beta")
    ]
    for _ in range(2):
        for key, slug in zip(keys, ("alpha", "beta"), strict=True):
            own = edge.get("/api/v1/keys", Authorization=f"Bearer {key}")
            assert (own.status, own.cache) == (200, "MISS")
            assert own.headers["cache-control"] == "private, no-store"
            assert f"key of {slug}".encode() in own.body
    assert edge.get("/api/v1/keys").status == 401
    assert edge.get("/api/v1/private-factors").cache == "MISS"


def test_a_new_edition_reaches_the_edge_through_the_relay(edge: Edge, processes: Keep) -> None:
    processes(edge.surroundings.start_relay(GREENLANG_EDGE_CACHES=edge.address))
    # At its start it tells the edge to forget everything: what it missed before is not known.
    assert wait_for(lambda: edge.surroundings.redis.client.exists("events:redis-run") == 1, 20)
    assert wait_for(lambda: [edge.get("/api/v1/gwp-sets").cache for _ in range(2)] == ["HIT", "HIT"])
    with transaction.atomic():
        platform_event_record(event="ef.updated", aggregate_type="edition", aggregate_id="x", payload={"edition": "x"})
    assert wait_for(lambda: edge.get("/api/v1/gwp-sets").cache == "MISS", 3)
    assert edge.get("/api/v1/gwp-sets").cache == "HIT"
