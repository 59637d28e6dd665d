"""``bench execute``: an agent executed over HTTP by 1, 8 and 32 connections, beside five others in the same run.

Ours commits complete provenance, ledger entry, execution and event under row-level security for every request. Beside
it, the same with an Idempotency-Key for each request; with as many worker processes: a bare view of the framework on
the same server with a signed token and no database (1.00), the same with the product's own authentication, FastAPI
with asyncpg into a locked chain, BentoML with the formula alone. In a round each is loaded in turn for a few seconds;
ratios are medians of the rounds' own.
"""

import json
import statistics
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from rest_framework_simplejwt.tokens import AccessToken

from apps.calculations.selectors.factors import factor_lookup, gwp_set
from apps.calculations.services.ledger import record_of
from apps.factory.services import build_now, version_command
from apps.runtime.services.execution import agent_document, agent_of
from apps.tenants.models import Role, Tenant
from apps.tenants.quotas import quota_set
from apps.tenants.services import api_key_issue, tenant_create
from benchmarks.figure import Figure
from benchmarks.ground.database import own_database, owner
from benchmarks.ground.load import Load, loaded, request_bytes
from benchmarks.ground.peers import bentoml_served, fastapi_served
from benchmarks.ground.sample import documents
from benchmarks.ground.serving import product_served
from greenlang.engine.canonical_json import canonical_json
from greenlang.engine.numbers import canonical_number
from greenlang.engine.records import masses_text, recipe_of
from greenlang.isolation import tenant_scope

ROUNDS = 5
SECONDS = 3.0
CONNECTIONS = (1, 8, 32)
GOALS = {"bare": 0.35, "FastAPI": 1.5, "BentoML": 3.0}
P95_GOAL = 0.040
PACK = "stationary-combustion"
PATH = f"/api/v1/agents/{PACK}/executions"
SPANS = ("gateway", "auth", "discover", "validate", "calculate", "provenance", "finalize")
_ELSEWHERE = {"limit": "gateway", "once": "gateway", "response": "gateway"}


@dataclass(frozen=True, slots=True)
class House:
    """A tenant with a running agent in the bench's database, and a key for it."""

    tenant: Tenant
    key: str


@dataclass(slots=True)
class Contender:
    """Whoever is loaded: where it listens, what it is sent (again and again), and what came of each round."""

    port: int
    requests: Iterable[bytes]
    rounds: dict[int, list[Load]] = field(default_factory=dict)

    def work(self, connections: int, seconds: float) -> None:
        """One round."""
        load = loaded(self.port, self.requests, connections=connections, seconds=seconds)
        self.rounds.setdefault(connections, []).append(load)

    def rates(self, connections: int) -> list[float]:
        """Answers a second in each round."""
        return [load.rate for load in self.rounds[connections]]


def figures(tell: Callable[[str], None], rounds: int) -> list[Figure]:
    """Requests a second, ratios beside their goals, p95, and where a request's time goes."""
    with ExitStack() as stack:
        database = stack.enter_context(own_database())
        house = furnish(tell)
        parts, floor = _in_full(house), _commit_seconds()
        contenders = {"ours": Contender(stack.enter_context(product_served(database)), [])}
        contenders |= _contenders(stack, house, contenders["ours"], tell)
        for contender in contenders.values():
            contender.work(2, 1.0)
            contender.rounds.clear()
        found: list[Figure] = []
        for connections in CONNECTIONS:
            for number in range(rounds):
                for name in _turned(list(contenders), number):
                    contenders[name].work(connections, SECONDS)
            tell(f"{connections} connections: {rounds} rounds of {SECONDS:g} s each; load of the machine {_load()}")
            found += _compared(contenders, connections)
        found += _shares(contenders["ours"], parts)
        found.append(Figure("a commit of one small row by itself, without HTTP", floor, "s"))
    return found


def furnish(tell: Callable[[str], None], slug: str = "bench") -> House:
    """The catalogue, a tenant without a quota that could be felt, and the example agent, built and running."""
    if slug == "bench":
        call_command("load_catalogue", verbosity=0)
    tenant = tenant_create(slug=slug, name=slug)
    source = (Path(settings.BASE_DIR) / "examples" / "packs" / PACK / "pack.yaml").read_bytes()
    began = time.perf_counter()
    version = build_now(tenant_id=tenant.id, source=source, actor="bench").version
    tell(f"{PACK} was built for {slug} in {time.perf_counter() - began:.1f} s")
    with tenant_scope(tenant.id):
        version_command(version=version, verb="start", actor="bench")
    quota_set(tenant_id=tenant.id, endpoint="executions", per_minute=10_000_000, actor="bench")
    return House(tenant, api_key_issue(tenant=tenant, name="bench", role=Role.ANALYST))


def execution_requests(port: int, key: str, count: int = 600) -> list[bytes]:
    """Executions of different documents in six shapes."""
    bodies = (json.dumps({"inputs": document}).encode() for document in documents(count))
    return [request_bytes(port, PATH, key, body) for body in bodies]


def _contenders(stack: ExitStack, house: House, ours: Contender, tell: Callable[[str], None]) -> dict[str, Contender]:
    port = ours.port
    requests = ours.requests = execution_requests(port, house.key)
    token = AccessToken()
    token["sub"] = str(uuid.uuid4())
    body = json.dumps({"inputs": next(iter(documents(1)))}).encode()
    found = {
        "ours with Idempotency-Key": Contender(port, _keyed(requests)),
        "bare": Contender(port, [request_bytes(port, "/bench/bare", str(token), body)]),
        "bare with our authentication": Contender(port, [request_bytes(port, "/bench/bare-tenant", house.key, body)]),
    }
    for name, peer in (("FastAPI", fastapi_served), ("BentoML", bentoml_served)):
        served = peer(stack, tell)
        if served is not None:
            found[name] = Contender(*served)
    return found


