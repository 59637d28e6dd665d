"""``bench registry_search``: finding agents by capability among 10,000, by the index and by the descriptors' JSON.

The agents have the descriptors of the example packs, each with inputs, outputs, domain, scope and regions of its own
drawn from fixed lists. The searches are drawn from what the agents have: from one condition to five. Both ways give the
same agents, which is checked; in a round every search is made both ways, one right after the other. The unindexed way
is the query one would write over the JSON: containment for names and regions, equality for domain and scope.
"""

import random
import statistics
import time
import uuid
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Q

from apps.agents.codegen import generate_code, select_template
from apps.agents.domains import match_domain
from apps.agents.lifecycle import State
from apps.agents.models import Agent, AgentVersion
from apps.agents.spec import read_spec
from apps.factory.descriptor import descriptor_document
from apps.registry.capabilities import Wanted, terms_of
from apps.registry.models import AgentDescriptor, AgentPack, CapabilityTerm
from apps.registry.selectors import MOST_FOUND, agents_able
from apps.runtime.loading import agent_load
from benchmarks.figure import Figure
from benchmarks.ground.database import bench_tenant, own_database, owner
from greenlang.engine.canonical_json import sha256_of
from greenlang.isolation import tenant_scope

ROUNDS = 20
ROWS = 10_000
SEED = 20250101
SEARCHES = 24
BLOCK = 1000
TARGET = 80.0
_REGIONS = (
    *("US", "GB", "DE", "FR", "IN", "CN", "BR", "ZA", "JP", "CA", "AU", "MX", "IT", "ES", "PL", "NL", "SE", "NO"),
    *(f"US-{code}" for code in ("CAMX", "ERCT", "FRCC", "MROE", "NEWE", "NWPP", "NYCW", "RFCE", "RMPA", "SRSO")),
    "*",
)
_SUBJECTS = (
    "boiler",
    "kiln",
    "fleet",
    "ferry",
    "cloud",
    "office",
    "warehouse",
    "farm",
    "mill",
    "plant",
    "store",
    "lab",
)
_INPUTS = ("site", "department", "vehicle", "supplier", "product", "building", "meter", "route", "crop", "process")


def figures(tell: Callable[[str], None], rounds: int, rows: int = ROWS) -> list[Figure]:
    """Milliseconds a search both ways, and the share the index saves."""
    with own_database():
        tenant = bench_tenant()
        choose = random.Random(SEED)
        with tenant_scope(tenant):
            _fill(_descriptors(rows, choose))
        with owner() as connection:
            connection.execute("ANALYZE")
        wanted = list(_searches(tenant, choose))
        found = [_checked(tenant, each) for each in wanted]
        tell(f"{rows} agents, {len(wanted)} searches that find {min(found)} to {max(found)} agents, seed {SEED}")
        seconds = _measure(tenant, wanted, rounds)
    return _figures(seconds, found)


def unindexed(wanted: Wanted) -> list[AgentDescriptor]:
    """The same agents from the descriptors' JSON."""
    asked = Q()
    for kind, names in (("inputs", wanted.inputs), ("outputs", wanted.outputs)):
        if names:
            asked &= Q(**{f"document__{kind}__contains": [{"name": name} for name in names]})
    if wanted.domain:
        asked &= Q(document__domain=wanted.domain)
    if wanted.scope:
        asked &= Q(document__scope=wanted.scope)
    if wanted.region:
        asked &= Q(document__regions__contains=[wanted.region]) | Q(document__regions__contains=["*"])
    rows = (
        AgentDescriptor.objects.filter(asked)
        .exclude(version__state=State.RETIRED)
        .select_related("version__agent")
        .defer("version__spec_source", "version__spec_completion")
        .order_by("version__agent__slug", "version__version")
    )
    # Every agent of this bench has one version, so that the newest is the only one.
    return list(rows[:MOST_FOUND])


def _checked(tenant: uuid.UUID, wanted: Wanted) -> int:
    with tenant_scope(tenant):
        by_index, by_json = agents_able(wanted), unindexed(wanted)
    assert [each.version.id for each in by_index] == [each.version.id for each in by_json], wanted
    assert by_index
    return len(by_index)


def _measure(tenant: uuid.UUID, searches: list[Wanted], rounds: int) -> dict[str, list[list[float]]]:
    """Seconds by way, round and search; each search both ways at once, the one first that was last before."""
    ways: dict[str, Callable[[Wanted], object]] = {"index": agents_able, "JSON": unindexed}
    seconds: dict[str, list[list[float]]] = {name: [] for name in ways}
    for number in range(rounds + 1):
        taken: dict[str, list[float]] = {name: [] for name in ways}
        for place, wanted in enumerate(searches):
            names = list(ways) if (number + place) % 2 else list(reversed(ways))
            for name in names:
                with tenant_scope(tenant):
                    began = time.perf_counter()
                    ways[name](wanted)
                    taken[name].append(time.perf_counter() - began)
        if number:  # the first round warms up
            for name, values in taken.items():
                seconds[name].append(values)
    return seconds