def _keyed(requests: Sequence[bytes]) -> Iterator[bytes]:
    """The same requests without end, each with an Idempotency-Key of its own."""
    for number in count():
        head, _, body = requests[number % len(requests)].partition(b"\r\n\r\n")
        yield head + b"\r\nIdempotency-Key: bench-%d\r\n\r\n" % number + body


def _compared(contenders: Mapping[str, Contender], connections: int) -> list[Figure]:
    suffix = f"{connections} connection{'s' if connections > 1 else ''}"
    found: list[Figure] = []
    for name, contender in contenders.items():
        rounds = contender.rounds[connections]
        p95 = statistics.median(load.percentile(0.95) for load in rounds)
        rate = round(statistics.median(contender.rates(connections)))
        found.append(Figure(f"{name}, {suffix}", rate, "requests/s", better="higher", p95=p95))
        wrong = sum(count for load in rounds for status, count in load.statuses.items() if status >= 300)
        if wrong:
            found.append(Figure(f"{name}, {suffix}: answers that were none", wrong, "requests", 0))
    ours = contenders["ours"].rates(connections)
    for name, contender in contenders.items():
        if name != "ours":
            ratio = statistics.median(
                one / other for one, other in zip(ours, contender.rates(connections), strict=True) if other
            )
            found.append(Figure(f"ours / {name}, {suffix}", round(ratio, 2), "x", GOALS.get(name), "higher"))
    if connections == max(CONNECTIONS):
        p95 = statistics.median(load.percentile(0.95) for load in contenders["ours"].rounds[connections])
        found.append(Figure(f"p95 of ours, {suffix}", p95, "s", P95_GOAL))
    return found


def _shares(ours: Contender, parts: Mapping[str, float]) -> list[Figure]:
    """Of a request's time in the process, by the spans its answers name; then of a calculation made in full."""
    spent: dict[str, float] = dict.fromkeys(SPANS, 0.0)
    loads = ours.rounds[CONNECTIONS[0]]
    answers = sum(len(load.timings) for load in loads) or 1
    for load in loads:
        for timing in load.timings:
            for part in timing.split(", "):
                name, _, duration = part.partition(";dur=")
                spent[_ELSEWHERE.get(name, name)] += float(duration)
    total = sum(spent.values()) or 1.0
    found = [Figure("a request in the process, 1 connection", total / answers / 1000, "s")]
    found += [Figure(f"share of {name}", round(100 * each / total, 1), "%") for name, each in spent.items()]
    whole = sum(parts.values())
    found.append(Figure("a calculation without a plan, in full", whole, "s"))
    return found + [
        Figure(f"in full: share of {name}", round(100 * each / whole, 1), "%") for name, each in parts.items()
    ]


def _in_full(house: House, times: int = 200) -> dict[str, float]:
    """Seconds of the parts that a plan makes one: each by itself, median of many."""
    from apps.agents.models import AgentVersion  # noqa: PLC0415 - the bench's database comes first

    seconds: dict[str, list[float]] = {name: [] for name in ("validate", "ef-lookup", "calculate", "provenance")}
    with tenant_scope(house.tenant.id):
        version = AgentVersion.objects.select_related("agent").get()
        agent, gwp = agent_of(version), gwp_set("AR5")
        for document in documents(times):
            clock = _Clock(seconds)
            binding = agent.bind(document)
            clock.part("validate")
            found = {name: factor_lookup(request) for name, request in binding.factors.items()}  # type: ignore[arg-type]
            clock.part("ef-lookup")
            formula = agent.FORMULAS[binding.formula_id]
            outcome = formula.evaluate(binding.inputs, found, gwp)
            agent.check_output(outcome)
            clock.part("calculate")
            recipe = recipe_of(
                agent=agent_document(version), formula=formula, binding=binding, factors=found, gwp=gwp, outcome=outcome
            )
            inputs = canonical_json(dict(binding.documents)).decode()
            numbers = [canonical_number(each) for each in (outcome.result, outcome.co2e, outcome.co2_biogenic)]
            record = record_of(
                recipe=recipe, inputs=inputs, masses=masses_text(outcome), result=numbers[0], co2e=numbers[1],
                co2_biogenic=numbers[2], source={},
            )  # fmt: skip
            assert record.hash
            clock.part("provenance")
    return {name: statistics.median(each) for name, each in seconds.items()}


def _commit_seconds(times: int = 100) -> float:
    """What the disk asks of whoever commits: median of single rows, one after the other."""
    seconds = []
    with owner() as connection:
        connection.execute("CREATE TABLE bench_commits (id integer)")
        for number in range(times):
            began = time.perf_counter()
            connection.execute("INSERT INTO bench_commits VALUES (%s)", [number])
            seconds.append(time.perf_counter() - began)
    return statistics.median(seconds)


class _Clock:
    """Notes how long each part took."""

    def __init__(self, seconds: dict[str, list[float]]) -> None:
        self.seconds, self.last = seconds, time.perf_counter()

    def part(self, name: str) -> None:
        """Until now it was this."""
        now = time.perf_counter()
        self.seconds[name].append(now - self.last)
        self.last = now


def _turned(names: Sequence[str], number: int) -> list[str]:
    turn = number % len(names)
    return [*names[turn:], *names[:turn]]


def _load() -> str:
    return Path("/proc/loadavg").read_text().split()[0] if Path("/proc/loadavg").exists() else "unknown"