def _figures(seconds: dict[str, list[list[float]]], found: list[int]) -> list[Figure]:
    means = {name: [statistics.mean(values) for values in each] for name, each in seconds.items()}
    saved = [1 - index / json for index, json in zip(means["index"], means["JSON"], strict=True)]
    narrow, broad = (
        [place for place, count in enumerate(found) if (count < MOST_FOUND) == few] for few in (True, False)
    )
    figures = [Figure(f"a search by {name}", _ms(statistics.median(values)), "ms") for name, values in means.items()]
    for word, places in (("fewer than 200 agents", narrow), ("200 agents", broad)):
        for name, each in seconds.items():
            if places:
                middle = statistics.median(values[place] for values in each for place in places)
                figures.append(Figure(f"one that finds {word}, by {name}", _ms(middle), "ms"))
    share = round(100 * statistics.median(saved), 1)
    return [*figures, Figure("the index saves", share, "%", TARGET, "higher")]


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 2)


def _searches(tenant: uuid.UUID, choose: random.Random) -> Iterator[Wanted]:
    """Conditions that an agent of the bench meets, drawn at random: one to five of them."""
    with tenant_scope(tenant):
        documents = list(
            AgentDescriptor.objects.order_by("document__agent_id").values_list("document", flat=True)[::97]
        )
    for number in range(SEARCHES):
        document = choose.choice(documents)
        kinds = set(choose.sample(("input", "output", "domain", "scope", "region"), 1 + number % 5))
        regions = [region for region in document["regions"] if region != "*"] or ["US"]
        names = {kind: (choose.choice(document[f"{kind}s"])["name"],) for kind in ("input", "output")}
        yield Wanted(
            inputs=names["input"] if "input" in kinds else (),
            outputs=names["output"] if "output" in kinds else (),
            domain=document["domain"] if "domain" in kinds else "",
            scope=document["scope"] if "scope" in kinds else "",
            region=choose.choice(regions) if "region" in kinds else "",
        )


def _descriptors(rows: int, choose: random.Random) -> Iterator[dict[str, Any]]:
    """A descriptor an agent, made from an example's."""
    examples = [_example(path) for path in sorted((Path(settings.BASE_DIR) / "examples" / "packs").glob("*/pack.yaml"))]
    for number in range(rows):
        document = deepcopy(choose.choice(examples))
        document["agent_id"] = f"{choose.choice(_SUBJECTS)}-{number:05}"
        document["inputs"] += [
            {**document["inputs"][0], "name": name, "required": False}
            for name in choose.sample(_INPUTS, choose.randrange(4))
        ]
        if choose.random() < 0.3:
            document["regions"] = sorted({*document["regions"], *choose.sample(_REGIONS, 1 + choose.randrange(3))})
        else:
            document["regions"] = sorted(choose.sample(_REGIONS[:-1], 1 + choose.randrange(3)))
        yield document


def _example(path: Path) -> dict[str, Any]:
    source, beside = path.read_bytes(), path.with_name("completion.yaml")
    spec = read_spec(source, completion=beside.read_bytes() if beside.exists() else b"").spec
    domain = match_domain(spec)
    files = generate_code(spec, domain, source=source, config=select_template(domain))
    sha256 = sha256_of(path.parent.name).removeprefix("sha256:")
    agent = agent_load(sha256, lambda: files)
    gate = {"verdict": "PASS", "score": "90", "label": "bench"}
    return descriptor_document(
        spec=spec, domain=domain, agent=agent, pack_sha256=sha256, spec_hash=f"sha256:{sha256}", gate=gate
    )


def _fill(documents: Iterator[dict[str, Any]]) -> None:
    """The rows that registration would have written."""
    block: list[dict[str, Any]] = []
    for document in documents:
        block.append(document)
        if len(block) == BLOCK:
            _write(block)
            block = []
    _write(block)


def _write(documents: list[dict[str, Any]]) -> None:
    agents = [Agent(slug=each["agent_id"], name=each["name"], description=each["description"]) for each in documents]
    versions = [
        AgentVersion(
            agent=agent, version="1.0.0", state=State.RUNNING, domain=each["domain"], pack_sha256=uuid.uuid4().hex * 2
        )
        for agent, each in zip(agents, documents, strict=True)
    ]
    packs = [
        AgentPack(version=version, sha256=version.pack_sha256, size=0, content=b"", signature={}, quality_report={})
        for version in versions
    ]
    Agent.objects.bulk_create(agents)
    AgentVersion.objects.bulk_create(versions)
    AgentPack.objects.bulk_create(packs)
    AgentDescriptor.objects.bulk_create(
        AgentDescriptor(
            version=pack.version,
            pack=pack,
            domain=each["domain"],
            scope=each["scope"],
            document=each,
            descriptor_hash=sha256_of(each),
        )
        for pack, each in zip(packs, documents, strict=True)
    )
    CapabilityTerm.objects.bulk_create(
        CapabilityTerm(version=version, agent_slug=version.agent.slug, term=term)
        for version, each in zip(versions, documents, strict=True)
        for term in terms_of(each)
    )
